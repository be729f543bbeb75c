import { deviation, mean } from '../../math/statistics.ts'
import type { Layer } from '../bijector.ts'
import type { structureCatalog } from '../catalog.ts'
import { affine } from '../scalar/affine.ts'
import { unboundedLog } from '../scalar/boundedLog.ts'
import { bindScalar } from '../scalar/registry.ts'
import { elementwise } from './elementwise.ts'
import type { PlainStructure } from './structure.ts'

/** Below this deviation a coordinate counts as constant and is only shifted. */
const constantBelow = 1e-6

/**
 * An element-wise affine map that starts so that one real batch leaves it with mean 0 and deviation 1
 * (Kingma & Dhariwal 2018, §3.1). From then on its parameters are learned like any others.
 */
export const actnorm: PlainStructure<typeof structureCatalog.actnorm.options> = {
  takes: 'nothing',
  build: (site): Layer => {
    const layer = elementwise.build({ ...site, classes: 0 }, bindScalar(affine, {}), {})
    return {
      ...layer,
      initialise: (parameters, batch) => {
        layer.blocks.forEach((block, k) => {
          const values = batch[k] ?? new Float64Array()
          const spread = deviation(values)
          const scale = spread > constantBelow ? 1 / spread : 1
          // y = (x − mean) / deviation, as shift and log-scale of `affine`, in the order of its parameters.
          parameters.set([-mean(values) * scale, unboundedLog(Math.log(scale))], block.offset)
        })
      },
    }
  },
}
