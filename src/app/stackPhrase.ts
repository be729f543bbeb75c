import type { LayerSpec } from '../experiment/experiment.ts'
import { say } from '../words/catalogue.ts'
import { layerLabel } from './labels.ts'

/** Above so many kinds of layer, the sentence only counts. */
const mostKinds = 2

const list = new Intl.ListFormat('en', { type: 'conjunction' })

/** The stack in words, as the sentence says it: "six affine couplings". */
export function stackPhrase(layers: readonly LayerSpec[]): string {
  const kinds = new Map<string, LayerSpec[]>()
  for (const layer of layers) kinds.set(layerLabel(layer), [...(kinds.get(layerLabel(layer)) ?? []), layer])
  if (kinds.size === 0) return say('app.sentence.nothing')
  if (kinds.size > mostKinds) return say('app.sentence.layers', { many: say('app.number', { count: layers.length }) })
  return list.format([...kinds].map(([name, same]) => kindPhrase(name, same)))
}

function kindPhrase(name: string, same: readonly LayerSpec[]): string {
  const count = same.length
  return say('app.sentence.kind', { structure: same[0]?.structure ?? '', count, many: say('app.number', { count }), name })
}
