import type { Ellipse } from '../datasets/gaussianMixture.ts'
import { datasets, isRecorded, type DatasetName } from '../datasets/registry.ts'
import { baseCatalog, type BaseName, type ScalarName, type StructureName } from '../flows/catalog.ts'
import { initialOptions, type OptionValues } from '../math/options.ts'
import type { BaseSpec, DataSpec, Experiment, LayerSpec } from './experiment.ts'
import { layerOptions } from './layerOptions.ts'
import { classesOf } from './schema.ts'
import { dataOptions } from './settings.ts'

export { layerOptions }

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
export const newData = (name: DatasetName, options: OptionValues = {}): Extract<DataSpec, { kind: 'dataset' }> => ({
  kind: 'dataset',
  name,
  options: { ...initialOptions(datasets[name].options), ...options },
  count: dataOptions.count.initial,
})

/** A person's own mixture, with as many points drawn from it as from a data set. */
export const newMixture = (components: readonly Ellipse[]): Extract<DataSpec, { kind: 'mixture' }> => ({
  kind: 'mixture',
  components,
  count: dataOptions.count.initial,
})

/** Points without a known distribution may have any scale and place. */
const isGiven = (data: DataSpec): boolean => data.kind === 'points' || (data.kind === 'dataset' && isRecorded(data.name))

/**
 * Other data in the place of an experiment's own. Recordings and a person's own points come standardised; points that were
 * picked on the data before are let go. A conditional flow stays one where there are classes to tell it.
 */
export const otherData = (
  { data: before, standardise, conditional }: Experiment,
  data: DataSpec,
): Pick<Experiment, 'data' | 'standardise' | 'conditional' | 'anchors'> => ({
  data,
  standardise: isGiven(data) === isGiven(before) ? standardise : isGiven(data),
  conditional: conditional && classesOf({ data }) > 1,
  anchors: [],
})
