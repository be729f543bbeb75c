import { expect } from 'vitest'
import { tell } from '../../src/words/catalogue.ts'
import type { Result } from '../../src/words/sentence.ts'

/** Seed and number of runs for a property; fast-check repeats them in the message of a failure. */
export const runs = (numRuns: number) => ({ seed: 20_260_101, numRuns })

/** CPU time that reading one foreign text may take, in milliseconds: not enough to be felt. */
const patience = 200

/** Reads foreign text: it opens or is refused with one complete sentence, soon, and never throws. */
export function expectOpenedOrRefused<T>(read: () => Result<T>): Result<T> {
  const start = process.cpuUsage()
  const result = read()
  const { user, system } = process.cpuUsage(start)
  expect((user + system) / 1000, 'milliseconds').toBeLessThan(patience)
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
