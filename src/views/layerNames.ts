import type { Experiment } from '../experiment/experiment.ts'
import { layerName } from '../flows/stack.ts'
import { say, tell } from '../words/catalogue.ts'

/** Every layer by number and name, as the engine counts them: standardising is one of its own, in front. */
export function layerNames({ standardise, layers }: Pick<Experiment, 'standardise' | 'layers'>): readonly string[] {
  const names = layers.map((layer, i) => say('app.layer.title', { number: i + 1, name: tell(layerName(layer)) }))
  return standardise ? [say('app.standardise'), ...names] : names
}
