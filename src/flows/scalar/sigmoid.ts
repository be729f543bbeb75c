import type { Ops } from '../../math/ops.ts'
import { logSigmoid } from '../../math/stable.ts'
import type { Coordinate, MappedCoordinate, ScalarBijector } from '../bijector.ts'
import type { scalarCatalog } from '../catalog.ts'
import { tailsOf } from '../interval.ts'

/** u = 1 / (1 + exp(−x)); log u and log(1 − u) are handed on exact. log-slope = log u + log(1 − u). */
export function squeeze<V>(ops: Ops<V>, x: Coordinate<V>): MappedCoordinate<V> {
  const log = logSigmoid(ops, x.at)
  const logComplement = logSigmoid(ops, ops.neg(x.at))
  return { to: { at: ops.exp(log), log, logComplement }, logDet: ops.add(log, logComplement) }
}

/** x = log u − log(1 − u), exact in both tails where the tails are known. */
export function stretch<V>(ops: Ops<V>, u: Coordinate<V>): MappedCoordinate<V> {
  const { log, logComplement } = tailsOf(ops, u)
  return { to: { at: ops.sub(log, logComplement) }, logDet: ops.neg(ops.add(log, logComplement)) }
}

export const sigmoid: ScalarBijector<typeof scalarCatalog.sigmoid, never> = {
  domain: () => 'real',
  range: () => 'unit',
  parameters: () => ({}),
  forward: (ops, _, x) => squeeze(ops, x),
  inverse: (ops, _, y) => stretch(ops, y),
}
