import { choice } from '../math/options.ts'
import type { Random } from '../math/random.ts'
import type { KnownDataset } from './dataset.ts'

/** The share of each level; level k stands at k − 2, in the middle of a cell of width 1. */
const shares = [0.1, 0.3, 0.05, 0.35, 0.2]
const half = shares.length / 2
const levelOf = (component: number): number => component - half + 0.5

function drawLevel(random: Random): number {
  let left = random.uniform()
  const chosen = shares.findIndex((share) => (left -= share) < 0)
  return chosen < 0 ? shares.length - 1 : chosen
}

/** The taller of two neighbours holds the edge between them, onto which rounding to float32 may push a sample. */
function density(x: number): number {
  const beside = [Math.ceil(x + half) - 1, Math.floor(x + half)].map((component) => shares[component] ?? 0)
  return Math.max(...beside)
}

const isLevel = (x: number): boolean => Math.abs(x) < half && Number.isInteger(x + half - 0.5)

/**
 * A few discrete levels, as pixels have. Spread evenly over their cells (dequantised) they have a density of steps,
 * whose entropy is that of the levels; bare they are spikes, on which a density grows without bound.
 */
export const levels: KnownDataset<{ readonly noise: ReturnType<typeof choice<['uniform', 'none']>> }> = {
  kind: 'known',
  dimension: 1,
  components: shares.length,
  options: { noise: choice(['uniform', 'none'], 'uniform') },
  sample(random, n, { noise }) {
    const components = Uint8Array.from({ length: n }, () => drawLevel(random))
    const offset = noise === 'uniform' ? () => random.uniform() - 0.5 : () => 0
    return { points: Float32Array.from(components, (component) => levelOf(component) + offset()), components }
  },
  logDensity: (points, { noise }) =>
    Float64Array.from(points, noise === 'uniform' ? (x) => Math.log(density(x)) : (x) => (isLevel(x) ? Infinity : -Infinity)),
  entropy: ({ noise }) => (noise === 'uniform' ? -shares.reduce((sum, share) => sum + share * Math.log(share), 0) : null),
  weights: () => shares,
  conditionalEntropy: ({ noise }) => (noise === 'uniform' ? 0 : null),
  window: () => [[-half, half]],
}
