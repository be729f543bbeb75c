import type { ScalarBijector } from '../bijector.ts'
import type { scalarCatalog } from '../catalog.ts'
import { boundedLog } from './boundedLog.ts'

/** y = exp(s) x + t, the scale and shift of RealNVP (Dinh et al. 2017, eq. 4), the log-scale s kept bounded. */
export const affine: ScalarBijector<typeof scalarCatalog.affine, 'shift' | 'logScale'> = {
  domain: () => 'real',
  range: () => 'real',
  parameters: () => ({ shift: [0], logScale: [0] }),
  forward: (ops, { shift, logScale }, x) => {
    const logDet = boundedLog(ops, logScale)
    return { to: { at: ops.add(ops.mul(x.at, ops.exp(logDet)), shift) }, logDet }
  },
  inverse: (ops, { shift, logScale }, y) => {
    const logDet = ops.neg(boundedLog(ops, logScale))
    return { to: { at: ops.mul(ops.sub(y.at, shift), ops.exp(logDet)) }, logDet }
  },
}
