import { useCallback, useRef, useState } from 'react'
import type { KeyboardEvent, MouseEvent, RefObject } from 'react'
import { usePlayground } from '../../store/playground.ts'
import { say } from '../../words/catalogue.ts'
import { newestPlane } from './page.ts'
import { coordinate } from './numbers.ts'
import { movedCursor, nearestPoint, nextTurn, placeAnchor } from './pick.ts'
import type { Place } from './usePlane.ts'
import { placeUnder } from './view.ts'
import type { PlaneView } from './view.ts'

/** Makes the training point nearest to a place the next anchor, and says so. */
function usePick() {
  const change = usePlayground((playground) => playground.change)
  const anchors = usePlayground(({ experiment }) => experiment.anchors)
  const turn = useRef(0)
  const [said, setSaid] = useState('')
  const pick = useCallback((place: Place) => {
    const snapshot = newestPlane()
    const points = snapshot?.points?.points[0]
    const index = snapshot && points ? nearestPoint(points, place, snapshot.dataWindow) : -1
    if (!points || index < 0) return
    const picked = [...points.subarray(2 * index, 2 * index + 2)]
    const next = placeAnchor(anchors, picked, turn.current)
    const letter = anchors.length === 0 || (anchors.length > 1 && turn.current === 0) ? 'A' : 'B'
    turn.current = nextTurn(turn.current, anchors.length)
    change({ anchors: next })
    setSaid(say('plane.picked', { letter, first: coordinate(picked[0] ?? 0), second: coordinate(picked[1] ?? 0) }))
  }, [anchors, change])
  const clear = useCallback(() => {
    turn.current = 0
    change({ anchors: [] })
    setSaid(say('plane.cleared'))
  }, [change])
  return { pick, clear, said, setSaid }
}

const sayCursor = ([first, second]: Place): string => say('plane.cursor', { first: coordinate(first), second: coordinate(second) })

/** Picking with pointer, finger and keys. `view` is where the plane was last drawn. */
export function usePicking(view: RefObject<PlaneView | null>, cursor: Place | null, setCursor: (cursor: Place | null) => void) {
  const { pick, clear, said, setSaid } = usePick()
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const place = view.current && placeUnder(view.current, event.clientX - box.left, event.clientY - box.top)
    if (place) pick(place)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const moved = view.current && movedCursor(cursor, event.key, event.shiftKey, view.current.window)
    const enters = event.key === 'Enter' || event.key === ' '
    if (moved) {
      setCursor(moved)
      setSaid(sayCursor(moved))
    } else if (enters && cursor) pick(cursor)
    else if (event.key === 'Escape') clear()
    if (moved || enters) event.preventDefault()
  }
  return { said, handlers: { onClick, onKeyDown, onBlur: () => setCursor(null) } }
}
