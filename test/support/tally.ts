/** How many checks a stage made, and how they went. */
export interface Tally {
  readonly passed: number
  /** What failed, by name. */
  readonly failed: readonly string[]
  readonly skipped: number
}

export const passed: Tally = { passed: 1, failed: [], skipped: 0 }
export const failedAs = (name: string): Tally => ({ passed: 0, failed: [name], skipped: 0 })

export const sum = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: [...a.failed, ...b.failed], skipped: a.skipped + b.skipped }),
    { passed: 0, failed: [], skipped: 0 },
  )

/** The last line of a run. */
export const closingLine = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

/** What failed, a line each; it stands near the end of a run, where a log that was cut short still has it. */
export const failureLines = ({ failed }: Tally): readonly string[] => failed.map((name) => `✗ ${name}`)

/** What is read of vitest's JSON report. */
export interface VitestReport {
  readonly testResults: readonly {
    /** The file's path. */
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

/** A file that fails outside its tests, as one that cannot be loaded does, counts as one failed check. `root` ends in a slash. */
export function tallyVitest({ testResults }: VitestReport, root: string): Tally {
  return sum(
    testResults.map(({ name, status, assertionResults }) => {
      const file = name.replace(root, '')
      const passes = assertionResults.filter((one) => one.status === 'passed').length
      const failures = assertionResults.filter((one) => one.status === 'failed').map(({ fullName }) => `${file} > ${fullName}`)
      const failed = status === 'failed' && failures.length === 0 ? [file] : failures
      return { passed: passes, failed, skipped: assertionResults.length - passes - failures.length }
    }),
  )
}

interface PlaywrightSuite {
  readonly specs?: readonly {
    readonly title: string
    readonly file: string
    readonly line: number
    readonly tests: readonly { readonly projectName: string; readonly status: string }[]
  }[]
  readonly suites?: readonly PlaywrightSuite[]
}

/** What is read of Playwright's JSON report. */
export interface PlaywrightReport extends PlaywrightSuite {
  readonly stats: Readonly<Record<'expected' | 'flaky' | 'skipped', number>>
  readonly errors: readonly { readonly message?: string }[]
}

const unexpected = ({ specs = [], suites = [] }: PlaywrightSuite): readonly string[] => [
  ...specs.flatMap(({ title, file, line, tests }) =>
    tests.filter(({ status }) => status === 'unexpected').map(({ projectName }) => `[${projectName}] ${file}:${line} > ${title}`),
  ),
  ...suites.flatMap(unexpected),
]

/** An error outside the tests, such as a server that does not start, counts as one failed check. */
export const tallyPlaywright = ({ stats, errors, ...all }: PlaywrightReport): Tally => ({
  passed: stats.expected + stats.flaky,
  failed: [...unexpected(all), ...errors.map(({ message = '' }) => message.split('\n')[0] || 'an error outside the tests')],
  skipped: stats.skipped,
})

/** A stage that made no check, or ended badly with none failed, has failed all the same. */
export function settle(tally: Tally, endedWell: boolean): Tally {
  const isSound = tally.failed.length > 0 || (endedWell && tally.passed > 0)
  return isSound ? tally : sum([tally, failedAs('the stage itself: it made no check, or ended badly with none failed')])
}
