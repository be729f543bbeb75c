import type { Ops } from '../../math/ops.ts'

/**
 * A triangular matrix over coordinates that stand in `order`: each row holds its own coordinate and those before it.
 * A lower triangle has the order 0 … d − 1, an upper one its reverse.
 */
export interface Triangle<V> {
  readonly order: readonly number[]
  /** What stands beside the diagonal, row by row in that order: width d(d − 1)/2. */
  readonly beside: V
  /** log of the diagonal, by coordinate: width d. Left out where the diagonal is 1. */
  readonly logDiagonal?: V
}

/** How many numbers stand beside the diagonal of a triangle of d rows. */
export const besideSize = (d: number): number => (d * (d - 1)) / 2

export const lowerOrder = (d: number): readonly number[] => Array.from({ length: d }, (_, k) => k)
export const upperOrder = (d: number): readonly number[] => lowerOrder(d).toReversed()

/** The value of coordinate k. Asking for one that is not there is a fault of the caller. */
function nth<V>(values: readonly V[], k: number): V {
  const found = values[k]
  if (found === undefined) throw new RangeError(`${values.length} coordinates have no coordinate ${k}`)
  return found
}

/** What the coordinates before place i of the order add to that row. */
const earlier = <V>(ops: Ops<V>, { order, beside }: Triangle<V>, values: readonly V[], i: number): readonly V[] =>
  order.slice(0, i).map((j, c) => ops.mul(ops.slice(beside, besideSize(i) + c, 1), nth(values, j)))

/** T x. */
export function multiply<V>(ops: Ops<V>, triangle: Triangle<V>, x: readonly V[]): readonly V[] {
  const y = [...x]
  triangle.order.forEach((k, i) => {
    const { logDiagonal } = triangle
    const own = logDiagonal === undefined ? nth(x, k) : ops.mul(nth(x, k), ops.exp(ops.slice(logDiagonal, k, 1)))
    y[k] = earlier(ops, triangle, x, i).reduce((sum, term) => ops.add(sum, term), own)
  })
  return y
}

/** T⁻¹ y by substitution, one coordinate after another. */
export function solve<V>(ops: Ops<V>, triangle: Triangle<V>, y: readonly V[]): readonly V[] {
  const x = [...y]
  triangle.order.forEach((k, i) => {
    const { logDiagonal } = triangle
    const rest = earlier(ops, triangle, x, i).reduce((sum, term) => ops.sub(sum, term), nth(y, k))
    x[k] = logDiagonal === undefined ? rest : ops.mul(rest, ops.exp(ops.neg(ops.slice(logDiagonal, k, 1))))
  })
  return x
}
