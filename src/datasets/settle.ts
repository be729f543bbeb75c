import type { OptionValues } from '../math/options.ts'
import type { Random } from '../math/random.ts'
import type { Dataset, Distribution, KnownDataset, LabelledPoints } from './dataset.ts'

/** A data set with its options put in once and for all. */
export const settle = (dataset: KnownDataset, options: OptionValues): Distribution => ({
  dimension: dataset.dimension,
  components: dataset.components,
  sample: (random, n) => dataset.sample(random, n, options),
  logDensity: (points) => dataset.logDensity(points, options),
  entropy: () => dataset.entropy(options),
  weights: () => dataset.weights(options),
  conditionalEntropy: () => dataset.conditionalEntropy(options),
  window: () => dataset.window(options),
})

/** n points of a distribution; of a recording n, spread evenly over it, or all there are. */
export function drawFrom(dataset: Dataset, random: Random, n: number, options: OptionValues): LabelledPoints {
  if (dataset.kind === 'known') return dataset.sample(random, n, options)
  const { rows, dimension: d } = dataset
  const all = rows.components.length
  const taken = Array.from({ length: Math.min(n, all) }, (_, i) => (n < all ? Math.floor((i * all) / n) : i))
  return {
    points: Float32Array.from(taken.flatMap((row) => [...rows.points.subarray(row * d, row * d + d)])),
    components: Uint8Array.from(taken, (row) => rows.components[row] ?? 0),
  }
}
