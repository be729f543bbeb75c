/** Processor time that one look at the load takes, microseconds. */
const length = 150_000

/**
 * How many times longer things take at the moment than on a machine that does nothing else, 1 or more: real time over
 * processor time of a piece of work. What a test of timings measures is divided by it.
 */
export function slowness(): number {
  const [from, before] = [performance.now(), process.cpuUsage()]
  for (;;) {
    const { user, system } = process.cpuUsage(before)
    if (user + system >= length) return Math.max(1, (1000 * (performance.now() - from)) / (user + system))
  }
}
