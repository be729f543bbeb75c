import type { ScalarBijector } from '../bijector.ts'
import type { scalarCatalog } from '../catalog.ts'
import { squeeze, stretch } from './sigmoid.ts'

/** The inverse of the sigmoid. */
export const logit: ScalarBijector<typeof scalarCatalog.logit, never> = {
  domain: () => 'unit',
  range: () => 'real',
  parameters: () => ({}),
  forward: (ops, _, x) => stretch(ops, x),
  inverse: (ops, _, y) => squeeze(ops, y),
}
