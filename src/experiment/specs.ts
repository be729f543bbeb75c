import { datasets, type DatasetName } from '../datasets/registry.ts'
import { baseCatalog, scalarCatalog, structureCatalog, type BaseName, type ScalarName, type StructureName } from '../flows/catalog.ts'
import { initialOptions, type OptionSpecs, type OptionValues } from '../math/options.ts'
import type { BaseSpec, DataSpec, LayerSpec } from './experiment.ts'
import { dataOptions } from './settings.ts'

/** The options of a layer: those of its structure and of its scalar bijector together. */
export const layerOptions = (structure: StructureName, scalar?: ScalarName): OptionSpecs => ({
  ...(scalar && scalarCatalog[scalar]),
  ...structureCatalog[structure].options,
})

/** A layer with its options at their defaults, but for those given. */
export const newLayer = (structure: StructureName, scalar?: ScalarName, options: OptionValues = {}): LayerSpec => ({
  structure,
  ...(scalar && { scalar }),
  options: { ...initialOptions(layerOptions(structure, scalar)), ...options },
})

/** A base with its options at their defaults, but for those given. */
export const newBase = (name: BaseName, options: OptionValues = {}): BaseSpec => ({
  name,
  options: { ...initialOptions(baseCatalog[name]), ...options },
})

/** A data set with its options at their defaults, but for those given. */
export const newData = (name: DatasetName, options: OptionValues = {}): DataSpec => ({
  kind: 'dataset',
  name,
  options: { ...initialOptions(datasets[name].options), ...options },
  count: dataOptions.count.initial,
})
