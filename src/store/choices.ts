import type { DataSpec, Experiment, LayerSpec } from '../experiment/experiment.ts'
import { readyMade } from '../experiment/presets.ts'
import { dimensionOf } from '../experiment/schema.ts'
import { newBase, otherData } from '../experiment/specs.ts'
import { baseNames } from '../flows/catalog.ts'
import { fitOf } from './fit.ts'

/** What was last in use for each dimension, to come back to when the data changes dimension and back. */
export type Remembered = Readonly<Partial<Record<1 | 2, Pick<Experiment, 'layers' | 'base'>>>>

/** Other data, with layers that can take it: the stack stays while the dimension does. */
export function withData(experiment: Experiment, data: DataSpec, remembered: Remembered = {}): Partial<Experiment> {
  const dimension = dimensionOf({ data })
  const change = otherData(experiment, data)
  if (dimension === dimensionOf(experiment)) return change
  const { layers, base } = remembered[dimension] ?? readyMade[dimension]
  return { ...change, layers, base }
}

/** A ready-made stack: where the base does not fit its end, the first base that does is taken. */
export function withStack(experiment: Experiment, layers: readonly LayerSpec[]): Partial<Experiment> {
  const candidates = [experiment.base, ...baseNames.map((name) => newBase(name))]
  const base = candidates.find((each) => fitOf({ ...experiment, layers, base: each }).ok) ?? experiment.base
  return { layers, base }
}
