import type { KnownDataset } from './dataset.ts'

const low = -2
const peak = -1.5
const high = 2

/** The density at the peak. */
const tallest = 2 / (high - low)

function density(x: number): number {
  if (x < low || x > high) return 0
  return x < peak ? (tallest * (x - low)) / (peak - low) : (tallest * (high - x)) / (high - peak)
}

/** The inverse of the CDF: two square roots that meet at the peak. */
function quantile(u: number): number {
  const share = (peak - low) / (high - low)
  return u < share
    ? low + Math.sqrt(u * (high - low) * (peak - low))
    : high - Math.sqrt((1 - u) * (high - low) * (high - peak))
}

/** Triangular on [−2, 2] with its peak at −1.5. */
export const triangle: KnownDataset<Record<never, never>> = {
  kind: 'known',
  dimension: 1,
  components: 1,
  options: {},
  sample: (random, n) => ({
    points: Float32Array.from({ length: n }, () => quantile(random.uniform())),
    components: new Uint8Array(n),
  }),
  logDensity: (points) => Float64Array.from(points, (x) => Math.log(density(x))),
  entropy: () => 0.5 + Math.log((high - low) / 2),
  weights: () => [1],
  conditionalEntropy: () => 0.5 + Math.log((high - low) / 2),
  window: () => [[low, high]],
}
