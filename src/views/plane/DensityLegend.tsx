import { useCallback } from 'react'
import type { Probe } from '../../engine/snapshot.ts'
import type { PlaneLook } from '../../store/planeLook.ts'
import { currentViewing, useViewing } from '../../store/viewing.ts'
import { say } from '../../words/catalogue.ts'
import { PictureCanvas } from '../canvas.tsx'
import type { CanvasFrame } from '../canvas.tsx'
import { useClasses } from '../classes.ts'
import { stageColour } from '../colours.ts'
import { stretchRamp } from '../stretch.ts'
import { ceilingAt } from './density.ts'
import { drawLegend, drawScale } from './legend.ts'
import { lastStageOf } from './morph.ts'
import { density as densityNumber } from './numbers.ts'
import { newestPlane, pageDensityScale } from './page.ts'
import { stretchLimit } from './stretch.ts'
import { Swatch } from './Swatch.tsx'
import { listenStage } from './usePlane.ts'
import { seenBy, type Side } from './view.ts'

const nothing: Probe = {}

/** The density scale with its numbers, in the colour of what its plane shows. */
export function DensityLegend({ side, place }: { readonly side: Side; readonly place: 'x' | 'z' | 'between' }) {
  const { shown } = useClasses()
  const draw = useCallback(({ context, size, colours }: CanvasFrame) => {
    const snapshot = newestPlane()
    if (!snapshot) return
    const { stage, last } = seenBy(side, currentViewing().stage, lastStageOf(snapshot))
    const share = Math.min(1, stage / last)
    drawLegend(context, size, ceilingAt(pageDensityScale.ceilings(snapshot), share), stageColour(share, colours), colours)
  }, [side])
  return (
    <span className="density-legend">
      <span className="density-legend-name">{say(place === 'x' && shown !== null ? 'plane.legend.xOf' : `plane.legend.${place}`)}</span>
      <PictureCanvas name={say('plane.legend.name')} wants={nothing} draw={draw} {...(side === 'z' && { listen: listenStage })} offers={null} className="density-legend-bar" />
    </span>
  )
}

/** The colours of p(class | x): a marker for each class. */
export function ClassLegend() {
  const { count } = useClasses()
  return (
    <span className="class-legend">
      <span className="density-legend-name">{say('plane.legend.posterior')}</span>
      {Array.from({ length: count }, (_, index) => <span key={index}><Swatch index={index} /> {index + 1}</span>)}
    </span>
  )
}

/** Factors for a length, nats for a volume: each in the unit it is read out in. */
const stretchNames = (stretch: PlaneLook['stretch'], limit: number): readonly (readonly [number, string])[] =>
  stretch === 'singular'
    ? [[0, `÷${densityNumber(Math.exp(limit))}`], [0.5, '1'], [1, `×${densityNumber(Math.exp(limit))}`]]
    : [[0, `−${limit}`], [0.5, '0'], [1, `${limit}`]]

/** The one scale of stretching and squeezing, with its numbers. */
export function StretchLegend() {
  const stretch = useViewing(({ look }) => look.stretch)
  const draw = useCallback(({ context, size, colours }: CanvasFrame) => {
    const field = stretch === 'off' ? null : newestPlane()?.stretch?.[stretch]
    if (field) drawScale(context, size, stretchRamp(colours), stretchNames(stretch, stretchLimit(field)), colours)
  }, [stretch])
  if (stretch === 'off') return null
  return (
    <span className="density-legend">
      <span className="density-legend-name">{say(`plane.legend.${stretch}`)}</span>
      <PictureCanvas name={say('plane.legend.stretch')} wants={nothing} draw={draw} offers={null} className="density-legend-bar" />
    </span>
  )
}
