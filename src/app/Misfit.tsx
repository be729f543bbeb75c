import { Button } from 'react-aria-components'
import type { LayerSpec } from '../experiment/experiment.ts'
import { newLayer } from '../experiment/specs.ts'
import type { Fit } from '../store/fit.ts'
import { say, tell } from '../words/catalogue.ts'

export interface MisfitProps {
  readonly fit: Fit
  readonly onInsert: (at: number, layer: LayerSpec) => void
}

/** Why the stack cannot run, and the layer that would mend it. The place is there from the start, so that its words are read out when they come. */
export const Misfit = ({ fit, onInsert }: MisfitProps) => (
  <div role="alert">
    {!fit.ok && (
      <div className="misfit">
        <p>{tell(fit.reason)} {say('app.misfit.held')}</p>
        <MendButton fit={fit} onInsert={onInsert} />
      </div>
    )}
  </div>
)

function MendButton({ fit, onInsert }: MisfitProps) {
  if (fit.ok || !fit.mend) return null
  const { at, layer, label } = fit.mend
  return <Button className="button" onPress={() => onInsert(at, newLayer(layer.structure, layer.scalar, layer.options))}>{tell(label)}</Button>
}
