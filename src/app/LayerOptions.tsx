import { Button } from 'react-aria-components'
import type { LayerSpec } from '../experiment/experiment.ts'
import { layerOptions } from '../experiment/specs.ts'
import { say } from '../words/catalogue.ts'
import { layerHint, layerLabel } from './labels.ts'
import { Options } from './Options.tsx'

export interface LayerOptionsProps {
  readonly layer: LayerSpec
  readonly index: number
  readonly count: number
  readonly onChange: (layer: LayerSpec) => void
  readonly onMove: (to: number) => void
  readonly onRemove: () => void
}

/** The chosen layer: what it is, its options, and ways to move or remove it that need no dragging. */
export function LayerOptions({ layer, index, count, onChange, onMove, onRemove }: LayerOptionsProps) {
  return (
    <div className="layer-options" role="group" aria-label={say('app.layer.title', { number: index + 1, name: layerLabel(layer) })}>
      <Options
        specs={layerOptions(layer.structure, layer.scalar)}
        values={layer.options}
        onChange={(name, value) => onChange({ ...layer, options: { ...layer.options, [name]: value } })}
      />
      <p className="layer-hint">{layerHint(layer)}</p>
      <div className="row">
        <Button className="button button-small" isDisabled={index === 0} onPress={() => onMove(index - 1)}>↑ {say('app.layer.up')}</Button>
        <Button className="button button-small" isDisabled={index === count - 1} onPress={() => onMove(index + 1)}>↓ {say('app.layer.down')}</Button>
        <Button className="button button-small" onPress={onRemove}>{say('app.layer.removeShort')}</Button>
      </div>
    </div>
  )
}
