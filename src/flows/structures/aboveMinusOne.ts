import type { Ops } from '../../math/ops.ts'
import { softplus } from '../../math/stable.ts'

/** How close to −1: the smallest slope, as in splines; single precision still knows it from 0. */
const margin = 1e-3

/** softplus of this is 1 − margin. */
const offset = Math.log(Math.expm1(1 - margin))

/**
 * A number above −1 out of any number, 0 for 0: −1 + margin + softplus(a + offset). Planar and radial layers are
 * invertible for such numbers (Rezende & Mohamed 2015, appendix A, with the curve moved to pass through the origin:
 * no push then stays no push, and nothing is divided by a small ‖w‖).
 */
export const aboveMinusOne = <V>(ops: Ops<V>, a: V): V =>
  ops.sub(softplus(ops, ops.add(a, ops.constant(offset))), ops.constant(1 - margin))
