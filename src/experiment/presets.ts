import type { BaseName, ScalarName } from '../flows/catalog.ts'
import { initialOptions, type OptionValues } from '../math/options.ts'
import type { DatasetName } from '../datasets/registry.ts'
import type { BaseSpec, Experiment, LayerSpec } from './experiment.ts'
import { optimizerOptions, runOptions, type OptimizerSettings, type RunSettings } from './settings.ts'
import { newBase, newData, newLayer } from './specs.ts'

const run = (data: DatasetName, layers: readonly LayerSpec[], base: BaseSpec): Experiment => ({
  data: newData(data),
  standardise: false,
  layers,
  base,
  optimizer: initialOptions(optimizerOptions) as OptimizerSettings,
  run: initialOptions(runOptions) as RunSettings,
  anchors: [],
})

/** Couplings that take turns at the two coordinates; six affine ones are RealNVP. */
export const couplings = (count: number, scalar: ScalarName, options: OptionValues = {}): readonly LayerSpec[] =>
  Array.from({ length: count }, (_, i) => newLayer('coupling', scalar, { ...options, transforms: i % 2 === 0 ? 'second' : 'first' }))

const mixtureCdf = (structure: 'elementwise' | 'autoregressive', options: OptionValues = {}): readonly LayerSpec[] => [
  newLayer(structure, 'gaussianMixtureCdf', options),
]

const peaks = (base: BaseName): Experiment => run('peaks', mixtureCdf('elementwise', { onto: base === 'normal' ? 'real' : 'unit' }), newBase(base))
const realNvp = (data: DatasetName): Experiment => run(data, couplings(6, 'affine'), newBase('normal'))
const autoregressive = (data: DatasetName): Experiment => run(data, mixtureCdf('autoregressive'), newBase('uniform'))

/** So rich a map would learn the noise of a batch: batches are twice the usual size. */
const splineRun = (data: DatasetName): Experiment => {
  const experiment = run(data, couplings(4, 'rationalQuadraticSpline'), newBase('normal'))
  return { ...experiment, optimizer: { ...experiment.optimizer, batch: 512 } }
}

/** Ready-made experiments by name. `preset.<name>.label` and `preset.<name>.look` in `words/` say what each is and shows. */
export const presets = {
  'moons-realnvp': realNvp('moons'),
  // The face lies off the origin: standardised, 2,000 steps end .04 nats lower.
  'smiley-realnvp': { ...realNvp('smiley'), standardise: true },
  'moons-autoregressive': autoregressive('moons'),
  'smiley-autoregressive': autoregressive('smiley'),
  'moons-spline': splineRun('moons'),
  'peaks-uniform': peaks('uniform'),
  'peaks-normal': peaks('normal'),
  'peaks-beta': peaks('beta'),
} as const satisfies Record<string, Experiment>

export type PresetName = keyof typeof presets

export const presetNames = Object.keys(presets) as PresetName[]

/** What the page opens with. */
export const defaultExperiment: Experiment = presets['moons-realnvp']
