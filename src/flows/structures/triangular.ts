import type { Ops } from '../../math/ops.ts'
import type { Mapped, Point } from '../bijector.ts'
import type { structureCatalog } from '../catalog.ts'
import { boundedLog } from '../scalar/boundedLog.ts'
import { freeNumbers } from './conditioner.ts'
import { onTheLine, pointOf, type PlainStructure, valuesOf } from './structure.ts'
import { zeros } from '../parameters.ts'
import { besideSize, lowerOrder, multiply, solve, type Triangle, upperOrder } from './triangle.ts'

/**
 * z = T x + t, T triangular with a positive diagonal, its logs kept bounded: with a normal base, the Cholesky factor of
 * any Gaussian. log |det| is the sum of those logs. Starts as the identity.
 */
export const triangular: PlainStructure<typeof structureCatalog.triangular.options> = {
  takes: 'nothing',
  build: (site, { half }) => {
    const { d } = site
    const order = half === 'lower' ? lowerOrder(d) : upperOrder(d)
    const size = 2 * d + besideSize(d)
    const numbers = freeNumbers(site, 'shift and matrix', size, zeros(size))
    const read = <V>(ops: Ops<V>, given?: V): { readonly shift: V; readonly triangle: Required<Triangle<V>> } => {
      const all = numbers.apply(ops, [], given)
      const logDiagonal = boundedLog(ops, ops.slice(all, d, d))
      return { shift: ops.slice(all, 0, d), triangle: { order, logDiagonal, beside: ops.slice(all, 2 * d, besideSize(d)) } }
    }
    const shifted = <V>(ops: Ops<V>, shift: V, values: readonly V[], way: 'add' | 'sub'): readonly V[] =>
      values.map((value, k) => ops[way](value, ops.slice(shift, k, 1)))
    return {
      blocks: numbers.blocks,
      ...onTheLine(d),
      forward: <V>(ops: Ops<V>, x: Point<V>, given?: V): Mapped<V> => {
        const { shift, triangle } = read(ops, given)
        return { to: pointOf(shifted(ops, shift, multiply(ops, triangle, valuesOf(x)), 'add')), logDet: ops.sum(triangle.logDiagonal) }
      },
      inverse: <V>(ops: Ops<V>, z: Point<V>, given?: V): Mapped<V> => {
        const { shift, triangle } = read(ops, given)
        const x = solve(ops, triangle, shifted(ops, shift, valuesOf(z), 'sub'))
        return { to: pointOf(x), logDet: ops.neg(ops.sum(triangle.logDiagonal)) }
      },
    }
  },
}
