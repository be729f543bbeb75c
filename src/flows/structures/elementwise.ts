import type { Ops } from '../../math/ops.ts'
import type { ChosenScalar, Mapped, Point } from '../bijector.ts'
import type { structureCatalog } from '../catalog.ts'
import { freeParameters } from './conditioner.ts'
import { flatten, type ScalarStructure, total, unflatten } from './structure.ts'

/** z_k = f(x_k; θ_k): each coordinate by itself, its parameters free numbers, or numbers for each class. */
export const elementwise: ScalarStructure<typeof structureCatalog.elementwise.options> = {
  takes: 'scalar',
  build: (site, scalar) => {
    const { d } = site
    const start = flatten(scalar.parameters)
    const axes = start.length === 0 ? [] : Array.from({ length: d }, (_, k) => freeParameters(site, k, start))
    const apply = <V>(direction: 'forward' | 'inverse', ops: Ops<V>, input: Point<V>, given?: V): Mapped<V> => {
      const mapped = input.map((x, k) => {
        const axis = axes[k]
        const p = axis ? unflatten(ops, scalar.parameters, axis.apply(ops, [], given)) : {}
        return scalar[direction](ops, p, x)
      })
      return { to: mapped.map(({ to }) => to), logDet: total(ops, mapped.map(({ logDet }) => logDet)) }
    }
    return {
      blocks: axes.flatMap(({ blocks }) => blocks),
      domain: new Array<ChosenScalar['domain']>(d).fill(scalar.domain),
      range: (input) => input.map(() => scalar.range),
      forward: (ops, x, given) => apply('forward', ops, x, given),
      inverse: (ops, z, given) => apply('inverse', ops, z, given),
    }
  },
}
