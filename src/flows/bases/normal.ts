import { logNormal } from '../../math/stable.ts'
import type { baseCatalog } from '../catalog.ts'
import type { Base } from './base.ts'
import { draw, perAxis, sameOnEveryAxis } from './perAxis.ts'

/** N(0, 1) on every axis. */
export const normal: Base<typeof baseCatalog.normal, never> = {
  support: 'real',
  parameters: () => ({}),
  logDensity: (ops, _, z) => perAxis(ops, z, ({ at }) => logNormal(ops, at)),
  sample: (random, n, d) => draw(n * d, random.normal),
  window: (_, d) => sameOnEveryAxis([-4, 4], d),
}
