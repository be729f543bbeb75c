import { useCallback, useRef } from 'react'
import type { Probe } from '../../engine/snapshot.ts'
import { frames } from '../../store/frames.ts'
import { say } from '../../words/catalogue.ts'
import { AxisCursor, type AxisPlace } from '../AxisCursor.tsx'
import { PictureCanvas, Summary, type CanvasFrame } from '../canvas.tsx'
import { drawNll } from './draw.ts'
import { reading } from './reading.ts'
import { sceneNow, useNllLook, type NllLook } from './scene.ts'
import { lastStep } from './series.ts'
import { useNllCursor } from './useNllCursor.ts'
import '../picture.css'
import './nll.css'

/** Losses come without being asked for. */
const wants: Probe = {}

/** The cursor for those who do not see it. */
function spoken(look: NllLook, cursor: number | null): AxisPlace {
  const last = lastStep(frames.nll())
  return {
    range: [0, last],
    value: Math.min(last, Math.round(cursor ?? last)),
    words: reading(frames.nll(), look, cursor),
  }
}

/** Train and test NLL over the steps, beside the entropy of the data, the runs that were kept and, of a student, the test NLL of its teacher. */
export function NllChart() {
  const look = useNllLook()
  const caption = useRef<HTMLParagraphElement>(null)
  const { cursor, range, handlers } = useNllCursor(look)
  const draw = useCallback(({ context, size, colours }: CanvasFrame) => {
    const scene = sceneNow(look, cursor, range)
    drawNll(context, size, scene, look.words, colours)
    if (caption.current) caption.current.textContent = reading(scene.series, look, cursor ?? look.past)
  }, [look, cursor, range])
  return (
    <figure className="picture nll-chart">
      <AxisCursor name={say('nll.cursor')} tell={() => spoken(look, cursor)} {...handlers}>
        <PictureCanvas name={say('nll.name')} wants={wants} draw={draw} className="nll-canvas" />
      </AxisCursor>
      <p ref={caption} className="picture-caption" />
      <Summary tell={() => reading(frames.nll(), look, look.past)} />
    </figure>
  )
}
