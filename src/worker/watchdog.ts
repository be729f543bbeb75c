/** Calls out when it was awaited for so long and heard nothing. */
export interface Watchdog {
  /** Something is due within the time limit, from now on. */
  await(): void
  /** Nothing is due. */
  rest(): void
}

/** The time limit is counted in so many parts, so that a machine that slept through all of it is late by one only. */
const parts = 10

/** `limit` in milliseconds. */
export function createWatchdog(limit: number, silent: () => void): Watchdog {
  let timer: ReturnType<typeof setTimeout> | undefined
  const rest = () => clearTimeout(timer)
  const count = (left: number): void => {
    rest()
    timer = setTimeout(() => (left > 1 ? count(left - 1) : silent()), limit / parts)
  }
  return { await: () => count(parts), rest }
}
