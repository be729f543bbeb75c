import type { RunSettings } from '../experiment/settings.ts'

/** How long training runs, at full speed, before it looks whether anything else waits. Milliseconds. */
const sliceMs = 30
/** The window over which steps per second are measured. Milliseconds. */
const rateMs = 1500

/** Decides how many steps come next and when, and measures how fast they really go. Times in milliseconds. */
export interface Pace {
  /** Steps to take now, or how long to wait for the next. */
  next(now: number, speed: RunSettings['speed']): { readonly steps: number } | { readonly waitMs: number }
  /** `steps` were taken between two times. */
  took(steps: number, from: number, to: number): void
  /** Measured steps per second. */
  rate(now: number): number
  /** Training was halted: waiting is not counted as slowness. */
  rest(): void
}

export function createPace(): Pace {
  let stepMs = sliceMs
  let due = -Infinity
  let history: { readonly at: number; readonly steps: number; readonly from: number }[] = []
  return {
    next: (now, speed) => {
      if (speed === 'full') return { steps: Math.max(1, Math.round(sliceMs / stepMs)) }
      if (due > now) return { waitMs: due - now }
      // Steps that fell due while something else ran are not made up for: slow motion stays slow.
      due = Math.max(due, now - 1000 / Number(speed)) + 1000 / Number(speed)
      return { steps: 1 }
    },
    took: (steps, from, to) => {
      stepMs = Math.max(0.01, (to - from) / steps)
      history = [...history.filter((entry) => entry.at > to - rateMs), { at: to, steps, from }]
    },
    rate: (now) => {
      const recent = history.filter((entry) => entry.at > now - rateMs)
      const [first] = recent
      if (!first) return 0
      const steps = recent.reduce((sum, entry) => sum + entry.steps, 0)
      return (1000 * steps) / Math.max(1, now - first.from)
    },
    rest: () => {
      due = -Infinity
      history = []
    },
  }
}
