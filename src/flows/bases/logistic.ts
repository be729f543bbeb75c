import { logSigmoid } from '../../math/stable.ts'
import type { baseCatalog } from '../catalog.ts'
import type { Base } from './base.ts'
import { draw, perAxis, sameOnEveryAxis } from './perAxis.ts'

/** The standard logistic on every axis: log p = log σ(z) + log σ(−z). */
export const logistic: Base<typeof baseCatalog.logistic, never> = {
  support: 'real',
  parameters: () => ({}),
  logDensity: (ops, _, z) => perAxis(ops, z, ({ at }) => ops.add(logSigmoid(ops, at), logSigmoid(ops, ops.neg(at)))),
  sample: (random, n, d) =>
    draw(n * d, () => {
      const u = random.uniform()
      return Math.log(u) - Math.log1p(-u)
    }),
  window: (_, d) => sameOnEveryAxis([-8, 8], d),
}
