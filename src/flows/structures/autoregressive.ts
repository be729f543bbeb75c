import type { Ops } from '../../math/ops.ts'
import type { ChosenScalar, Coordinate, Layer, Mapped, Point } from '../bijector.ts'
import type { structureCatalog } from '../catalog.ts'
import { buildConditioner } from './conditioner.ts'
import { coordinate, flatten, type ScalarStructure, total, unflatten } from './structure.ts'

/** Gives a coordinate's parameters from the coordinates of x that come before it in the order. */
type ParametersOf = <V>(ops: Ops<V>, earlier: readonly Coordinate<V>[]) => Readonly<Record<string, V>>

/**
 * z_k = f(x_k; θ_k(x_<k)) (Papamakarios et al. 2017, eq. 4): any network may turn the earlier coordinates into the
 * parameters of the next. The Jacobian is triangular. Forward runs in parallel; inverse one coordinate after another.
 */
export const autoregressive: ScalarStructure<typeof structureCatalog.autoregressive.options> = {
  takes: 'scalar',
  build: ({ name, d, allocate }, scalar, options) => {
    const order = Array.from({ length: d }, (_, k) => (options.order === 'forward' ? k : d - 1 - k))
    const start = flatten(scalar.parameters)
    const first = allocate(`${name} · x${(order[0] ?? 0) + 1}`, [start.length], { kind: 'values', values: start })
    const networks = order
      .slice(1)
      .map((k, i) => buildConditioner(`${name} · x${k + 1}`, i + 1, start, options, allocate))
    const parametersOf: ParametersOf = (ops, earlier) => {
      const network = networks[earlier.length - 1]
      const vector = network ? network.apply(ops, ops.concat(earlier.map(({ at }) => at))) : ops.parameter(first)
      return unflatten(ops, scalar.parameters, vector)
    }
    return {
      blocks: [first, ...networks.flatMap(({ blocks }) => blocks)],
      domain: order.map(() => scalar.domain),
      range: (input) => input.map(() => scalar.range),
      ...directions(order, scalar, parametersOf),
    }
  },
}

function directions(order: readonly number[], scalar: ChosenScalar, parametersOf: ParametersOf): Pick<Layer, 'forward' | 'inverse'> {
  const run = <V>(direction: 'forward' | 'inverse', ops: Ops<V>, input: Point<V>): Mapped<V> => {
    const output: Coordinate<V>[] = [...input]
    const logDets: V[] = []
    // Parameters always come from x: the input when going forward, what has been found so far when going back.
    const x = direction === 'forward' ? input : output
    order.forEach((k, i) => {
      const p = parametersOf(ops, order.slice(0, i).map((j) => coordinate(x, j)))
      const { to, logDet } = scalar[direction](ops, p, coordinate(input, k))
      output[k] = to
      logDets.push(logDet)
    })
    return { to: output, logDet: total(ops, logDets) }
  }
  return { forward: (ops, x) => run('forward', ops, x), inverse: (ops, z) => run('inverse', ops, z) }
}
