import type { Ops } from '../../math/ops.ts'
import type { ChosenScalar, Mapped, Point } from '../bijector.ts'
import type { structureCatalog } from '../catalog.ts'
import { freeParameters } from './conditioner.ts'
import { chosenFor, flatten, type ScalarStructure, total, unflatten } from './structure.ts'

/** z_k = f(x_k; θ_k): each coordinate by itself, its parameters free numbers, or numbers for each class. */
export const elementwise: ScalarStructure<typeof structureCatalog.elementwise.options> = {
  takes: 'scalar',
  build: (site, scalar) => {
    const { d } = site
    const start = flatten(scalar.parameters)
    const axes = start.length === 0 ? [] : Array.from({ length: d }, (_, k) => freeParameters(site, k, start))
    const parametersOf = <V>(ops: Ops<V>, k: number, given?: V): Readonly<Record<string, V>> => {
      const axis = axes[k]
      return axis ? unflatten(ops, scalar.parameters, axis.apply(ops, [], given)) : {}
    }
    const apply = <V>(direction: 'forward' | 'inverse', ops: Ops<V>, input: Point<V>, given?: V): Mapped<V> => {
      const mapped = input.map((x, k) => scalar[direction](ops, parametersOf(ops, k, given), x))
      return { to: mapped.map(({ to }) => to), logDet: total(ops, mapped.map(({ logDet }) => logDet)) }
    }
    return {
      blocks: axes.flatMap(({ blocks }) => blocks),
      domain: new Array<ChosenScalar['domain']>(d).fill(scalar.domain),
      range: (input) => input.map(() => scalar.range),
      parametersAt: (ops, x, given) => x.map((_, k) => chosenFor(ops, scalar, k, parametersOf(ops, k, given))),
      forward: (ops, x, given) => apply('forward', ops, x, given),
      inverse: (ops, z, given) => apply('inverse', ops, z, given),
    }
  },
}
