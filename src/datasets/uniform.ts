import type { KnownDataset } from './dataset.ts'

const low = -2
const high = 2

/** Uniform on [−2, 2]. */
export const uniform: KnownDataset<Record<never, never>> = {
  kind: 'known',
  dimension: 1,
  components: 1,
  options: {},
  sample: (random, n) => ({
    points: Float32Array.from({ length: n }, () => low + (high - low) * random.uniform()),
    components: new Uint8Array(n),
  }),
  logDensity: (points) => Float64Array.from(points, (x) => (x >= low && x <= high ? -Math.log(high - low) : -Infinity)),
  entropy: () => Math.log(high - low),
  weights: () => [1],
  conditionalEntropy: () => Math.log(high - low),
  window: () => [[low, high]],
}
