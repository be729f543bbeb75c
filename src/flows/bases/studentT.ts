import { logGamma } from '../../math/logGamma.ts'
import type { baseCatalog } from '../catalog.ts'
import type { Base } from './base.ts'
import { gamma } from './gamma.ts'
import { draw, perAxis, sameOnEveryAxis } from './perAxis.ts'

/** log Γ((ν+1)/2) − log Γ(ν/2) − ½ log νπ: log of the density at 0. */
const logPeak = (freedom: number): number =>
  logGamma((freedom + 1) / 2) - logGamma(freedom / 2) - 0.5 * Math.log(freedom * Math.PI)

/** Student's t with ν degrees of freedom on every axis: log p = logPeak − (ν+1)/2 log(1 + z²/ν). ν = 1 is Cauchy's. */
export const studentT: Base<typeof baseCatalog.studentT, never> = {
  support: 'real',
  parameters: () => ({}),
  logDensity: (ops, _, z, { freedom }) =>
    perAxis(ops, z, ({ at }) => {
      const tail = ops.log1p(ops.mul(ops.mul(at, at), ops.constant(1 / freedom)))
      return ops.sub(ops.constant(logPeak(freedom)), ops.mul(ops.constant((freedom + 1) / 2), tail))
    }),
  // A normal over the root of an independent χ²/ν, and χ² with ν degrees of freedom is 2 Gamma(ν/2).
  sample: (random, n, d, _, { freedom }) =>
    draw(n * d, () => random.normal() / Math.sqrt((2 * gamma(random, freedom / 2)) / freedom)),
  window: (_, d) => sameOnEveryAxis([-6, 6], d),
}
