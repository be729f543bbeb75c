import type { Locator, Page } from '@playwright/test'
import { presets } from '../../src/experiment/presets.ts'
import { say } from '../../src/words/catalogue.ts'
import { numbersIn, press, tabTo } from './looking.ts'
import { glimpse, pixels } from './picturePage.ts'
import { beyond, endless, open, soon, status, step } from './playgroundPage.ts'
import { violationsInBoth } from './support/axe.ts'
import { expect, test } from './support/page.ts'

const moons = { ...endless(presets['moons-realnvp']), run: { ...presets['moons-realnvp'].run, speed: '1' } } as const
const names = ['batch', 'forward', 'logDet', 'loss', 'gradient', 'update'] as const
type Name = (typeof names)[number]

const tab = (page: Page): Locator => page.getByRole('tab', { name: say('lens.slowMotion') })
const moment = (page: Page): Locator => page.locator('.slow-moments [aria-current=step]')
const words = (page: Page): Locator => page.getByRole('list').locator('.slow-words')
const canvas = (page: Page): Locator => page.getByRole('img', { name: say('slow.name') })
const button = (page: Page, name: string): Locator => page.getByRole('tabpanel').getByRole('button', { name, exact: true })
const label = (name: Name) => say(`slow.${name}.label`)

/** Decimals that the held moment tells. */
const told = async (page: Page): Promise<readonly number[]> => numbersIn(((await words(page).textContent()) ?? '').replaceAll('−', '-').match(/-?\d+\.\d+/g)?.join(' ') ?? '')

/** Holds every moment in turn by `go`, and tells its numbers; each must be named, explained and drawn anew. */
async function leafThrough(page: Page, go: (name: Name) => Promise<void>): Promise<Readonly<Record<Name, readonly number[]>>> {
  const numbers: [Name, readonly number[]][] = []
  const seen: string[] = []
  for (const name of names) {
    await go(name)
    await expect(moment(page)).toContainText(label(name))
    await expect(page.locator('.slow-picture figcaption')).toContainText(say(`slow.${name}.caption`))
    await expect.poll(async () => seen.includes(await glimpse(canvas(page))), label(name)).toBe(false)
    seen.push(await glimpse(canvas(page)))
    numbers.push([name, await told(page)])
  }
  return Object.fromEntries(numbers) as Record<Name, readonly number[]>
}

/** The moments tell one story: the loss is what the log-dets and the base make of it, and the step changes it. */
function expectOneStory({ logDet, loss, update }: Readonly<Record<Name, readonly number[]>>): void {
  const [base = NaN, collected = NaN, value = NaN] = loss
  expect(collected).toBe(logDet[0])
  expect(Math.abs(base + collected + value)).toBeLessThan(0.002)
  expect(update[1]).toBe(value)
  expect(update[0]).not.toBe(value)
}

test('by mouse: a step plays by itself, is held, leafed through and played on', async ({ page }) => {
  await open(page, moons)
  await beyond(page, 0)
  await tab(page).click()
  await button(page, say('slow.begin')).click()
  await expect(status(page)).toContainText('Paused')
  await expect(moment(page)).toContainText(label('batch'), soon)
  await expect(words(page)).toContainText(`${moons.optimizer.batch} points are drawn`)
  await canvas(page).scrollIntoViewIfNeeded()
  // It plays: the batch moves on towards z.
  await expect(moment(page)).toContainText(label('forward'), { timeout: 5_000 })
  await button(page, say('slow.hold')).click()
  const held = await pixels(canvas(page))
  await page.waitForTimeout(300)
  expect(await glimpse(canvas(page)), 'held, it rests').toBe(held)
  await button(page, say('slow.play')).click()
  await expect.poll(() => glimpse(canvas(page)), 'played on, it moves').not.toBe(held)
  await button(page, label('batch')).click()
  expectOneStory(await leafThrough(page, async (name) => {
    if (name !== 'batch') await button(page, say('slow.next')).click()
  }))
  await expect(button(page, say('slow.next'))).toBeDisabled()
  await button(page, say('slow.back')).click()
  await expect(moment(page)).toContainText(label('gradient'))
  await expect(page.getByRole('region', { name: say('slow.norms') }).getByRole('listitem')).toHaveCount(moons.layers.length)
  expect(await violationsInBoth(page, '.lens')).toEqual([])
  const taken = await step(page)
  await button(page, say('slow.another')).click()
  await expect.poll(() => step(page), soon).toBe(taken + 1)
  await expect(page.getByRole('heading', { name: say('slow.step', { step: taken + 1 }) })).toBeVisible()
})

test('by keyboard: a step is taken, and the focus stays among its buttons, whatever they do', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await open(page, moons)
  await beyond(page, 0)
  await page.getByRole('tab', { name: say('lens.ledger') }).focus()
  await press(page, 'ArrowRight', 'ArrowRight')
  await expect(tab(page)).toHaveAttribute('aria-selected', 'true')
  await tabTo(page, button(page, say('slow.begin')), 3)
  expect(await violationsInBoth(page, '.lens')).toEqual([])
  await press(page, 'Enter')
  await expect(moment(page)).toContainText(label('batch'), soon)
  // Without motion nothing plays by itself.
  await expect(button(page, say('slow.play'))).toBeVisible()
  const inside = page.locator('.slow-parts :focus')
  await expect(inside).toHaveCount(1)
  await button(page, label('batch')).focus()
  expectOneStory(await leafThrough(page, async (name) => {
    if (name !== 'batch') await tabTo(page, button(page, label(name)), 1)
    await press(page, 'Enter')
  }))
  expect(await violationsInBoth(page, '.lens')).toEqual([])
  await button(page, say('slow.back')).focus()
  for (const name of ['gradient', 'loss', 'logDet', 'forward', 'batch'] as const) {
    await press(page, 'Space')
    await expect(moment(page)).toContainText(label(name))
  }
  // What cannot go further back is left with the focus near it.
  await expect(inside).toHaveCount(1)
  await button(page, say('slow.another')).focus()
  const taken = await step(page)
  for (const by of [1, 2]) {
    await press(page, 'Enter')
    await expect.poll(() => step(page), soon).toBe(taken + by)
    await expect(page.getByRole('heading', { name: say('slow.step', { step: taken + by }) })).toBeVisible()
    await expect(button(page, say('slow.another'))).toBeFocused()
  }
})
