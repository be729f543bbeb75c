import type { DatasetName } from '../datasets/registry.ts'
import type { BaseName, ScalarName, StructureName } from '../flows/catalog.ts'
import type { OptionValues } from '../math/options.ts'
import type { OptimizerSettings, RunSettings } from './settings.ts'

/** One layer of the stack. `options` holds those of the structure and of the scalar bijector together. */
export interface LayerSpec {
  readonly structure: StructureName
  readonly scalar?: ScalarName
  readonly options: OptionValues
}

export interface BaseSpec {
  readonly name: BaseName
  readonly options: OptionValues
}

/** A distribution to draw from, or a person's own points `[n][d]`. */
export type DataSpec =
  | { readonly kind: 'dataset'; readonly name: DatasetName; readonly options: OptionValues; readonly count: number }
  | { readonly kind: 'points'; readonly label: string; readonly points: readonly (readonly number[])[] }

/** One run as plain data: what a link holds, what a file holds, what the trainer is given. */
export interface Experiment {
  readonly data: DataSpec
  /** Puts a fixed affine layer in front that gives the data mean 0 and deviation 1; counted in the log-det. */
  readonly standardise: boolean
  readonly layers: readonly LayerSpec[]
  readonly base: BaseSpec
  readonly optimizer: OptimizerSettings
  readonly run: RunSettings
  /** Two points of x between which the latent path is drawn; empty where none are picked. */
  readonly anchors: readonly (readonly number[])[]
}
