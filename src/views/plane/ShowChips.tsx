import { ToggleButton, Tooltip, TooltipTrigger } from 'react-aria-components'
import { useViewing } from '../../store/viewing.ts'
import type { Viewing } from '../../store/viewing.ts'
import { say } from '../../words/catalogue.ts'
import { useClasses } from '../classes.ts'
import './plane.css'

const parts = ['points', 'density', 'samples', 'grid', 'posterior'] as const satisfies readonly (keyof Viewing['show'])[]

interface ChipProps {
  readonly part: (typeof parts)[number]
  /** Why it cannot be shown; null where it can. */
  readonly reason: string | null
  readonly shown: boolean
  readonly toggle: () => void
}

const Chip = ({ part, reason, shown, toggle }: ChipProps) => (
  <TooltipTrigger delay={400}>
    <ToggleButton className="show-chip" isSelected={shown && reason === null} isDisabled={reason !== null} onChange={toggle}>
      <span title={reason ?? undefined}>{say(`show.${part}.label`)}</span>
      {reason && <span className="unseen">{reason}</span>}
    </ToggleButton>
    <Tooltip className="hint" offset={6}>{say(`show.${part}.hint`)}</Tooltip>
  </TooltipTrigger>
)

/** Which parts of the pictures are shown, each with a sentence of what it is. */
export function ShowChips() {
  const show = useViewing((viewing) => viewing.show)
  const toggle = useViewing((viewing) => viewing.toggle)
  const { count, shown } = useClasses()
  // Each class has a map of its own: of all together there is no grid.
  const reasonOf = (part: (typeof parts)[number]) => (part === 'grid' && count > 0 && shown === null ? say('show.grid.ofClass') : null)
  return (
    <div className="show-chips" role="group" aria-label={say('show.label')}>
      {parts.filter((part) => part !== 'posterior' || count > 0).map((part) => (
        <Chip key={part} part={part} reason={reasonOf(part)} shown={show[part]} toggle={() => toggle(part)} />
      ))}
    </div>
  )
}
