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

/** n points of a distribution, or the first n of a recording, which are all there is. */
export function drawFrom(dataset: Dataset, random: Random, n: number, options: OptionValues): LabelledPoints {
  if (dataset.kind === 'known') return dataset.sample(random, n, options)
  const { points, components } = dataset.rows
  return { points: points.subarray(0, n * dataset.dimension), components: components.subarray(0, n) }
}
