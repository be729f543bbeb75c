import { useReducer, type HTMLAttributes, type ReactNode } from 'react'
import type { Range } from '../math/window.ts'

/** Where the cursor stands on its axis, and what the picture says there. */
export interface AxisPlace {
  readonly range: Range
  readonly value: number
  readonly words: string
}

export interface AxisCursorProps extends Omit<HTMLAttributes<HTMLDivElement>, 'children'> {
  /** What is chosen along the axis, for those who do not see it. */
  readonly name: string
  readonly tell: () => AxisPlace
  readonly children: ReactNode
}

/** A picture whose horizontal axis can be read at any place: by pointer and finger, and with the arrow keys as on a slider. */
export function AxisCursor({ name, tell, children, ...handlers }: AxisCursorProps) {
  // Pictures change without React: who comes back to one is told what it shows now.
  const [, renew] = useReducer((times: number) => times + 1, 0)
  const { range, value, words } = tell()
  return (
    <div className="picture-cursor" role="slider" tabIndex={0} aria-label={name} aria-valuemin={range[0]} aria-valuemax={range[1]} aria-valuenow={value} aria-valuetext={words} onFocus={renew} {...handlers}>
      {children}
    </div>
  )
}
