import { lattice } from '../math/quadrature.ts'
import type { OptionSpecs, OptionsOf } from '../math/options.ts'
import type { Random } from '../math/random.ts'
import type { KnownDataset, LabelledPoints } from './dataset.ts'
import { strandsBox, strandsLogDensity, type Place, type Strand } from './gaussianDensity.ts'

/** A data set made of points and curves blurred by Gaussian noise: each strand is one component. */
interface StrandsDataset<S extends OptionSpecs> extends Pick<KnownDataset<S>, 'dimension' | 'components' | 'options'> {
  strands(options: OptionsOf<S>): readonly Strand[]
}

/** In deviations of the noise: less than 4e-4 of the mass lies beyond 4, less than 2e-8 beyond 6. */
const pictureReach = 4
const entropyReach = 6
/** Lattice cells per deviation of the finest noise: the entropy is then good to 2e-5 nats. */
const cellsPerDeviation = { 1: 16, 2: 1.5 } as const
/** A log-density whose p log p is nothing. */
const vanishing = -40

/** A circle about 0, run through at even speed. */
export const circle = (radius: number) => (u: number): Place => [radius * Math.cos(2 * Math.PI * u), radius * Math.sin(2 * Math.PI * u)]

/** Which of the running totals of the weights u in (0, 1) falls under. */
function choose(strands: readonly Strand[], u: number): number {
  let left = u * strands.reduce((sum, { weight }) => sum + weight, 0)
  const chosen = strands.findIndex(({ weight }) => (left -= weight) < 0)
  return chosen < 0 ? strands.length - 1 : chosen
}

function draw(strands: readonly Strand[], random: Random, n: number, d: number): LabelledPoints {
  const points = new Float32Array(n * d)
  const components = new Uint8Array(n)
  for (let i = 0; i < n; i++) {
    const component = choose(strands, random.uniform())
    const { centre, deviation, box = 0 } = strands[component] as Strand
    const place = typeof centre === 'function' ? centre(random.uniform()) : centre
    for (const [axis, at] of place.entries()) {
      const offset = box > 0 ? box * (2 * random.uniform() - 1) : 0
      points[i * d + axis] = at + offset + deviation * random.normal()
    }
    components[i] = component
  }
  return { points, components }
}

/** −∫ p log p in nats by summing over a lattice. */
function entropyOf(strands: readonly Strand[], d: 1 | 2): number {
  const finest = Math.min(...strands.map(({ deviation }) => deviation))
  const { points, cell } = lattice(strandsBox(strands, entropyReach, d), finest / cellsPerDeviation[d])
  const logDensities = strandsLogDensity(strands, points, d, vanishing)
  return logDensities.reduce((sum, logP) => (logP > vanishing ? sum - Math.exp(logP) * logP * cell : sum), 0)
}

function weightsOf(strands: readonly Strand[]): number[] {
  const total = strands.reduce((sum, { weight }) => sum + weight, 0)
  return strands.map(({ weight }) => weight / total)
}

function conditionalEntropyOf(strands: readonly Strand[], d: 1 | 2): number {
  const weights = weightsOf(strands)
  return strands.reduce((sum, strand, k) => sum + (weights[k] ?? 0) * entropyOf([strand], d), 0)
}

/** Sampling, exact log-density, entropy and window of a data set told by its strands alone. */
export function gaussianAlongCurves<S extends OptionSpecs>(shape: StrandsDataset<S>): KnownDataset<S> {
  const { dimension, components, options } = shape
  return {
    kind: 'known',
    dimension,
    components,
    options,
    sample: (random, n, values) => draw(shape.strands(values), random, n, dimension),
    logDensity: (points, values) => strandsLogDensity(shape.strands(values), points, dimension),
    entropy: (values) => entropyOf(shape.strands(values), dimension),
    weights: (values) => weightsOf(shape.strands(values)),
    conditionalEntropy: (values) => conditionalEntropyOf(shape.strands(values), dimension),
    window: (values) => strandsBox(shape.strands(values), pictureReach, dimension),
  }
}
