import { useEffect, useRef } from 'react'

export interface RangeSliderProps {
  readonly label: string
  readonly min: number
  readonly max: number
  readonly step: number
  readonly value: number
  /** What the value is called aloud, where the position alone does not tell. */
  readonly text?: string
  /** At every move. */
  readonly onMove: (value: number) => void
  /** When the thumb is let go, or a key has moved it. */
  readonly onRest?: (value: number) => void
  readonly className?: string
  readonly isDisabled?: boolean
}

/** The platform's own slider, which mouse, touch, keyboard and screen readers know. */
export function RangeSlider({ label, text, min, max, value, onMove, onRest, className, isDisabled = false, ...range }: RangeSliderProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const element = input.current
    if (!element || !onRest) return
    // React calls every move a change; the platform's own `change` comes once, at rest.
    const rest = () => onRest(element.valueAsNumber)
    element.addEventListener('change', rest)
    return () => element.removeEventListener('change', rest)
  }, [onRest])
  const filled = { '--filled': `${(100 * (value - min)) / (max - min || 1)}%` }
  return (
    <input
      ref={input}
      type="range"
      className={`range ${className ?? ''}`}
      style={filled as React.CSSProperties}
      aria-label={label}
      aria-valuetext={text}
      min={min}
      max={max}
      value={value}
      disabled={isDisabled}
      onChange={(event) => onMove(event.currentTarget.valueAsNumber)}
      {...range}
    />
  )
}
