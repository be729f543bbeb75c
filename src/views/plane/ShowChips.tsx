import { ToggleButton, Tooltip, TooltipTrigger } from 'react-aria-components'
import { useViewing } from '../../store/viewing.ts'
import type { Viewing } from '../../store/viewing.ts'
import { say } from '../../words/catalogue.ts'
import './plane.css'

const layers = ['points', 'density', 'samples', 'grid'] as const satisfies readonly (keyof Viewing['show'])[]

/** Which parts of the pictures are shown, each with a sentence of what it is. */
export function ShowChips() {
  const show = useViewing((viewing) => viewing.show)
  const toggle = useViewing((viewing) => viewing.toggle)
  return (
    <div className="show-chips" role="group" aria-label={say('show.label')}>
      {layers.map((layer) => (
        <TooltipTrigger key={layer} delay={400}>
          <ToggleButton className="show-chip" isSelected={show[layer]} onChange={() => toggle(layer)}>
            {say(`show.${layer}.label`)}
          </ToggleButton>
          <Tooltip className="hint" offset={6}>{say(`show.${layer}.hint`)}</Tooltip>
        </TooltipTrigger>
      ))}
    </div>
  )
}
