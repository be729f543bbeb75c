import { lattice } from '../math/quadrature.ts'
import type { OptionSpecs, OptionsOf } from '../math/options.ts'
import type { Random } from '../math/random.ts'
import type { Dataset, LabelledPoints } from './dataset.ts'
import { strandsBox, strandsLogDensity, type Strand } from './gaussianDensity.ts'

/** A data set made of points and curves blurred by Gaussian noise: each strand is one component. */
interface StrandsDataset<S extends OptionSpecs> extends Pick<Dataset<S>, 'dimension' | 'components' | 'options'> {
  strands(options: OptionsOf<S>): readonly Strand[]
}

/** In deviations of the noise: less than 4e-4 of the mass lies beyond 4, less than 2e-8 beyond 6. */
const pictureReach = 4
const entropyReach = 6
/** Lattice cells per deviation of the finest noise: the entropy is then good to 2e-5 nats. */
const cellsPerDeviation = { 1: 16, 2: 1.5 } as const
/** A log-density whose p log p is nothing. */
const vanishing = -40

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
    const { centre, deviation } = strands[component] as Strand
    const place = typeof centre === 'function' ? centre(random.uniform()) : centre
    for (const [axis, at] of place.entries()) points[i * d + axis] = at + deviation * random.normal()
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

/** Sampling, exact log-density, entropy and window of a data set told by its strands alone. */
export function gaussianAlongCurves<S extends OptionSpecs>(shape: StrandsDataset<S>): Dataset<S> {
  const { dimension, components, options } = shape
  return {
    dimension,
    components,
    options,
    sample: (random, n, values) => draw(shape.strands(values), random, n, dimension),
    logDensity: (points, values) => strandsLogDensity(shape.strands(values), points, dimension),
    entropy: (values) => entropyOf(shape.strands(values), dimension),
    window: (values) => strandsBox(shape.strands(values), pictureReach, dimension),
  }
}
