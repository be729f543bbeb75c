import type { Ops } from '../math/ops.ts'
import type { Coordinate } from './bijector.ts'

/**
 * Numbers in (0, 1) are kept between a number whose inverse, the slope of the logarithm, may be multiplied by thousands
 * and still be a float32, and the largest float32 below 1.
 */
const smallest = 2 ** -110
const largest = 1 - 2 ** -24

/** log u and log(1 − u) of a coordinate in (0, 1): those handed on where there are any, else from the number. */
export function tailsOf<V>(ops: Ops<V>, u: Coordinate<V>): { readonly log: V; readonly logComplement: V } {
  if (u.log !== undefined && u.logComplement !== undefined) return { log: u.log, logComplement: u.logComplement }
  const inside = ops.min(ops.max(u.at, ops.constant(smallest)), ops.constant(largest))
  return { log: ops.log(inside), logComplement: ops.log1p(ops.neg(inside)) }
}
