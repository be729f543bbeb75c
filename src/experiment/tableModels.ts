import type { DatasetName } from '../datasets/registry.ts'
import type { Experiment, LayerSpec } from './experiment.ts'
import { couplings, nice, run } from './presets/recipes.ts'
import { newLayer } from './specs.ts'

/** A flow of the table and how it is trained: the same on every data set. */
type TableModel = Pick<Experiment, 'standardise' | 'layers'> & {
  readonly base: Experiment['base']['name']
  readonly learningRate: number
}

const mixture = (components: number): TableModel => ({
  layers: [newLayer('autoregressive', 'gaussianMixtureCdf', { components })],
  base: 'uniform',
  // The means of the components start over ±2, where standardised data lies.
  standardise: true,
  learningRate: 0.005,
})

const spline = (layers: readonly LayerSpec[]): TableModel => ({
  layers,
  base: 'normal',
  // The box ±5 of the splines fits the data as it is; standardised data would leave half of the bins unused.
  standardise: false,
  learningRate: 0.005,
})

/** The columns of the table, left to right, with what makes each train to its reference. */
export const tableModels = {
  nice: { layers: nice(6), base: 'normal', standardise: false, learningRate: 0.005 },
  realNvp: { layers: couplings(6, 'affine'), base: 'normal', standardise: false, learningRate: 0.005 },
  mixture5: mixture(5),
  mixture10: mixture(10),
  splineCoupling: spline(couplings(4, 'rationalQuadraticSpline')),
  splineAutoregressive: spline(
    (['forward', 'reverse'] as const).map((order) => newLayer('autoregressive', 'rationalQuadraticSpline', { order, bins: 16 })),
  ),
} as const satisfies Record<string, TableModel>

export type TableModelName = keyof typeof tableModels

export const tableModelNames = Object.keys(tableModels) as TableModelName[]

/** One cell of the table: 2,000 steps of Adam on batches of 512, the rate falling as a cosine. */
export function tableExperiment(model: TableModelName, data: DatasetName): Experiment {
  const { layers, base, standardise, learningRate } = tableModels[model]
  return run(data, layers, base, { standardise, optimizer: { method: 'adam', schedule: 'cosine', steps: 2000, batch: 512, learningRate } })
}
