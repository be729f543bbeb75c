export interface Throttle<T> {
  /** Adds to what is to be passed on: at once if it was quiet, else with the next portion. */
  gather(part: T): void
  /** Passes on what has gathered, now. */
  flush(): void
  /** Forgets what has gathered. */
  drop(): void
}

/** Passes parts on, merged, at most once every `interval` milliseconds. */
export function createThrottle<T extends object>(pass: (part: T) => void, interval: number): Throttle<T> {
  let gathered: T | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  const flush = () => {
    if (gathered) pass(gathered)
    gathered = null
  }
  const tick = () => {
    timer = gathered ? setTimeout(tick, interval) : null
    flush()
  }
  return {
    gather: (part) => {
      gathered = { ...gathered, ...part }
      if (timer !== null) return
      flush()
      timer = setTimeout(tick, interval)
    },
    flush,
    drop: () => {
      gathered = null
    },
  }
}
