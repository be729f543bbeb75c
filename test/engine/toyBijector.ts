import type { Ops } from '../../src/math/ops.ts'
import { integer, type OptionSpecs } from '../../src/math/options.ts'
import { softplus } from '../../src/math/stable.ts'
import type { ScalarBijector } from '../../src/flows/bijector.ts'

/** A scalar bijector that x2z does not have: y = x + Σ_k a_k tanh(x − m_k) with a_k > 0, so that the slope is above 1. */

export const toyName = 'humps'

/** Its entry of the catalogue. */
export const toyOptions = { humps: integer(1, 8, 3) } as const satisfies OptionSpecs

type Parameters = 'heights' | 'places'

/** Halvings of a bracket a few units wide until float64 has no digits left. */
const bisections = 55

function humps<V>(ops: Ops<V>, { heights, places }: Readonly<Record<Parameters, V>>, x: V) {
  const sizes = softplus(ops, heights)
  const bent = ops.tanh(ops.sub(x, places))
  const steepness = ops.sub(ops.constant(1), ops.mul(bent, bent))
  return { y: ops.add(x, ops.sum(ops.mul(sizes, bent))), logDet: ops.log1p(ops.sum(ops.mul(sizes, steepness))), reach: ops.sum(sizes) }
}

/** The root lies at most Σ a_k away from y. */
function solve<V>(ops: Ops<V>, p: Readonly<Record<Parameters, V>>, y: V): V {
  const { reach } = humps(ops, p, y)
  const middle = (from: V, to: V): V => ops.mul(ops.constant(0.5), ops.add(from, to))
  const halve = ([from, to]: readonly V[]): readonly V[] => {
    const [low, high] = [from as V, to as V]
    const at = middle(low, high)
    const above = ops.less(y, humps(ops, p, at).y)
    return [ops.select(above, low, at), ops.select(above, at, high)]
  }
  const [low, high] = ops.iterate(bisections, [ops.sub(y, reach), ops.add(y, reach)], halve)
  return middle(low as V, high as V)
}

/** Its file in `flows/scalar/`. */
export const toy: ScalarBijector<typeof toyOptions, Parameters> = {
  domain: () => 'real',
  range: () => 'real',
  parameters: ({ humps: count }) => {
    const index = Array.from({ length: count }, (_, k) => k)
    return { heights: index.map(() => -1), places: index.map((k) => 2 * k - (count - 1)) }
  },
  forward: (ops, p, x) => {
    const { y, logDet } = humps(ops, p, x.at)
    return { to: { at: y }, logDet }
  },
  inverse: (ops, p, y) => {
    const at = solve(ops, p, y.at)
    return { to: { at }, logDet: ops.neg(humps(ops, p, at).logDet) }
  },
}
