import type { DatasetName } from '../../datasets/registry.ts'
import type { BaseName, ScalarName } from '../../flows/catalog.ts'
import { initialOptions, type OptionValues } from '../../math/options.ts'
import type { BaseSpec, DataSpec, Experiment, LayerSpec } from '../experiment.ts'
import { optimizerOptions, runOptions, type OptimizerSettings, type RunSettings } from '../settings.ts'
import { newBase, newData, newLayer } from '../specs.ts'

/** An experiment with everything at its default but data, layers and base, and what `changes` says. */
export function run(
  data: DatasetName | DataSpec,
  layers: readonly LayerSpec[],
  base: BaseName | BaseSpec,
  { optimizer, ...changes }: Partial<Omit<Experiment, 'optimizer'>> & { readonly optimizer?: Partial<OptimizerSettings> } = {},
): Experiment {
  return {
    data: typeof data === 'string' ? newData(data) : data,
    standardise: false,
    conditional: false,
    layers,
    base: typeof base === 'string' ? newBase(base) : base,
    optimizer: { ...(initialOptions(optimizerOptions) as OptimizerSettings), ...optimizer },
    run: initialOptions(runOptions) as RunSettings,
    anchors: [],
    ...changes,
  }
}

/** Couplings that take turns at the two coordinates; six affine ones are RealNVP. */
export const couplings = (count: number, scalar: ScalarName, options: OptionValues = {}): readonly LayerSpec[] =>
  Array.from({ length: count }, (_, i) => newLayer('coupling', scalar, { ...options, transforms: i % 2 === 0 ? 'second' : 'first' }))

/** NICE: couplings that only shift keep volume, so one scaling per axis ends the stack (Dinh et al. 2015, §3.3). */
export const nice = (count: number, options: OptionValues = {}): readonly LayerSpec[] => [
  ...couplings(count, 'shift', options),
  newLayer('elementwise', 'affine'),
]

/** `count` times the same layers one after another. */
export const repeated = (count: number, layers: readonly LayerSpec[]): readonly LayerSpec[] => Array.from({ length: count }, () => layers).flat()
