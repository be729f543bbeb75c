import { useState } from 'react'
import type { KeyboardEvent, MouseEvent, RefObject } from 'react'
import { say } from '../../words/catalogue.ts'
import type { AnchorPicking } from '../useAnchors.ts'
import { glanceAt } from './glance.ts'
import { pointsAt } from './morph.ts'
import { newestPlane } from './page.ts'
import { coordinate } from './numbers.ts'
import { movedCursor, nearestPoint } from './pick.ts'
import type { Place } from './usePlane.ts'
import { placeUnder } from './view.ts'
import type { PlaneView } from './view.ts'

/** The training point that lies nearest to a place of the plane, as it is at x. */
function pointAt(view: PlaneView, place: Place): readonly number[] | null {
  const stages = newestPlane()?.points
  const [x] = stages?.points ?? []
  const index = stages ? nearestPoint(pointsAt(stages, view.stage, new Float32Array()), place, view.window) : -1
  return x && index >= 0 ? [...x.subarray(2 * index, 2 * index + 2)] : null
}

/** Makes the training point nearest to a place the next anchor, and says so. */
function usePick(view: RefObject<PlaneView | null>, { pick: pickPoint, clear: clearPoints }: AnchorPicking) {
  const [said, setSaid] = useState('')
  const pick = (place: Place) => {
    const picked = view.current && pointAt(view.current, place)
    if (!picked) return
    const letter = pickPoint(picked)
    setSaid(say('plane.picked', { letter, first: coordinate(picked[0] ?? 0), second: coordinate(picked[1] ?? 0) }))
  }
  const clear = () => {
    clearPoints()
    setSaid(say('plane.cleared'))
  }
  return { pick, clear, said, setSaid }
}

const centreOf = ([first = [0, 1], second = [0, 1]]: PlaneView['window']): Place => [(first[0] + first[1]) / 2, (second[0] + second[1]) / 2]

export interface PlaneCursor {
  readonly cursor: Place | null
  setCursor(cursor: Place | null): void
  /** What the plane shows at a place. */
  tellAt(place: Place): string
}

/** Picking with pointer, finger and keys. `view` is where the plane was last drawn. */
export function usePicking(view: RefObject<PlaneView | null>, anchors: AnchorPicking, { cursor, setCursor, tellAt }: PlaneCursor) {
  const { pick, clear, said, setSaid } = usePick(view, anchors)
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const place = view.current && placeUnder(view.current, event.clientX - box.left, event.clientY - box.top)
    if (place) pick(place)
  }
  const put = (place: Place) => {
    setCursor(place)
    glanceAt(view.current, place)
    setSaid(tellAt(place))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const moved = view.current && movedCursor(cursor, event.key, event.shiftKey, view.current.window)
    const enters = event.key === 'Enter' || event.key === ' '
    if (moved) put(moved)
    else if (enters && cursor) pick(cursor)
    else if (enters && view.current) put(centreOf(view.current.window))
    else if (event.key === 'Escape') clear()
    if (moved || enters) event.preventDefault()
  }
  const onBlur = () => {
    setCursor(null)
    glanceAt(null, null)
  }
  return { said, handlers: { onClick, onKeyDown, onBlur } }
}
