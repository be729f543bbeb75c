import { useMemo, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { say } from '../../words/catalogue.ts'
import { Unseen } from '../canvas.tsx'
import { coordinate } from '../plane/numbers.ts'
import { movedCursor } from '../plane/pick.ts'
import type { SketchScene } from './draw.ts'
import { begun, dropped, erased, eraserReach, strokePlaces, type Brush, type Drawing } from './drawing.ts'
import { SketchPlane } from './SketchPlane.tsx'
import { sketchWindow, type Place } from './view.ts'

export type DrawMode = 'draw' | 'erase'

export interface DrawPlaneProps {
  readonly drawing: Drawing
  readonly brush: Brush
  readonly mode: DrawMode
  readonly onChange: (change: (drawing: Drawing) => Drawing) => void
}

type Act = (drawing: Drawing, at: Place) => Drawing

/** A stroke acts where it begins and then at even distances; an eraser wherever it comes. */
function useStroke(act: Act, mode: DrawMode, onChange: DrawPlaneProps['onChange']) {
  const last = useRef<Place>([0, 0])
  const press = (at: Place) => {
    last.current = at
    onChange((drawing) => act(begun(drawing), at))
  }
  const drag = (at: Place) => {
    const places = mode === 'erase' ? [at] : strokePlaces(last.current, at)
    last.current = places.at(-1) ?? last.current
    if (places.length > 0) onChange((drawing) => places.reduce(act, drawing))
  }
  return { press, drag, release: () => {} }
}

/** Arrows move a cursor, Enter and the space bar do at it what the pointer does, Delete erases there. */
function useCursor(act: Act, brush: Brush, onChange: DrawPlaneProps['onChange']) {
  const [cursor, setCursor] = useState<Place | null>(null)
  const [said, setSaid] = useState('')
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const to = movedCursor(cursor, event.key, event.shiftKey, sketchWindow)
    const at: Place = cursor ?? [0, 0]
    const acts = event.key === 'Enter' || event.key === ' '
    const erases = event.key === 'Delete' || event.key === 'Backspace'
    if (!to && !acts && !erases) return
    event.preventDefault()
    setCursor(to ?? at)
    if (to) return setSaid(say('plane.cursor', { first: coordinate(to[0]), second: coordinate(to[1]) }))
    onChange((drawing) => (acts ? act(begun(drawing), at) : erased(begun(drawing), at, brush)))
    setSaid('')
  }
  return { cursor, said, hide: () => setCursor(null), onKeyDown }
}

const noComponents = (count: number) => new Uint8Array(count)

/** A plane that points are sprayed on. */
export function DrawPlane({ drawing, brush, mode, onChange }: DrawPlaneProps) {
  const [over, setOver] = useState<Place | null>(null)
  const act: Act = (before, at) => (mode === 'erase' ? erased(before, at, brush) : dropped(before, at, brush))
  const { press, ...stroke } = useStroke(act, mode, onChange)
  const { cursor, said, hide, onKeyDown } = useCursor(act, brush, onChange)
  const points = useMemo(() => ({ points: Float32Array.from(drawing.points.flat()), components: noComponents(drawing.points.length) }), [drawing.points])
  const radius = mode === 'erase' ? eraserReach(brush) : 2 * brush.spread
  const at = over ?? cursor
  const scene = useMemo((): SketchScene => ({ points, ellipses: [], chosen: -1, cursor, ring: at && { at, radius } }), [points, cursor, at, radius])
  return (
    <>
      <SketchPlane
        role="application"
        tabIndex={0}
        aria-label={say('sketch.draw.use')}
        name={say('sketch.draw.name')}
        scene={scene}
        strokes={{
          ...stroke,
          press: (place, { currentTarget }) => {
            currentTarget.focus({ preventScroll: true })
            hide()
            press(place)
          },
          hover: setOver,
        }}
        onKeyDown={onKeyDown}
        onBlur={hide}
      />
      <Unseen live>{said}</Unseen>
    </>
  )
}
