import { type PresetName, presetNames, presets } from '../../../src/experiment/presets.ts'
import { dimensionOf } from '../../../src/experiment/schema.ts'

/** What the compiled code of a preset is made of, whatever its numbers: its kinds of layers, and its base. */
function partsOf(name: PresetName): readonly string[] {
  const experiment = presets[name]
  const kinds = experiment.layers.map(({ structure, scalar, options }) => `${structure} ${scalar ?? ''} ${options['direction'] ?? ''}`)
  return [...kinds, experiment.base.name, String(experiment.conditional)].map((part) => `${dimensionOf(experiment)}D ${part}`)
}

const seen = new Set<string>()

/** Presets that between them hold every part that any preset is made of: the first that has a new one. */
export const presetMakes: readonly PresetName[] = presetNames.filter((name) => {
  const fresh = partsOf(name).filter((part) => !seen.has(part))
  for (const part of fresh) seen.add(part)
  return fresh.length > 0
})
