import type { structureCatalog } from '../catalog.ts'
import { inOrder } from './autoregressive.ts'
import type { ScalarStructure } from './structure.ts'

/**
 * z_k = f(x_k; θ_k(z_<k)) (Kingma et al. 2016, §3): parameters are read from the earlier coordinates of z. Sampling runs
 * in parallel; evaluating the density, and so training, one coordinate after another. `forced` reads z_<k elsewhere.
 */
export const inverseAutoregressive: ScalarStructure<typeof structureCatalog.inverseAutoregressive.options> = {
  takes: 'scalar',
  build: (site, scalar, options) => inOrder(site, scalar, options, 'z'),
}
