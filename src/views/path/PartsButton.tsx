import { Button, Tooltip, TooltipTrigger } from 'react-aria-components'
import type { LabelledPoints } from '../../datasets/dataset.ts'
import { classesOf } from '../../experiment/schema.ts'
import { maximumAnchors } from '../../experiment/settings.ts'
import { frames } from '../../store/frames.ts'
import { usePlayground } from '../../store/playground.ts'
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

/** Leads the path through the parts that the data is of; not there where there is one, or one alone is shown. */
export function PartsButton({ replace }: Pick<AnchorPicking, 'replace'>) {
  const parts = usePlayground(({ experiment }) => Math.min(maximumAnchors, classesOf(experiment)))
  const { shown } = useClasses()
  if (parts < 2 || shown !== null) return null
  const walk = () => {
    const points = shownPoints()
    if (points) replace(pickParts(points.points, points.dimension))
  }
  return (
    <TooltipTrigger delay={400}>
      <Button className="picture-button" onPress={walk}>{say('path.parts')}</Button>
      <Tooltip className="hint" offset={6}>{say('path.parts.hint', { count: parts })}</Tooltip>
    </TooltipTrigger>
  )
}
