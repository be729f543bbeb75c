import type { ScalarBijector } from '../bijector.ts'
import type { scalarCatalog } from '../catalog.ts'

/** y = x + t, the additive map of NICE (Dinh et al. 2014, eq. 7): volume is kept. */
export const shift: ScalarBijector<typeof scalarCatalog.shift, 'shift'> = {
  domain: () => 'real',
  range: () => 'real',
  parameters: () => ({ shift: [0] }),
  forward: (ops, p, x) => ({ to: { at: ops.add(x.at, p.shift) }, logDet: ops.constant(0) }),
  inverse: (ops, p, y) => ({ to: { at: ops.sub(y.at, p.shift) }, logDet: ops.constant(0) }),
}
