import { logGamma } from '../../math/logGamma.ts'
import type { Random } from '../../math/random.ts'
import type { baseCatalog } from '../catalog.ts'
import { tailsOf } from '../interval.ts'
import type { Base } from './base.ts'
import { draw, insideUnit, perAxis, sameOnEveryAxis, unitWindow } from './perAxis.ts'

/** A draw from Gamma(shape, 1) (Marsaglia & Tsang 2000), for any shape > 0. */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * random.uniform() ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = random.normal()
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

/** Beta(a, b) on every axis: log p = (a−1) log u + (b−1) log(1−u) − log B(a, b), log u and log(1−u) from exact tails. */
export const beta: Base<typeof baseCatalog.beta, never> = {
  support: 'unit',
  parameters: () => ({}),
  logDensity: (ops, _, z, { a, b }) => {
    const logB = logGamma(a) + logGamma(b) - logGamma(a + b)
    return perAxis(ops, z, (u) => {
      const { log, logComplement } = tailsOf(ops, u)
      const powers = ops.add(ops.mul(ops.constant(a - 1), log), ops.mul(ops.constant(b - 1), logComplement))
      return insideUnit(ops, u.at, ops.sub(powers, ops.constant(logB)))
    })
  },
  sample: (random, n, d, _, { a, b }) =>
    draw(n * d, () => {
      const x = gamma(random, a)
      return x / (x + gamma(random, b))
    }),
  window: (_, d) => sameOnEveryAxis(unitWindow, d),
}
