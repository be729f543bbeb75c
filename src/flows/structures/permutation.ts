import type { structureCatalog } from '../catalog.ts'
import type { PlainStructure } from './structure.ts'

/** Reverses the order of the coordinates; log |det| = 0. */
export const permutation: PlainStructure<typeof structureCatalog.permutation.options> = {
  takes: 'nothing',
  build: ({ d }) => ({
    blocks: [],
    domain: new Array<null>(d).fill(null),
    range: (input) => input.toReversed(),
    forward: (ops, x) => ({ to: x.toReversed(), logDet: ops.constant(0) }),
    inverse: (ops, z) => ({ to: z.toReversed(), logDet: ops.constant(0) }),
  }),
}
