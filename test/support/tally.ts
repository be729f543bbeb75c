/** How many checks a stage made, and how they went. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export const passed: Tally = { passed: 1, failed: 0, skipped: 0 }
export const failed: Tally = { passed: 0, failed: 1, skipped: 0 }

export const sum = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }),
    { passed: 0, failed: 0, skipped: 0 },
  )

/** The last line of a run. */
export const closingLine = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

/** What is read of vitest's JSON report. */
export interface VitestReport {
  readonly success: boolean
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

/** A file that fails outside its tests, as one that cannot be loaded does, counts as one failed check. */
export function tallyVitest({ testResults }: VitestReport): Tally {
  return sum(
    testResults.map(({ status, assertionResults }) => {
      const count = (...wanted: string[]) => assertionResults.filter((one) => wanted.includes(one.status)).length
      const failures = count('failed')
      const outside = status === 'failed' && failures === 0 ? 1 : 0
      const passes = count('passed')
      return { passed: passes, failed: failures + outside, skipped: assertionResults.length - passes - failures }
    }),
  )
}

/** What is read of Playwright's JSON report. */
export interface PlaywrightReport {
  readonly stats: Readonly<Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>>
  readonly errors: readonly unknown[]
}

/** An error outside the tests, such as a server that does not start, counts as one failed check. */
export const tallyPlaywright = ({ stats, errors }: PlaywrightReport): Tally => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected + errors.length,
  skipped: stats.skipped,
})

/** A stage that made no check, or ended badly with none failed, has failed all the same. */
export function settle(tally: Tally, endedWell: boolean): Tally {
  const isSound = tally.failed > 0 || (endedWell && tally.passed > 0)
  return isSound ? tally : sum([tally, failed])
}
