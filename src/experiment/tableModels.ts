import type { DatasetName } from '../datasets/registry.ts'
import type { Experiment, LayerSpec } from './experiment.ts'
import { couplings, nice, run } from './presets/recipes.ts'
import { newLayer } from './specs.ts'

/** A flow of the table and how it is trained: the same on every data set. */
type TableModel = Pick<Experiment, 'standardise' | 'layers'> & {
  readonly base: Experiment['base']['name']
  readonly learningRate: number
  readonly steps?: number
  readonly clip?: number
}

const mixture = (components: number): TableModel => ({
  layers: [newLayer('autoregressive', 'gaussianMixtureCdf', { components, activation: 'silu' })],
  base: 'uniform',
  // The means of the components start over ±2, where standardised data lies.
  standardise: true,
  learningRate: 0.01,
})

const spline = (layers: readonly LayerSpec[]): TableModel => ({
  layers,
  base: 'normal',
  // The box of the splines fits the data as it is; standardised data would leave many of the bins unused.
  standardise: false,
  learningRate: 0.01,
})

/** Of splines: the data that reach farthest fill a square of ±4. */
const bound = 4

/** In couplings: on rings RealNVP comes a fifth of a nat nearer with it, on eight Gaussians NICE a whole one. */
const connections = 'residual'

/** The columns of the table, left to right, with what makes each train to its reference. */
export const tableModels = {
  nice: { layers: nice(6, { connections }), base: 'normal', standardise: false, learningRate: 0.008 },
  // Clipped: scales are exponentials, and a steep batch throws them far. The smiley face comes a hundredth of a nat nearer.
  realNvp: { layers: couplings(6, 'affine', { connections }), base: 'normal', standardise: false, learningRate: 0.008, clip: 1 },
  mixture5: mixture(5),
  mixture10: mixture(10),
  splineCoupling: spline(couplings(4, 'rationalQuadraticSpline', { bound, connections })),
  splineAutoregressive: spline(
    (['forward', 'reverse'] as const).map((order) =>
      newLayer('autoregressive', 'rationalQuadraticSpline', { order, bins: 16, bound, activation: 'silu' }),
    ),
  ),
  // Two hidden layers: with one the density stays a tenth of a nat away. Narrow, since a step of the integrator asks four times.
  continuous: {
    layers: [newLayer('continuous', undefined, { width: 32, depth: 2, steps: 8 })],
    base: 'normal',
    standardise: true,
    learningRate: 0.02,
    steps: 1200,
  },
} as const satisfies Record<string, TableModel>

export type TableModelName = keyof typeof tableModels

export const tableModelNames = Object.keys(tableModels) as TableModelName[]

/** One cell of the table: 2,000 steps of Adam on batches of 512 unless the flow says otherwise, the rate falling as a cosine. */
export function tableExperiment(model: TableModelName, data: DatasetName): Experiment {
  const { layers, base, standardise, learningRate, steps = 2000, clip = 0 }: TableModel = tableModels[model]
  return run(data, layers, base, { standardise, optimizer: { method: 'adam', schedule: 'cosine', steps, batch: 512, learningRate, clip } })
}
