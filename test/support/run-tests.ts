// Runs every check of the project, one stage after the other whatever became of those before,
// and closes with what failed, how each stage went and the line `N passed, N failed`. The exit code is 1 if anything failed.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureChromium } from './chromium.ts'
import {
  closingLine,
  failedAs,
  failureLines,
  passed,
  settle,
  sum,
  tallyPlaywright,
  tallyVitest,
  type PlaywrightReport,
  type Tally,
  type VitestReport,
} from './tally.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const reports = mkdtempSync(join(tmpdir(), 'x2z-tests-'))

function run(command: string, environment: Readonly<Record<string, string>> = {}): boolean {
  const env = { ...process.env, ...environment }
  return spawnSync(command, { cwd: root, env, shell: true, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0
}

const check = (command: string): Tally => (run(command) ? passed : failedAs(command))

function told(reason: string): Tally {
  console.error(reason)
  return failedAs(reason)
}

function readReport<T>(path: string, tally: (report: T) => Tally, endedWell: boolean): Tally {
  try {
    return settle(tally(JSON.parse(readFileSync(path, 'utf8')) as T), endedWell)
  } catch {
    return told('The stage ended without a report of its tests.')
  }
}

function unitTests(): Tally {
  const path = join(reports, 'vitest.json')
  const endedWell = run(`vitest run --reporter=default --reporter=json --outputFile.json="${path}"`)
  return readReport<VitestReport>(path, (report) => tallyVitest(report, root), endedWell)
}

/** A port that is free now. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

let isBuilt = false

function build(): Tally {
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  const tally = check('vite build --logLevel warn')
  isBuilt = tally.failed.length === 0
  return tally
}

async function endToEndTests(): Promise<Tally> {
  if (!isBuilt) return told('Without a build there is nothing to test end to end.')
  if (!ensureChromium()) return told('No Chromium could be had: install one, or name it in CHROMIUM_PATH.')
  const path = join(reports, 'playwright.json')
  const endedWell = run('playwright test -c test/e2e/playwright.config.ts --reporter=list,json', {
    PLAYWRIGHT_JSON_OUTPUT_FILE: path,
    X2Z_PORT: String(await freePort()),
  })
  return readReport<PlaywrightReport>(path, tallyPlaywright, endedWell)
}

const stages: readonly (readonly [name: string, run: () => Tally | Promise<Tally>])[] = [
  ['Type check', () => check('tsc')],
  ['Lint', () => check('oxlint -c test/support/oxlint.json')],
  ['Unit and law tests', unitTests],
  ['Build', build],
  ['End-to-end tests', endToEndTests],
]

const tallies: Tally[] = []
const summary: string[] = []
for (const [name, stage] of stages) {
  console.log(`\n── ${name}`)
  const start = performance.now()
  const tally = await stage()
  tallies.push(tally)
  summary.push(`${name}: ${closingLine(tally)} (${((performance.now() - start) / 1000).toFixed(0)} s)`)
}
rmSync(reports, { recursive: true, force: true })

const total = sum(tallies)
for (const lines of [failureLines(total), summary, [closingLine(total)]]) {
  if (lines.length > 0) console.log(`\n${lines.join('\n')}`)
}
process.exitCode = total.failed.length > 0 ? 1 : 0
