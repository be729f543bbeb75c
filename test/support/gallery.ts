import type { Page } from '@playwright/test'
import { encodeLink } from '../../src/experiment/link.ts'
import { presets, type PresetName } from '../../src/experiment/presets.ts'
import { say } from '../../src/words/catalogue.ts'

/** A picture for the README: which experiment, for how long it trains, and what is done before it is taken. */
export interface Shot {
  readonly preset: PresetName
  readonly seconds: number
  readonly theme: 'light' | 'dark'
  /** Whether its schedule never ends: a step can still be taken. */
  readonly endless?: boolean
  prepare?(page: Page): Promise<void>
}

/** Opens a closer look and scrolls to it. */
const closer = (name: 'ledger' | 'inside' | 'slowMotion') => async (page: Page) => {
  await page.getByRole('tab', { name: say(`lens.${name}`) }).click()
  if (name === 'slowMotion') await page.getByRole('button', { name: say('slow.begin') }).click()
  // What is looked at comes from the engine, and makes its card grow.
  await page.waitForTimeout(4000)
  await page.evaluate(() => document.querySelector('.lens')?.scrollIntoView({ block: 'end' }))
  await page.waitForTimeout(500)
}

/** Moves the morph to the middle of the way, by the slider's own keys. */
async function halfway(page: Page): Promise<void> {
  await page.getByRole('slider', { name: say('stage.label') }).focus()
  for (let layer = 0; layer < 3; layer++) await page.keyboard.press('ArrowLeft')
  await page.waitForTimeout(1000)
}

async function path(page: Page): Promise<void> {
  await page.getByRole('button', { name: say('path.pick') }).click()
  await page.waitForTimeout(2000)
}

/** The README's gallery by the names of its files. */
export const gallery = {
  playground: { preset: 'moons-realnvp', seconds: 25, theme: 'light', prepare: path },
  morph: { preset: 'moons-spline', seconds: 25, theme: 'light', prepare: halfway },
  line: { preset: 'peaks-uniform', seconds: 10, theme: 'light' },
  smiley: { preset: 'smiley-spline', seconds: 40, theme: 'dark' },
  classes: { preset: 'pinwheel-conditional', seconds: 30, theme: 'light' },
  ledger: { preset: 'moons-realnvp', seconds: 20, theme: 'light', prepare: closer('ledger') },
  inside: { preset: '8gaussians-spline', seconds: 30, theme: 'dark', prepare: closer('inside') },
  slow: { preset: 'moons-realnvp', seconds: 10, theme: 'light', endless: true, prepare: closer('slowMotion') },
} as const satisfies Readonly<Record<string, Shot>>

export type ShotName = keyof typeof gallery

/** The fragment that opens a shot's experiment. */
export function fragmentOf({ preset, endless = false }: Shot): string {
  const experiment = presets[preset]
  const { optimizer } = experiment
  const link = encodeLink(endless ? { ...experiment, optimizer: { ...optimizer, schedule: 'constant' } } : experiment)
  if (!link.ok) throw new Error(`no link for ${preset}: ${link.reason.key}`)
  return link.value
}
