import type { Ops } from '../../math/ops.ts'
import type { Mapped, Point } from '../bijector.ts'
import type { structureCatalog } from '../catalog.ts'
import { zeros } from '../parameters.ts'
import { boundedLog } from '../scalar/boundedLog.ts'
import { freeNumbers } from './conditioner.ts'
import { reordered, restored } from './permutation.ts'
import { onTheLine, pointOf, type PlainStructure, valuesOf } from './structure.ts'
import { besideSize, lowerOrder, multiply, solve, type Triangle, upperOrder } from './triangle.ts'

/**
 * z = P L (U + diag s) x, the invertible 1×1 convolution of Glow (Kingma & Dhariwal 2018, §3.2, eq. 10): P fixed, L and U
 * triangular, log s learned and kept bounded, so that it never stops being invertible. log |det| = Σ log s.
 * Starts as P alone.
 */
export const plu: PlainStructure<typeof structureCatalog.plu.options> = {
  takes: 'nothing',
  build: (site, { reorder }) => {
    const { d } = site
    const beside = besideSize(d)
    const size = d + 2 * beside
    const numbers = freeNumbers(site, 'matrix', size, zeros(size))
    const read = <V>(ops: Ops<V>, given?: V): { readonly lower: Triangle<V>; readonly upper: Required<Triangle<V>> } => {
      const all = numbers.apply(ops, [], given)
      return {
        upper: { order: upperOrder(d), logDiagonal: boundedLog(ops, ops.slice(all, 0, d)), beside: ops.slice(all, d, beside) },
        lower: { order: lowerOrder(d), beside: ops.slice(all, d + beside, beside) },
      }
    }
    return {
      blocks: numbers.blocks,
      ...onTheLine(d),
      forward: <V>(ops: Ops<V>, x: Point<V>, given?: V): Mapped<V> => {
        const { lower, upper } = read(ops, given)
        const z = reordered(reorder, multiply(ops, lower, multiply(ops, upper, valuesOf(x))))
        return { to: pointOf(z), logDet: ops.sum(upper.logDiagonal) }
      },
      inverse: <V>(ops: Ops<V>, z: Point<V>, given?: V): Mapped<V> => {
        const { lower, upper } = read(ops, given)
        const x = solve(ops, upper, solve(ops, lower, restored(reorder, valuesOf(z))))
        return { to: pointOf(x), logDet: ops.neg(ops.sum(upper.logDiagonal)) }
      },
    }
  },
}
