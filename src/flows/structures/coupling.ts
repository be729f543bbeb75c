import type { Ops } from '../../math/ops.ts'
import type { Coordinate, Mapped, Point } from '../bijector.ts'
import type { structureCatalog } from '../catalog.ts'
import { buildConditioner } from './conditioner.ts'
import { coordinate, flatten, type ScalarStructure, total, unflatten } from './structure.ts'

/**
 * One half passes unchanged, the other is mapped with parameters that a network reads from the first
 * (Dinh et al. 2017, eq. 4–5). The Jacobian is block triangular; both directions run in parallel.
 */
export const coupling: ScalarStructure<typeof structureCatalog.coupling.options> = {
  takes: 'scalar',
  build: (site, scalar, options) => {
    const { d } = site
    const half = Math.floor(d / 2)
    const mapped = Array.from({ length: d }, (_, k) => (options.transforms === 'second') === k >= half)
    const kept = mapped.flatMap((yes, k) => (yes ? [] : [k]))
    const changed = mapped.flatMap((yes, k) => (yes ? [k] : []))
    const one = flatten(scalar.parameters)
    const network = buildConditioner(site, kept.length, changed.flatMap(() => one), options)

    const apply = <V>(direction: 'forward' | 'inverse', ops: Ops<V>, input: Point<V>, given?: V): Mapped<V> => {
      const vector = network.apply(ops, kept.map((k) => coordinate(input, k)), given)
      const output: Coordinate<V>[] = [...input]
      const logDets = changed.map((k, i) => {
        const p = unflatten(ops, scalar.parameters, vector, i * one.length)
        const { to, logDet } = scalar[direction](ops, p, coordinate(input, k))
        output[k] = to
        return logDet
      })
      return { to: output, logDet: total(ops, logDets) }
    }
    return {
      blocks: network.blocks,
      domain: mapped.map((yes) => (yes ? scalar.domain : null)),
      range: (input) => input.map((interval, k) => (mapped[k] ? scalar.range : interval)),
      forward: (ops, x, given) => apply('forward', ops, x, given),
      inverse: (ops, z, given) => apply('inverse', ops, z, given),
    }
  },
}
