import type { RunSettings } from '../experiment/settings.ts'

/** How long training runs, at full speed, before it looks whether anything else waits. Milliseconds. */
const sliceMs = 30
/** A slice has at most this many times the steps of the last: a clock may be too coarse to time a short one. */
const growth = 2
/** A step counts as taking at least this long. Milliseconds. */
const shortestStepMs = 0.01
/** The window over which steps per second are measured. Milliseconds. */
const rateMs = 1500

/** Decides how many steps come next and when, and measures how fast they really go. Times in milliseconds. */
export interface Pace {
  /** Steps to take now, or how long to wait for the next. */
  next(now: number, speed: RunSettings['speed']): { readonly steps: number } | { readonly waitMs: number }
  /** `steps` were taken between two times. */
  took(steps: number, from: number, to: number): void
  /** Measured steps per second; 0 before there is anything to measure. */
  rate(now: number): number
  /** Training was halted, or changed: waiting is not counted as slowness, and what a step takes is found out afresh. */
  rest(): void
}

interface Mark {
  readonly at: number
  readonly steps: number
}

/** One more mark: those in the window stay, and the last before it, from which their time counts. */
function marked(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  const old = marks.findLastIndex(({ at }) => at <= mark.at - rateMs)
  return [...marks.slice(Math.max(0, old)), mark]
}

class LivePace implements Pace {
  #most = 1
  #planned = 0
  #stepMs = sliceMs
  #slow = false
  #due = -Infinity
  #marks: readonly Mark[] = []

  next(now: number, speed: RunSettings['speed']): ReturnType<Pace['next']> {
    this.#slow = speed !== 'full'
    this.#planned = speed === 'full' ? Math.min(this.#most, Math.max(1, Math.round(sliceMs / this.#stepMs))) : 1
    if (speed === 'full') return { steps: this.#planned }
    if (this.#due > now) return { waitMs: this.#due - now }
    const interval = 1000 / Number(speed)
    // Steps that fell due while something else ran are not made up for: slow motion stays slow.
    this.#due = (now - this.#due < interval ? this.#due : now) + interval
    return { steps: 1 }
  }

  took(steps: number, from: number, to: number): void {
    // A slice that was cut short does not count against the next.
    this.#most = steps < this.#planned ? Math.max(this.#most, growth * steps) : growth * steps
    this.#stepMs = Math.max(shortestStepMs, (to - from) / steps)
    // Before the first step of slow motion nothing was waited for: its interval only begins.
    if (this.#marks.length === 0 && !this.#slow) this.#marks = [{ at: from, steps: 0 }]
    this.#marks = marked(this.#marks, { at: to, steps })
  }

  rate(now: number): number {
    const [first, ...later] = this.#marks
    if (!first) return 0
    return (1000 * later.reduce((sum, { steps }) => sum + steps, 0)) / Math.max(1, now - first.at)
  }

  rest(): void {
    this.#most = 1
    this.#stepMs = sliceMs
    this.#due = -Infinity
    this.#marks = []
  }
}

export const createPace = (): Pace => new LivePace()
