import type { Ops } from '../../math/ops.ts'
import type { Coordinate } from '../bijector.ts'
import { tailsOf } from '../interval.ts'

/** log of how many times as far as before a number of the first bin lies from 0, and one of the last bin from 1. */
export interface EndRatios<V> {
  readonly low: V
  readonly high: V
}

/**
 * Where a monotone map of (0, 1) onto itself carries u: to `at`. In the first bin its distance from 0 is known as a
 * multiple of u, in the last bin that from 1 as a multiple of 1 − u, so that tails are handed on exact.
 */
export function unitImage<V>(ops: Ops<V>, bin: V, u: Coordinate<V>, at: V, ratios: EndRatios<V>): Coordinate<V> {
  const [zero, one] = [ops.constant(0), ops.constant(1)]
  const inside = ops.min(ops.max(at, zero), one)
  const isFirst = ops.less(zero, ops.slice(bin, 0, 1))
  const isLast = ops.less(zero, ops.slice(bin, ops.width(bin) - 1, 1))
  const tails = tailsOf(ops, u)
  // Each logarithm is kept away from 0 where it is not chosen.
  const log = ops.log(ops.select(isFirst, one, inside))
  const logComplement = ops.log1p(ops.neg(ops.select(isLast, zero, inside)))
  return {
    at: inside,
    log: ops.select(isFirst, ops.add(tails.log, ratios.low), log),
    logComplement: ops.select(isLast, ops.add(tails.logComplement, ratios.high), logComplement),
  }
}
