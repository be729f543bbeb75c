import { useCallback } from 'react'
import type { Probe } from '../../engine/snapshot.ts'
import { useViewing } from '../../store/viewing.ts'
import { say } from '../../words/catalogue.ts'
import { PictureCanvas, type CanvasFrame } from '../canvas.tsx'
import { logDensityRamp, wheelRamp } from '../colours.ts'
import { drawScale } from './legend.ts'
import { nats } from '../nats.ts'
import { newestPlane } from './page.ts'
import { logDensityRange } from './tint.ts'
import './plane.css'

const nothing: Probe = {}
const turns = [[0, '0°'], [0.5, '180°'], [1, '360°']] as const

/** What the colours of points tell, where they do not tell the component. */
export function TintLegend() {
  const colouring = useViewing(({ look }) => look.colouring)
  const shown = useViewing(({ show }) => show.points)
  const draw = useCallback(({ context, size, colours }: CanvasFrame) => {
    const points = newestPlane()?.points
    if (colouring === 'latent') drawScale(context, size, wheelRamp(colours), turns, colours)
    else if (points) drawScale(context, size, logDensityRamp(colours), logDensityRange(points).map((end, i) => [i, nats(end, 0)] as const), colours)
  }, [colouring])
  if (colouring === 'component' || !shown) return null
  return (
    <span className="density-legend tint-legend">
      <span className="density-legend-name">{say(`plane.tint.${colouring}`)}</span>
      <PictureCanvas name={say('plane.tint.name')} wants={nothing} draw={draw} offers={null} className="density-legend-bar" />
    </span>
  )
}
