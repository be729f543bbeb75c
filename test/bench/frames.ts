import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from '@playwright/test'
import { build, preview } from 'vite'
import { defaultExperiment } from '../../src/experiment/presets.ts'
import { encodeLink } from '../../src/experiment/link.ts'
import { findChromium, quietBrowser } from '../support/chromium.ts'
import { median, percentile, rounded } from './statistics.ts'
import { pictureRule, showPictures, trainingRate, watch } from './watch.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface FramesPlan {
  readonly rounds: number
  /** How long each look lasts, with pictures and without. */
  readonly seconds: number
}

/** How smooth the page is while it trains at full speed, and what the pictures cost training. */
export interface FramesFound {
  readonly medianFrameMs: number
  readonly p95FrameMs: number
  /** How many tasks of the main thread took over 50 ms. */
  readonly longTasks: number
  /** Training speed with all default pictures ÷ without any, the median of the rounds. */
  readonly trainingShare: number
  /** The same of each round. */
  readonly shares: readonly number[]
  readonly stepsPerSecond: { readonly with: number; readonly without: number }
  readonly frames: number
  readonly chromium: string
}

/** The default preset with a schedule that does not end under the measurement. */
function address(site: string): string {
  const link = encodeLink({ ...defaultExperiment, optimizer: { ...defaultExperiment.optimizer, schedule: 'constant' }, run: { ...defaultExperiment.run, speed: 'full' } })
  if (!link.ok) throw new Error(`no link for the default preset: ${link.reason.key}`)
  return `${site}${link.value}`
}

/** Loading, the choice of an engine and the first pictures are over. Milliseconds. */
const settling = 8000

async function measure(page: Page, { rounds, seconds }: FramesPlan): Promise<Omit<FramesFound, 'chromium'>> {
  const [frames, longTasks, rates]: [number[], number[], { with: number; without: number }[]] = [[], [], []]
  const length = 1000 * seconds
  const withPictures = async () => {
    await showPictures(page, true)
    // Watched and timed at once: looking on costs next to nothing.
    const [rate, seen] = await Promise.all([trainingRate(page, length), watch(page, length)])
    frames.push(...seen.frames)
    longTasks.push(...seen.longTasks)
    return rate
  }
  const without = async () => {
    await showPictures(page, false)
    return trainingRate(page, length)
  }
  for (let round = 0; round < rounds; round++) {
    // In turns, and who is first in turns as well.
    const first = round % 2 === 0 ? await withPictures() : await without()
    const second = round % 2 === 0 ? await without() : await withPictures()
    rates.push(round % 2 === 0 ? { with: first, without: second } : { with: second, without: first })
  }
  const shares = rates.map((rate) => rate.with / rate.without)
  return {
    medianFrameMs: rounded(median(frames)),
    p95FrameMs: rounded(percentile(frames, 0.95)),
    longTasks: longTasks.length,
    trainingShare: rounded(median(shares)),
    shares: shares.map((share) => rounded(share)),
    stepsPerSecond: { with: rounded(median(rates.map((rate) => rate.with))), without: rounded(median(rates.map((rate) => rate.without))) },
    frames: frames.length,
  }
}

/** Builds the page and measures it in a headless Chromium; null where none is found. */
export async function measureFrames(plan: FramesPlan): Promise<FramesFound | null> {
  const executablePath = findChromium()
  if (executablePath === undefined) return null
  const outDir = mkdtempSync(join(tmpdir(), 'x2z-frames-'))
  await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true } })
  const server = await preview({ root, logLevel: 'error', build: { outDir }, preview: { host: '127.0.0.1', port: 0, strictPort: false } })
  const browser = await chromium.launch({ executablePath, args: [...quietBrowser] })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
    // What tsx hands to the page names its functions by a function of tsx's own.
    await page.addInitScript('globalThis.__name = (made) => made')
    await page.goto(address(server.resolvedUrls?.local[0] ?? ''))
    await page.addStyleTag({ content: pictureRule })
    await page.waitForTimeout(settling)
    return { ...(await measure(page, plan)), chromium: browser.version() }
  } finally {
    await Promise.all([browser.close(), server.close()])
    rmSync(outDir, { recursive: true, force: true })
  }
}

/** What must hold on a machine with two cores and nothing else to do. */
const aims = { medianFrameMs: 17, p95FrameMs: 33, longTasks: 0, trainingShare: 0.7 } as const

export const framesLine = ({ medianFrameMs, p95FrameMs, longTasks, trainingShare }: FramesFound): string =>
  JSON.stringify({ medianFrameMs, p95FrameMs, longTasks, trainingShare })

export function framesTable(found: FramesFound): string {
  const mark = (holds: boolean) => (holds ? '✓' : '✗')
  const { medianFrameMs, p95FrameMs, longTasks, trainingShare, shares, stepsPerSecond } = found
  const rows = [
    ['median frame', `${medianFrameMs} ms`, `${mark(medianFrameMs <= aims.medianFrameMs)} ≤ ${aims.medianFrameMs} ms`, `${found.frames} frames`],
    ['95th percentile', `${p95FrameMs} ms`, `${mark(p95FrameMs <= aims.p95FrameMs)} ≤ ${aims.p95FrameMs} ms`, ''],
    ['tasks over 50 ms', String(longTasks), `${mark(longTasks <= aims.longTasks)} ${aims.longTasks}`, ''],
    ['training kept', String(trainingShare), `${mark(trainingShare >= aims.trainingShare)} ≥ ${aims.trainingShare}`, `${stepsPerSecond.with} of ${stepsPerSecond.without} steps/s; rounds ${shares.join(', ')}`],
  ]
  return rows.map(([what = '', value = '', aim = '', note = '']) => `${what.padEnd(18)}${value.padEnd(12)}${aim.padEnd(14)}${note}`.trimEnd()).join('\n')
}
