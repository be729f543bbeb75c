import type { Ops } from '../math/ops.ts'
import type { Coordinate } from './bijector.ts'

/** The smallest float32 that is not denormal, and the largest below 1: numbers in (0, 1) are kept between them. */
const smallest = 2 ** -126
const largest = 1 - 2 ** -24

/** log u and log(1 − u) of a coordinate in (0, 1): those handed on where there are any, else from the number. */
export function tailsOf<V>(ops: Ops<V>, u: Coordinate<V>): { readonly log: V; readonly logComplement: V } {
  if (u.log !== undefined && u.logComplement !== undefined) return { log: u.log, logComplement: u.logComplement }
  const inside = ops.min(ops.max(u.at, ops.constant(smallest)), ops.constant(largest))
  return { log: ops.log(inside), logComplement: ops.log1p(ops.neg(inside)) }
}
