import { windowAround } from '../math/window.ts'
import type { RecordedDataset } from './dataset.ts'

/** A recording of one or more components (species, say), each a list of points `[n, d]`, row by row. */
export function recording(dimension: 1 | 2, components: readonly (readonly number[])[]): RecordedDataset {
  const points = Float32Array.from(components.flat())
  const labels = components.flatMap((list, k) => new Array<number>(list.length / dimension).fill(k))
  return {
    kind: 'recorded',
    dimension,
    components: components.length,
    options: {},
    rows: { points, components: Uint8Array.from(labels) },
    window: () => windowAround(points, dimension),
  }
}
