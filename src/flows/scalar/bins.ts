import type { Ops } from '../../math/ops.ts'
import { softmax, softplus } from '../../math/stable.ts'

/** The smallest share of the whole that a bin may have, in width and in height, and the smallest slope (Durkan et al. 2019). */
const least = 1e-3

/** What softplus makes 1 − least. */
const unit = Math.log(Math.exp(1 - least) - 1)

/** A slope or a density from a free number, never below `least`; 1 at 0. */
export const steepness = <V>(ops: Ops<V>, u: V): V =>
  ops.add(softplus(ops, ops.add(u, ops.constant(unit))), ops.constant(least))

/** `values` with one number more at each end. */
export const between = <V>(ops: Ops<V>, first: number, values: V, last: number): V =>
  ops.concat([ops.constant(first), values, ops.constant(last)])

/** The left and the right end of every bin, from their K + 1 knots. */
export function ends<V>(ops: Ops<V>, knots: V): readonly [left: V, right: V] {
  const bins = ops.width(knots) - 1
  return [ops.slice(knots, 0, bins), ops.slice(knots, 1, bins)]
}

/** K + 1 knots on [from, to], both ends exact: bins are a softmax of the K logits wide, and none narrower than `least`. */
export function knotsOf<V>(ops: Ops<V>, logits: V, from: number, to: number): V {
  const bins = ops.width(logits)
  const length = ops.constant(to - from)
  const share = ops.add(ops.constant(least), ops.mul(ops.constant(1 - least * bins), softmax(ops, logits)))
  const inner = ops.running(ops.slice(ops.mul(length, share), 0, bins - 1))
  return between(ops, from, ops.add(ops.constant(from), inner), to)
}

/** 1 for the bin that `at` lies in, 0 for the others. A knot belongs to the bin that it ends. */
export function binOf<V>(ops: Ops<V>, knots: V, at: V): V {
  const inner = ops.slice(knots, 1, ops.width(knots) - 2)
  const passed = ops.select(ops.less(inner, at), ops.constant(1), ops.constant(0))
  const [left, right] = ends(ops, between(ops, 1, passed, 0))
  return ops.sub(left, right)
}

/** The value of the bin that was chosen. */
export const chosen = <V>(ops: Ops<V>, bin: V, values: V): V => ops.sum(ops.mul(bin, values))

/** The values at both ends of the bin that was chosen, from those at its K + 1 knots. */
export function chosenEnds<V>(ops: Ops<V>, bin: V, knots: V): readonly [left: V, right: V] {
  const [left, right] = ends(ops, knots)
  return [chosen(ops, bin, left), chosen(ops, bin, right)]
}
