import type { HTMLAttributes, ReactNode } from 'react'
import type { Range } from '../math/window.ts'

export interface AxisCursorProps extends Omit<HTMLAttributes<HTMLDivElement>, 'children'> {
  /** What is chosen along the axis, for those who do not see it. */
  readonly name: string
  readonly range: Range
  readonly value: number
  /** What the picture says there. */
  readonly words: string
  readonly children: ReactNode
}

/** A picture whose horizontal axis can be read at any place: by pointer and finger, and with the arrow keys as on a slider. */
export function AxisCursor({ name, range, value, words, children, ...handlers }: AxisCursorProps) {
  return (
    <div className="picture-cursor" role="slider" tabIndex={0} aria-label={name} aria-valuemin={range[0]} aria-valuemax={range[1]} aria-valuenow={value} aria-valuetext={words} {...handlers}>
      {children}
    </div>
  )
}
