import { readFileSync } from 'node:fs'
import type { CDPSession, Page } from '@playwright/test'
import { bytesPerParameter, mostBytes, mostMemories } from '../../src/engine/history.ts'
import { prepare } from '../../src/engine/run.ts'
import { say } from '../../src/words/catalogue.ts'
import { growth, type Sample } from '../engine/soak.ts'
import { choose, endlessDefault, keepPressing, withPlayground, type Playground } from './playground.ts'
import { median, percentile, rounded } from './statistics.ts'
import { watch } from './watch.ts'

export interface PageSoakPlan {
  readonly minutes: number
  /** A sample is taken after each so many, minutes. */
  readonly every: number
}

/** The page at one time of a long run. Memory in bytes: `heap` of the main thread and `nodes` after a collection, `process` as the system counts it. */
export interface PageSample extends Sample {
  readonly minute: number
  readonly medianFrameMs: number
  readonly p95FrameMs: number
  readonly longTasks: number
  /** States that the time machine holds, and their bytes. */
  readonly memories: number
  readonly memoryBytes: number
}

export interface PageSoakFound {
  readonly chromium: string
  readonly samples: readonly PageSample[]
}

/** Tall enough that no picture is off screen. */
const viewport = { width: 1440, height: 2400 } as const
/** What is looked at more closely changes with every sample. */
const lenses = ['lens.ledger', 'lens.inside', 'lens.slowMotion', 'lens.runs'] as const
const anchors = [[0.3, 0.35], [0.5, 0.6], [0.7, 0.4]] as const

/** Everything that can be seen at once: beside points, density and grid, which are on, samples, stretch, a path that is travelled, a morph that never rests. */
async function showEverything(page: Page): Promise<void> {
  await page.getByRole('button', { name: say('show.samples.label'), exact: true }).click()
  await choose(page, say('look.stretch.singular'))
  const box = await page.locator('.plane-x .plane-field').boundingBox()
  if (!box) throw new Error('the plane of x is not to be seen')
  for (const [right, down] of anchors) await page.mouse.click(box.x + right * box.width, box.y + down * box.height)
  await keepPressing(page, say('stage.play'), say('path.play'))
}

/** Bytes that the system counts as the page's own process's; none where it cannot be asked. */
function processBytes(pid: number): Readonly<Record<string, number>> {
  try {
    const [, kibibytes] = /^Rss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? []
    return kibibytes === undefined ? {} : { process: 1024 * Number(kibibytes) }
  } catch {
    return {}
  }
}

/** The process of the only page. */
async function rendererOf(browser: Playground['browser']): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const busiest = processInfo.filter(({ type }) => type === 'renderer').toSorted((a, b) => b.cpuTime - a.cpuTime)[0]
  return busiest?.id ?? 0
}

async function usageOf(session: CDPSession, pid: number): Promise<Sample['usage']> {
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const metric = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? NaN
  return { heap: metric('JSHeapUsedSize'), ...processBytes(pid), nodes: metric('Nodes'), listeners: metric('JSEventListeners') }
}

/** Bytes of one state, as the history counts them. */
function stateBytes(): number {
  const prepared = prepare(endlessDefault)
  if (!prepared.ok) throw new Error(`the default preset does not run: ${prepared.reason.key}`)
  return bytesPerParameter * prepared.job.flow.layout.size
}

const progressOf = (page: Page): Promise<{ readonly step: number; readonly memories: number }> =>
  page.evaluate((label) => {
    const words = document.querySelector('.transport-status')?.textContent ?? ''
    const slider = document.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`)
    return { step: Number(/step ([\d,]+)/.exec(words)?.[1]?.replaceAll(',', '') ?? NaN), memories: Number(slider?.max ?? NaN) }
  }, say('time.slider'))

async function samplesOf({ browser, page }: Playground, { minutes, every }: PageSoakPlan, tell: (sample: PageSample) => void): Promise<readonly PageSample[]> {
  await showEverything(page)
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const pid = await rendererOf(browser)
  const samples: PageSample[] = []
  for (let i = 0; (i + 1) * every <= minutes; i++) {
    await page.getByRole('tab', { name: say(lenses[i % lenses.length] ?? 'lens.ledger') }).click()
    const { frames, longTasks } = await watch(page, 60_000 * every)
    const { step, memories } = await progressOf(page)
    const usage = await usageOf(session, pid)
    const sample = {
      minute: rounded((i + 1) * every), step, usage, memories, memoryBytes: memories * stateBytes(),
      medianFrameMs: rounded(median(frames)), p95FrameMs: rounded(percentile(frames, 0.95)), longTasks: longTasks.length,
    }
    samples.push(sample)
    tell(sample)
  }
  return samples
}

/** Trains in the page for long with every picture on; null where no Chromium is found. */
export const soakPage = (plan: PageSoakPlan, tell: (sample: PageSample) => void): Promise<PageSoakFound | null> =>
  withPlayground(viewport, async (playground) => ({ chromium: playground.browser.version(), samples: await samplesOf(playground, plan, tell) }))

/** By so much memory may grow from the second fifth of the samples to the last, bytes; frames may take so many times as long. */
const allowed = { heap: 4 * 2 ** 20, process: 32 * 2 ** 20, nodes: 200, listeners: 200, drift: 1.1 } as const

/** What is wrong with a long run; empty if nothing is. */
export function faultsOf(samples: readonly PageSample[]): readonly string[] {
  const grown = growth(samples)
  const fifth = Math.ceil(samples.length / 5)
  const p95 = (some: readonly PageSample[]) => median(some.map(({ p95FrameMs }) => p95FrameMs))
  const drift = p95(samples.slice(-fifth)) / p95(samples.slice(fifth, 2 * fifth))
  return [
    ...(['heap', 'process', 'nodes', 'listeners'] as const).flatMap((kind) => ((grown[kind] ?? 0) > allowed[kind] ? [`${kind} grew by ${grown[kind]}`] : [])),
    ...samples.flatMap(({ minute, memories, memoryBytes }) =>
      memories <= mostMemories && memoryBytes <= mostBytes ? [] : [`the time machine held ${memories} states, ${memoryBytes} bytes, at minute ${minute}`]),
    ...(drift > allowed.drift ? [`frames took ${rounded(drift)} times as long at the end`] : []),
  ]
}
