import { logGamma } from '../../math/logGamma.ts'
import type { baseCatalog } from '../catalog.ts'
import { tailsOf } from '../interval.ts'
import type { Base } from './base.ts'
import { gamma } from './gamma.ts'
import { draw, insideUnit, perAxis, sameOnEveryAxis, unitWindow } from './perAxis.ts'

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
