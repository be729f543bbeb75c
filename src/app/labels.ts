import type { BaseSpec, DataSpec, LayerSpec } from '../experiment/experiment.ts'
import { isLearned } from '../experiment/schema.ts'
import { layerName } from '../flows/stack.ts'
import type { OptionValue } from '../math/options.ts'
import type { PlaneLookName } from '../store/planeLook.ts'
import { isMessageKey, say, tell } from '../words/catalogue.ts'

/** The words for a name made up of parts; the last part itself where there are none. */
function sayName(parts: readonly string[], otherwise: string): string {
  const key = parts.join('.')
  return isMessageKey(key) ? say(key) : otherwise
}

export const optionLabel = (name: string): string => sayName(['option', name, 'label'], name)

export const choiceLabel = (name: string, value: OptionValue): string => sayName(['option', name, String(value)], String(value))

/** The words for a choice of how the planes are drawn. */
export const lookLabel = (name: PlaneLookName, value: string): string => sayName(['look', name, value], value)

export function dataLabel(data: DataSpec): string {
  switch (data.kind) {
    case 'dataset':
      return say(`dataset.${data.name}.label`)
    case 'mixture':
      return say('data.mixture.label', { count: data.components.length })
    case 'points':
      return data.label
    default:
      return data satisfies never
  }
}

export const layerLabel = (layer: LayerSpec): string => tell(layerName(layer))

/** The same, short enough for a row of the list. */
export const rowLabel = (layer: LayerSpec): string =>
  layer.structure === 'inverseAutoregressive' ? tell({ ...layerName(layer), key: 'structure.inverseAutoregressive.row' }) : layerLabel(layer)

/** Element by element, a scalar bijector without parameters leaves nothing free. */
const structureHint = (structure: LayerSpec['structure'], scalar: LayerSpec['scalar']): string =>
  say(structure === 'elementwise' && scalar && !isLearned(scalar) ? 'structure.elementwise.plain' : `structure.${structure}.hint`)

/** One sentence each for the structure and, where it has one, the scalar bijector. */
export const layerHint = ({ structure, scalar }: LayerSpec): string =>
  [structureHint(structure, scalar), ...(scalar ? [say(`scalar.${scalar}.hint`)] : [])].join(' ')

/** The base as it ends the sentence "… onto": "a standard normal", "Beta(5, 5)". */
export const basePhrase = ({ name, options }: BaseSpec): string =>
  say('app.sentence.base', { base: name, label: say(`base.${name}.label`), a: '', b: '', fit: '', over: '', components: 0, ...options })

const counting = new Intl.NumberFormat('en')

/** A whole number with its thousands apart. */
export const counted = (value: number): string => counting.format(value)
