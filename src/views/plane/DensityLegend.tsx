import { useCallback } from 'react'
import type { Probe } from '../../engine/snapshot.ts'
import { say } from '../../words/catalogue.ts'
import { PictureCanvas } from '../canvas.tsx'
import type { CanvasFrame } from '../canvas.tsx'
import { useClasses } from '../classes.ts'
import { drawLegend } from './legend.ts'
import { newestPlane, pageDensityScale } from './page.ts'
import type { Side } from './view.ts'

const nothing: Probe = {}

/** The density scale with its numbers, in its plane's colour. */
export function DensityLegend({ side }: { readonly side: Side }) {
  const { shown } = useClasses()
  const name = side === 'z' ? 'plane.legend.z' : shown === null ? 'plane.legend.x' : 'plane.legend.xOf'
  const draw = useCallback(({ context, size, colours }: CanvasFrame) => {
    const snapshot = newestPlane()
    if (snapshot) drawLegend(context, size, pageDensityScale.ceilings(snapshot)[side], colours[side], colours)
  }, [side])
  return (
    <span className="density-legend">
      <span className="density-legend-name">{say(name)}</span>
      <PictureCanvas name={say('plane.legend.name')} wants={nothing} draw={draw} className="density-legend-bar" />
    </span>
  )
}
