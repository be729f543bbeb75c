import { ellipseOptions } from '../datasets/gaussianMixture.ts'
import { datasets } from '../datasets/registry.ts'
import { baseCatalog } from '../flows/catalog.ts'
import type { OptionSpecs, OptionValues } from '../math/options.ts'
import type { BaseSpec, DataSpec, Experiment, LayerSpec } from './experiment.ts'
import type { PointList } from './ownPoints.ts'
import { dataOptions, optimizerOptions, runOptions, teacherOptions } from './settings.ts'
import { layerOptions } from './layerOptions.ts'

/**
 * An experiment with everything left out that the validator puts back: what a link holds. `validateExperiment` undoes it.
 */
export const compact = ({ data, standardise, conditional, layers, base, optimizer, run, anchors, teacher }: Experiment): object => ({
  data: compactData(data),
  ...(standardise && { standardise }),
  ...(conditional && { conditional }),
  layers: layers.map(compactLayer),
  base: compactBase(base),
  ...filled('optimizer', changed(optimizer, optimizerOptions)),
  ...filled('run', changed(run, runOptions)),
  ...(anchors.length > 0 && { anchors: shortPoints(anchors) }),
  ...(teacher && { teacher: changed(teacher, teacherOptions) }),
})

function compactData(data: DataSpec): object {
  if (data.kind === 'points') return { ...data, points: shortPoints(data.points) }
  if (data.kind === 'mixture') {
    const { kind, components, ...rest } = data
    return { kind, components: components.map((ellipse) => changed(ellipse, ellipseOptions)), ...changed(rest, dataOptions) }
  }
  const { kind: _, name, options, ...rest } = data
  return { name, ...filled('options', changed(options, datasets[name].options)), ...changed(rest, dataOptions) }
}

const compactLayer = ({ structure, scalar, options }: LayerSpec): object => ({
  structure,
  ...(scalar && { scalar }),
  ...filled('options', changed(options, layerOptions(structure, scalar))),
})

const compactBase = ({ name, options }: BaseSpec): object => ({ name, ...filled('options', changed(options, baseCatalog[name])) })

const changed = (values: OptionValues, specs: OptionSpecs): OptionValues =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== specs[name]?.initial))

const filled = (name: string, values: OptionValues): object => (Object.keys(values).length > 0 ? { [name]: values } : {})

/** Short forms found before, by the points. */
const shortForms = new WeakMap<PointList, PointList>()

function shortPoints(points: PointList): PointList {
  const short = shortForms.get(points) ?? points.map((point) => point.map(shortest))
  shortForms.set(points, short)
  return short
}

/** Significant digits that tell any two float32 numbers apart. */
const fullDigits = 9

/** The number of fewest digits that rounds to the same float32. */
export function shortest(value: number): number {
  for (let digits = 1; digits < fullDigits; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === Math.fround(value)) return short
  }
  return Number(value.toPrecision(fullDigits))
}
