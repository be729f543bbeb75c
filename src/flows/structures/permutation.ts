import type { structureCatalog } from '../catalog.ts'
import type { PlainStructure } from './structure.ts'

type Reorder = 'none' | 'reverse' | 'rotate'

/** A list in another order: turned round, or each entry one place further and the last one first. */
export function reordered<T>(reorder: Reorder, list: readonly T[]): readonly T[] {
  switch (reorder) {
    case 'none':
      return list
    case 'reverse':
      return list.toReversed()
    case 'rotate':
      return [...list.slice(-1), ...list.slice(0, -1)]
    default:
      return reorder satisfies never
  }
}

/** Undoes `reordered`. */
export const restored = <T>(reorder: Reorder, list: readonly T[]): readonly T[] =>
  reorder === 'rotate' ? [...list.slice(1), ...list.slice(0, 1)] : reordered(reorder, list)

/** Changes the order of the coordinates; log |det| = 0. */
export const permutation: PlainStructure<typeof structureCatalog.permutation.options> = {
  takes: 'nothing',
  build: ({ d }, { reorder }) => ({
    blocks: [],
    domain: new Array<null>(d).fill(null),
    range: (input) => reordered(reorder, input),
    forward: (ops, x) => ({ to: reordered(reorder, x), logDet: ops.constant(0) }),
    inverse: (ops, z) => ({ to: restored(reorder, z), logDet: ops.constant(0) }),
  }),
}
