import type { Experiment } from '../../../src/experiment/experiment.ts'
import { type PresetName, presetNames, presets } from '../../../src/experiment/presets.ts'
import { dimensionOf } from '../../../src/experiment/schema.ts'

/** What the compiled code is made of, whatever its numbers: the kinds of layers, whether they repeat, and the base. */
function makeOf(experiment: Experiment): string {
  const kinds = new Set(experiment.layers.map(({ structure, scalar }) => `${structure} ${scalar ?? ''}`))
  return JSON.stringify([dimensionOf(experiment), ...kinds, experiment.layers.length > kinds.size, experiment.base])
}

/** One preset of each make. */
export const presetMakes: readonly PresetName[] = [...new Map(presetNames.map((name) => [makeOf(presets[name]), name])).values()]
