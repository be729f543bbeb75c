import type { baseCatalog } from '../catalog.ts'
import type { Base } from './base.ts'
import { draw, insideUnit, perAxis, sameOnEveryAxis, unitWindow } from './perAxis.ts'

/** Uniform(0, 1) on every axis: log p = 0 inside, −∞ outside. */
export const uniform: Base<typeof baseCatalog.uniform, never> = {
  support: 'unit',
  parameters: () => ({}),
  logDensity: (ops, _, z) => perAxis(ops, z, ({ at }) => insideUnit(ops, at, ops.constant(0))),
  sample: (random, n, d) => draw(n * d, random.uniform),
  window: (_, d) => sameOnEveryAxis(unitWindow, d),
}
