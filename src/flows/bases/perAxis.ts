import type { Ops } from '../../math/ops.ts'
import type { Range, Window } from '../../math/window.ts'
import type { Coordinate, Point } from '../bijector.ts'
import { total } from '../structures/structure.ts'

/** log-density of a base whose axes are independent: the sum over the axes. */
export const perAxis = <V>(ops: Ops<V>, z: Point<V>, logDensity: (coordinate: Coordinate<V>) => V): V =>
  total(ops, z.map(logDensity))

export const draw = (count: number, one: () => number): Float32Array => Float32Array.from({ length: count }, one)

export const sameOnEveryAxis = (range: Range, d: number): Window => new Array<Range>(d).fill(range)

/** A log-density where `at` lies in [0, 1], −∞ beside it. */
export function insideUnit<V>(ops: Ops<V>, at: V, logDensity: V): V {
  const outside = ops.constant(-Infinity)
  const belowOne = ops.select(ops.less(ops.constant(1), at), outside, logDensity)
  return ops.select(ops.less(at, ops.constant(0)), outside, belowOne)
}

/** The window of a base on (0, 1), with a margin so that its edge is seen. */
export const unitWindow: Range = [-0.05, 1.05]
