import type { Ops } from '../../math/ops.ts'
import type { ChosenScalar, Mapped, Point } from '../bijector.ts'
import type { structureCatalog } from '../catalog.ts'
import { flatten, type ScalarStructure, total, unflatten } from './structure.ts'

/** z_k = f(x_k; θ_k): each coordinate by itself, its parameters free numbers. */
export const elementwise: ScalarStructure<typeof structureCatalog.elementwise.options> = {
  takes: 'scalar',
  build: ({ name, d, allocate }, scalar) => {
    const values = flatten(scalar.parameters)
    const blocks =
      values.length === 0
        ? []
        : Array.from({ length: d }, (_, k) => allocate(`${name} · x${k + 1}`, [values.length], { kind: 'values', values }))
    const apply = <V>(direction: 'forward' | 'inverse', ops: Ops<V>, input: Point<V>): Mapped<V> => {
      const mapped = input.map((x, k) => {
        const block = blocks[k]
        const p = block ? unflatten(ops, scalar.parameters, ops.parameter(block)) : {}
        return scalar[direction](ops, p, x)
      })
      return { to: mapped.map(({ to }) => to), logDet: total(ops, mapped.map(({ logDet }) => logDet)) }
    }
    return {
      blocks,
      domain: new Array<ChosenScalar['domain']>(d).fill(scalar.domain),
      range: (input) => input.map(() => scalar.range),
      forward: (ops, x) => apply('forward', ops, x),
      inverse: (ops, z) => apply('inverse', ops, z),
    }
  },
}
