/** Calls out when it was awaited for so long and heard nothing. */
export interface Watchdog {
  /** Something is due within the time limit, from now on. */
  await(): void
  /** Nothing is due. */
  rest(): void
}

/** `limit` in milliseconds. */
export function createWatchdog(limit: number, silent: () => void): Watchdog {
  let timer: ReturnType<typeof setTimeout> | undefined
  const rest = () => clearTimeout(timer)
  return {
    await: () => {
      rest()
      timer = setTimeout(silent, limit)
    },
    rest,
  }
}
