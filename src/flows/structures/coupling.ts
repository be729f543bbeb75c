import type { Ops } from '../../math/ops.ts'
import type { OptionsOf } from '../../math/options.ts'
import type { ChosenScalar, Coordinate, Layer, Mapped, Point } from '../bijector.ts'
import type { conditionerOptions, structureCatalog } from '../catalog.ts'
import { buildConditioner } from './conditioner.ts'
import { chosenFor, coordinate, flatten, type ScalarStructure, type Site, total, unflatten } from './structure.ts'

type ConditionerOptions = OptionsOf<typeof conditionerOptions>

/** Which coordinates belong to the second part. */
const masks: Readonly<Record<OptionsOf<typeof structureCatalog.coupling.options>['mask'], (k: number, d: number) => boolean>> = {
  halves: (k, d) => k >= Math.floor(d / 2),
  alternating: (k) => k % 2 === 1,
}

/**
 * One part passes unchanged, the other is mapped with parameters that a network reads from the first
 * (Dinh et al. 2017, eq. 4–5). The Jacobian is block triangular; both directions run in parallel.
 */
export const coupling: ScalarStructure<typeof structureCatalog.coupling.options> = {
  takes: 'scalar',
  build: (site, scalar, options) => {
    const mapped = Array.from({ length: site.d }, (_, k) => (options.transforms === 'second') === masks[options.mask](k, site.d))
    return couple(site, scalar, mapped, options)
  },
}

/** A coupling with any mask: `mapped[k]` says whether coordinate k is changed. Some must be, and some must not. */
export function couple(site: Site, scalar: ChosenScalar, mapped: readonly boolean[], options: ConditionerOptions): Layer {
  const kept = mapped.flatMap((yes, k) => (yes ? [] : [k]))
  const changed = mapped.flatMap((yes, k) => (yes ? [k] : []))
  const one = flatten(scalar.parameters)
  const network = buildConditioner(site, kept.length, changed.flatMap(() => one), options)

  const parametersOf = <V>(ops: Ops<V>, point: Point<V>, given?: V): readonly Readonly<Record<string, V>>[] => {
    const vector = network.apply(ops, kept.map((k) => coordinate(point, k)), given)
    return changed.map((_, i) => unflatten(ops, scalar.parameters, vector, i * one.length))
  }
  const apply = <V>(direction: 'forward' | 'inverse', ops: Ops<V>, input: Point<V>, given?: V): Mapped<V> => {
    const parameters = parametersOf(ops, input, given)
    const output: Coordinate<V>[] = [...input]
    const logDets = changed.map((k, i) => {
      const p = parameters[i] ?? {}
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
    parametersAt: (ops, x, given) => parametersOf(ops, x, given).map((values, i) => chosenFor(ops, scalar, changed[i] ?? 0, values)),
    forward: (ops, x, given) => apply('forward', ops, x, given),
    inverse: (ops, z, given) => apply('inverse', ops, z, given),
  }
}
