/** Processor time of a piece of work in milliseconds: what else the machine does is not in it. */
export function cost(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
