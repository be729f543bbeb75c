import { expect } from 'vitest'
import { tell } from '../../src/words/catalogue.ts'
import type { Result } from '../../src/words/sentence.ts'

/** Seed and number of runs for a property; fast-check repeats them in the message of a failure. */
export const runs = (numRuns: number) => ({ seed: 20_260_101, numRuns })

/** CPU time that work takes, milliseconds: the least of so many tries, for a try may also pay for the garbage of others; one that costs little is enough. */
function costOf<T>(work: () => T, tries: number, little = 0): { readonly result: T; readonly cost: number } {
  const start = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(start)
  const cost = (user + system) / 1000
  return tries <= 1 || cost <= little ? { result, cost } : { result, cost: Math.min(cost, costOf(work, tries - 1, little).cost) }
}

/** What this machine takes to parse the longest text that a link may unpack to. */
const yardstick = costOf(() => JSON.parse(`[${'[1],'.repeat(2.6e5)}[1]]`) as unknown, 5).cost

/** Reading one foreign text may take so many times as long as the yardstick: not enough to be felt. */
const patience = 10

/** Reads foreign text: it opens or is refused with one complete sentence, soon, and never throws. */
export function expectOpenedOrRefused<T>(read: () => Result<T>): Result<T> {
  const { result, cost } = costOf(read, 3, patience * yardstick)
  expect(cost / yardstick, 'times the yardstick').toBeLessThan(patience)
  if (!result.ok) expectSentence(tell(result.reason))
  return result
}

export function expectSentence(text: string): void {
  expect(text).toMatch(/^[A-Z“].*\.$/)
  // What stands between quotes is foreign.
  expect(text.replace(/“[^”]*”/g, '')).not.toMatch(/undefined|\[object|[{}]/)
  expect(text.length).toBeLessThan(400)
}

/** The sentence with which something is refused. */
export function refusalIn(result: Result<unknown>): string {
  return result.ok ? 'it was not refused' : tell(result.reason)
}
