import type { baseCatalog } from '../catalog.ts'
import type { Base } from './base.ts'
import { draw, perAxis, sameOnEveryAxis, unitWindow } from './perAxis.ts'

/** Uniform(0, 1) on every axis: log p = 0 inside, −∞ outside. */
export const uniform: Base<typeof baseCatalog.uniform, never> = {
  support: 'unit',
  parameters: () => ({}),
  logDensity: (ops, _, z) =>
    perAxis(ops, z, ({ at }) => {
      const [zero, outside] = [ops.constant(0), ops.constant(-Infinity)]
      const belowOne = ops.select(ops.less(ops.constant(1), at), outside, zero)
      return ops.select(ops.less(at, zero), outside, belowOne)
    }),
  sample: (random, n, d) => draw(n * d, random.uniform),
  window: (_, d) => sameOnEveryAxis(unitWindow, d),
}
