import type { Ops } from '../../math/ops.ts'
import type { OptionsOf } from '../../math/options.ts'
import type { ChosenParameters, ChosenScalar, Coordinate, Layer, Mapped, Point } from '../bijector.ts'
import type { structureCatalog } from '../catalog.ts'
import { buildConditioner, freeParameters } from './conditioner.ts'
import { chosenFor, coordinate, flatten, type ScalarStructure, type Site, total, unflatten } from './structure.ts'

/** Gives a coordinate's parameters from the coordinates of x, or of z, that come before it in the order. */
type ParametersOf = <V>(ops: Ops<V>, earlier: readonly Coordinate<V>[], given?: V) => Readonly<Record<string, V>>

/** Which side of the map the networks read. */
type Read = 'x' | 'z'

/**
 * z_k = f(x_k; θ_k(x_<k)) (Papamakarios et al. 2017, eq. 4): any network may turn the earlier coordinates into the
 * parameters of the next. The Jacobian is triangular. Forward runs in parallel; inverse one coordinate after another.
 */
export const autoregressive: ScalarStructure<typeof structureCatalog.autoregressive.options> = {
  takes: 'scalar',
  build: (site, scalar, options) => inOrder(site, scalar, options, 'x'),
}

/** One coordinate after another, each with parameters that a network reads from the earlier ones on one side. */
export function inOrder(site: Site, scalar: ChosenScalar, options: OptionsOf<typeof structureCatalog.autoregressive.options>, read: Read): Layer {
  const { name, d } = site
  const order = Array.from({ length: d }, (_, k) => (options.order === 'forward' ? k : d - 1 - k))
  const start = flatten(scalar.parameters)
  const networks = order.map((k, i) =>
    i === 0 ? freeParameters(site, k, start) : buildConditioner({ ...site, name: `${name} · x${k + 1}` }, i, start, options),
  )
  const parametersOf: ParametersOf = (ops, earlier, given) => {
    const network = networks[earlier.length]
    if (!network) throw new RangeError(`no network reads ${earlier.length} coordinates`)
    return unflatten(ops, scalar.parameters, network.apply(ops, earlier, given))
  }
  return {
    blocks: networks.flatMap(({ blocks }) => blocks),
    domain: order.map(() => scalar.domain),
    range: (input) => input.map(() => scalar.range),
    ...directions(order, scalar, parametersOf, read),
  }
}

function directions(order: readonly number[], scalar: ChosenScalar, parametersOf: ParametersOf, read: Read): Pick<Layer, 'forward' | 'inverse' | 'forced' | 'parametersAt'> {
  const run = <V>(direction: 'forward' | 'inverse', ops: Ops<V>, input: Point<V>, given?: V, kept?: Point<V>): Mapped<V> => {
    const output: Coordinate<V>[] = [...input]
    const logDets: V[] = []
    // The side that is read is the input, all of it at hand, or what has been found of the output so far.
    const source = kept ?? ((direction === 'forward') === (read === 'x') ? input : output)
    order.forEach((k, i) => {
      const p = parametersOf(ops, order.slice(0, i).map((j) => coordinate(source, j)), given)
      const { to, logDet } = scalar[direction](ops, p, coordinate(input, k))
      output[k] = to
      logDets.push(logDet)
    })
    return { to: output, logDet: total(ops, logDets) }
  }
  const parametersAt = <V>(ops: Ops<V>, x: Point<V>, given?: V): readonly ChosenParameters<V>[] => {
    const source = read === 'x' ? x : run('forward', ops, x, given).to
    return order.map((k, i) => chosenFor(ops, scalar, k, parametersOf(ops, order.slice(0, i).map((j) => coordinate(source, j)), given)))
  }
  return {
    parametersAt,
    forward: (ops, x, given) => run('forward', ops, x, given),
    inverse: (ops, z, given) => run('inverse', ops, z, given),
    ...(read === 'z' && { forced: (ops, x, kept, given) => run('forward', ops, x, given, kept) }),
  }
}
