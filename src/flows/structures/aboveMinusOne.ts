import type { Ops } from '../../math/ops.ts'
import { steepness } from '../scalar/bins.ts'

/**
 * A number above −1 out of any number, 0 for 0: a slope as in splines, less 1. Planar and radial layers are
 * invertible for such numbers (Rezende & Mohamed 2015, appendix A, with the curve moved to pass through the origin:
 * no push then stays no push, and nothing is divided by a small ‖w‖).
 */
export const aboveMinusOne = <V>(ops: Ops<V>, a: V): V => ops.sub(steepness(ops, a), ops.constant(1))
