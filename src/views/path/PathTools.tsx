import { Button, ToggleButton, Tooltip, TooltipTrigger } from 'react-aria-components'
import type { LabelledPoints } from '../../datasets/dataset.ts'
import { canTurn } from '../../engine/snapshot.ts'
import { classesOf, dimensionOf } from '../../experiment/schema.ts'
import { maximumAnchors } from '../../experiment/settings.ts'
import { baseOf } from '../../flows/bases/registry.ts'
import { frames } from '../../store/frames.ts'
import { usePlayground } from '../../store/playground.ts'
import { useViewing } from '../../store/viewing.ts'
import { say } from '../../words/catalogue.ts'
import { pickParts } from '../anchors.ts'
import { useClasses } from '../classes.ts'
import type { AnchorPicking } from '../useAnchors.ts'

/** The training points on screen, with their components. */
export function shownPoints(): { readonly points: LabelledPoints; readonly dimension: number } | null {
  const shown = frames.latest()
  const points = shown?.points?.points[0]
  return points ? { points: { points, components: shown.points.components }, dimension: shown.dimension } : null
}

interface ToggleProps {
  readonly what: 'round' | 'loop'
  readonly on: boolean
  readonly set: (on: boolean) => void
}

const RouteToggle = ({ what, on, set }: ToggleProps) => (
  <TooltipTrigger delay={400}>
    <ToggleButton className="picture-toggle path-toggle" isSelected={on} onChange={set}>{say(`path.${what}`)}</ToggleButton>
    <Tooltip className="hint" offset={6}>{say(`path.${what}.hint`)}</Tooltip>
  </TooltipTrigger>
)

/** Whether the path turns about the origin in z, where it can, and whether it leads back to A. */
export function RouteToggles() {
  const { shape, closed } = useViewing((viewing) => viewing.route)
  const setRoute = useViewing((viewing) => viewing.setRoute)
  const turns = usePlayground(({ experiment }) => canTurn(dimensionOf(experiment), baseOf(experiment.base.name).support))
  return (
    <>
      {turns && <RouteToggle what="round" on={shape === 'round'} set={(on) => setRoute({ shape: on ? 'round' : 'straight' })} />}
      <RouteToggle what="loop" on={closed} set={(on) => setRoute({ closed: on })} />
    </>
  )
}

/** Leads the path through the parts that the data is of; not there where there is one, or one alone is shown. */
export function PartsButton({ replace, short = false }: Pick<AnchorPicking, 'replace'> & { readonly short?: boolean }) {
  const parts = usePlayground(({ experiment }) => Math.min(maximumAnchors, classesOf(experiment)))
  const { shown } = useClasses()
  if (parts < 2 || shown !== null) return null
  const walk = () => {
    const points = shownPoints()
    if (points) replace(pickParts(points.points, points.dimension))
  }
  return (
    <TooltipTrigger delay={400}>
      <Button className="picture-button" aria-label={say('path.parts')} onPress={walk}>{say(short ? 'path.parts.short' : 'path.parts')}</Button>
      <Tooltip className="hint" offset={6}>{say('path.parts.hint', { count: parts })}</Tooltip>
    </TooltipTrigger>
  )
}
