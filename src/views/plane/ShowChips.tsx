import { ToggleButton, Tooltip, TooltipTrigger } from 'react-aria-components'
import { useViewing } from '../../store/viewing.ts'
import type { Viewing } from '../../store/viewing.ts'
import { say } from '../../words/catalogue.ts'
import { useClasses } from '../classes.ts'
import './plane.css'

const parts = ['points', 'density', 'samples', 'grid', 'posterior'] as const satisfies readonly (keyof Viewing['show'])[]

/** Which parts of the pictures are shown, each with a sentence of what it is. */
export function ShowChips() {
  const show = useViewing((viewing) => viewing.show)
  const toggle = useViewing((viewing) => viewing.toggle)
  const { count, shown } = useClasses()
  const hintOf = (part: (typeof parts)[number]) =>
    say(part === 'grid' && count > 0 && shown === null ? 'show.grid.ofClass' : `show.${part}.hint`)
  return (
    <div className="show-chips" role="group" aria-label={say('show.label')}>
      {parts.filter((part) => part !== 'posterior' || count > 0).map((part) => (
        <TooltipTrigger key={part} delay={400}>
          <ToggleButton className="show-chip" isSelected={show[part]} onChange={() => toggle(part)}>
            {say(`show.${part}.label`)}
          </ToggleButton>
          <Tooltip className="hint" offset={6}>{hintOf(part)}</Tooltip>
        </TooltipTrigger>
      ))}
    </div>
  )
}
