import { Button } from 'react-aria-components'
import type { LayerSpec } from '../experiment/experiment.ts'
import { dimensionOf } from '../experiment/schema.ts'
import { layerOptions } from '../experiment/specs.ts'
import { optionsIn } from '../math/options.ts'
import { usePlayground } from '../store/playground.ts'
import { say } from '../words/catalogue.ts'
import { layerHint, layerLabel } from './labels.ts'
import { layerPlaces } from './layerInfo.ts'
import { Options } from './Options.tsx'

interface Moves {
  readonly onMove: (from: number, to: number) => void
  readonly onRemove: (index: number) => void
}

export interface LayerOptionsProps extends Moves {
  readonly layers: readonly LayerSpec[]
  readonly index: number
  readonly onChange: (index: number, layer: LayerSpec) => void
}

/** Ways to move or remove a layer that need no dragging. */
const MoveButtons = ({ index, last, onMove, onRemove }: Moves & { readonly index: number; readonly last: number }) => (
  <div className="row">
    <Button className="button button-small" isDisabled={index === 0} onPress={() => onMove(index, index - 1)}>↑ {say('app.layer.up')}</Button>
    <Button className="button button-small" isDisabled={index === last} onPress={() => onMove(index, index + 1)}>↓ {say('app.layer.down')}</Button>
    <Button className="button button-small" onPress={() => onRemove(index)}>{say('app.layer.removeShort')}</Button>
  </div>
)

/** The chosen layer: its options and what it is. */
export function LayerOptions({ layers, index, onChange, onMove, onRemove }: LayerOptionsProps) {
  const layer = layers[index]
  const dimension = usePlayground(({ experiment }) => dimensionOf(experiment))
  const fit = usePlayground((playground) => playground.fit)
  if (!layer) return null
  return (
    <div className="layer-options" role="group" aria-label={say('app.layer.title', { number: index + 1, name: layerLabel(layer) })}>
      <Options
        specs={optionsIn(dimension, layerOptions(layer.structure, layer.scalar))}
        values={layer.options}
        onChange={(name, value) => onChange(index, { ...layer, options: { ...layer.options, [name]: value } })}
      />
      <p className="layer-hint">{layerHint(layer)} {layerPlaces(index, fit)}</p>
      <MoveButtons index={index} last={layers.length - 1} onMove={onMove} onRemove={onRemove} />
    </div>
  )
}
