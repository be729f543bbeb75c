import { expect, type Locator, type Page } from '@playwright/test'
import type { Experiment } from '../../src/experiment/experiment.ts'
import { encodeLink } from '../../src/experiment/link.ts'
import { presets } from '../../src/experiment/presets.ts'

/** A run that the slowest engine takes hundreds of steps of in a second. */
export const quick: Experiment = presets['peaks-normal']

/** The same, but its schedule never ends: fast engines would finish it under the test's hands. */
export const endless = (experiment: Experiment): Experiment => ({
  ...experiment,
  optimizer: { ...experiment.optimizer, schedule: 'constant' },
})

/** Training starts within this long, whatever the engine. Milliseconds. */
export const soon = { timeout: 60_000 }

/** The fragment that opens an experiment. */
export function fragment(experiment: Experiment): string {
  const link = encodeLink(experiment)
  if (!link.ok) throw new Error(`no link for this experiment: ${link.reason.key}`)
  return link.value
}

export async function open(page: Page, experiment?: Experiment): Promise<void> {
  await page.goto(experiment ? `./${fragment(experiment)}` : './')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

export const status = (page: Page): Locator => page.locator('.transport-status')

/** The step that the transport shows. */
export async function step(page: Page): Promise<number> {
  const text = await status(page).textContent()
  return Number(/step ([\d,]+)/.exec(text ?? '')?.[1]?.replaceAll(',', '') ?? NaN)
}

/** Waits until the run has gone beyond a step. */
export const beyond = (page: Page, at: number): Promise<void> => expect.poll(() => step(page), soon).toBeGreaterThan(at)

/** How far the test NLL stands over the entropy, as the proof panel tells it; NaN before the first test. */
export async function excess(page: Page): Promise<number> {
  const text = await page.getByRole('row', { name: /NLL − entropy/ }).getByRole('cell').textContent()
  return Number.parseFloat((text ?? '').replace('−', '-').replace('+', ''))
}

/** One of the three parts of the sentence. */
export const phrase = (page: Page, part: 'data set' | 'layers' | 'base'): Locator => page.getByRole('button', { name: new RegExp(`${part}$`) })

/** Chooses another phrase in the sentence. */
export async function choosePhrase(page: Page, part: Parameters<typeof phrase>[1], option: RegExp): Promise<void> {
  await phrase(page, part).click()
  await page.getByRole('option', { name: option }).click()
}

export const layers = (page: Page): Locator => page.getByRole('grid', { name: 'Layers' }).getByRole('row')

export const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name, exact: true })

/** Opens one of the dialogs for data of one's own. */
export async function openOwn(page: Page, way: 'Numbers …' | 'Draw points …' | 'Drag ellipses …'): Promise<void> {
  await button(page, 'Own data').click()
  await page.getByRole('menuitem', { name: way }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}

/** Waits until the engine has come to rest. */
async function rests(page: Page): Promise<void> {
  await expect(status(page)).toContainText('Paused')
  let last = NaN
  await expect.poll(async () => {
    const now = await step(page)
    const same = now === last
    last = now
    return same
  }, { ...soon, intervals: [700] }).toBe(true)
}

/** Pauses by mouse, and waits until the engine has come to rest. */
export async function pause(page: Page): Promise<void> {
  await button(page, 'Pause').click()
  await rests(page)
}

/** The same by key, where the focus is on nothing that has keys of its own. */
export async function pauseByKey(page: Page): Promise<void> {
  await page.keyboard.press('Space')
  await rests(page)
}
