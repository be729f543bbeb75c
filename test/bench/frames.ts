import type { Page } from '@playwright/test'
import { say } from '../../src/words/catalogue.ts'
import { choose, keepPressing, withPlayground } from './playground.ts'
import { median, percentile, rounded } from './statistics.ts'
import { pictureRule, showPictures, trainingRate, watch } from './watch.ts'

export interface FramesPlan {
  readonly rounds: number
  /** How long each look lasts, with pictures and without. */
  readonly seconds: number
  /** 10,000 points and a density of 257², which morph from x to z and back all the while, in place of the usual. */
  readonly fine: boolean
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

async function makeFine(page: Page): Promise<void> {
  await choose(page, say('look.detail.fine'))
  await keepPressing(page, say('stage.play'))
}

/** Builds the page and measures it in a headless Chromium; null where none is found. */
export const measureFrames = (plan: FramesPlan): Promise<FramesFound | null> =>
  withPlayground({ width: 1440, height: 900 }, async ({ browser, page }) => {
    if (plan.fine) await makeFine(page)
    await page.addStyleTag({ content: pictureRule })
    return { ...(await measure(page, plan)), chromium: browser.version() }
  })

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
