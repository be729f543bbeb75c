import type { KeyboardEvent, MouseEvent, PointerEvent, RefObject } from 'react'
import type { Range } from '../../math/window.ts'
import { frames } from '../../store/frames.ts'
import { say } from '../../words/catalogue.ts'
import { movedCursor } from '../plane/pick.ts'
import type { AxisCursorProps, AxisPlace } from '../AxisCursor.tsx'
import type { AnchorPicking } from '../useAnchors.ts'
import { xAt } from './draw.ts'
import type { LineModel } from './model.ts'
import { nearestValue } from './pick.ts'
import { lineReading } from './reading.ts'

/** The cursor for those who do not see it. */
function spoken(model: LineModel | null, cursor: number | null): AxisPlace {
  const range = model?.xRange ?? ([0, 1] as const)
  return {
    range,
    value: cursor ?? (range[0] + range[1]) / 2,
    words: cursor !== null && model ? lineReading(model, cursor) : say('line.cursor.none'),
  }
}

/** Where the cursor stands after a key: null where it is put away, undefined where the key is none of its own. */
function cursorAfter({ key, shiftKey }: KeyboardEvent, range: Range | undefined, cursor: number | null): number | null | undefined {
  if (key === 'Escape') return null
  if (!range) return undefined
  if (key === 'ArrowLeft' || key === 'ArrowRight') return movedCursor(cursor === null ? null : [cursor, 0], key, shiftKey, [range])?.[0]
  return key === 'Enter' ? (cursor ?? (range[0] + range[1]) / 2) : undefined
}

function placeUnder(event: MouseEvent<HTMLDivElement>, model: LineModel | null): number | null {
  const box = event.currentTarget.getBoundingClientRect()
  return model && xAt(box, model, event.clientX - box.left)
}

/** A cursor on the x axis for pointer, touch and keyboard: what `AxisCursor` around the canvas is given. */
export function useAxisCursor(
  model: RefObject<LineModel | null>,
  cursor: number | null,
  setCursor: (x: number | null) => void,
  pickPoint: AnchorPicking['pick'],
): Omit<AxisCursorProps, 'children'> {
  const pick = (x: number | null) => {
    const nearest = x === null ? null : nearestValue(frames.latest()?.points?.points[0] ?? [], x)
    if (nearest !== null) pickPoint([nearest])
  }
  const under = (event: MouseEvent<HTMLDivElement>) => placeUnder(event, model.current)
  const press = (event: KeyboardEvent) => {
    const next = cursorAfter(event, model.current?.xRange, cursor)
    if (next === undefined) return
    event.preventDefault()
    // The first Enter shows the cursor, the next picks.
    if (event.key === 'Enter') pick(cursor)
    setCursor(next)
  }
  const click = (event: MouseEvent<HTMLDivElement>) => {
    const x = under(event)
    setCursor(x)
    pick(x)
  }
  const move = (event: MouseEvent<HTMLDivElement>) => setCursor(under(event))
  const leave = (event: PointerEvent) => event.pointerType === 'mouse' && setCursor(null)
  return { name: say('line.cursor'), tell: () => spoken(model.current, cursor), onKeyDown: press, onPointerMove: move, onPointerLeave: leave, onClick: click }
}
