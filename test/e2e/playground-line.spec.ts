import type { Locator, Page } from '@playwright/test'
import { presets } from '../../src/experiment/presets.ts'
import { say } from '../../src/words/catalogue.ts'
import { boxOf, drawing, dragStage, glimpse, stage, type Drawing } from './picturePage.ts'
import { beyond, button, open, pause, soon } from './playgroundPage.ts'
import { violations } from './support/axe.ts'
import { expect, test } from './support/page.ts'

/** Two layers, a CDF and an inverse CDF: each has a curve, and there is a stage between. */
const composed = { ...presets['peaks-composition'], run: { ...presets['peaks-composition'].run, speed: '10' as const } }

const cursor = (page: Page): Locator => page.getByRole('slider', { name: say('line.cursor') })
const caption = (page: Page): Locator => page.locator('.line-picture .picture-caption')
const ideal = (page: Page): Locator => page.getByRole('button', { name: new RegExp(say('line.ideal.label')) })
const chips = (page: Page): Locator => page.locator('.anchor-chip')
const cdf = (page: Page): Locator => page.locator('.cdf-canvas')

interface Reading {
  readonly x: number
  readonly z: number
  readonly p: number
  readonly share: number
}

/** What the picture says at the cursor or under the pointer: x, its image so far, p(x), F(x). */
async function read(page: Page): Promise<Reading> {
  const text = (await caption(page).textContent()) ?? ''
  const [x = NaN, z = NaN, p = NaN, share = NaN] = [...text.replaceAll('−', '-').matchAll(/-?\d+(\.\d+)?(e-?\d+)?/g)].map(([number]) => Number(number))
  return { x, z, p, share }
}

/** Pixels² of the slices in each colour, those under p(x) and those under the density beside it: shaded and light ones take turns. */
function slicesOf({ areas }: Drawing): readonly (readonly number[])[] {
  const slices = new Map<string, number[]>()
  for (const [kind, found] of Object.entries(areas)) {
    const [, colour = ''] = /^(.*) 0\.(?:3|12)$/.exec(kind) ?? []
    if (found.length === 5) slices.set(colour, [...(slices.get(colour) ?? []), ...found])
  }
  return [...slices.values()].filter(({ length }) => length === 10)
}

/** What is drawn at a stage: the names of curves, histograms, and slices of equal mass below and beside. */
function expectWhole(drawn: Drawing, atZ: boolean): void {
  const { words } = drawn
  for (const key of ['line.learned', 'line.points', 'line.density', atZ ? 'line.base' : 'line.pushed', atZ ? 'line.curve' : 'line.curve.part'] as const) expect(words).toContain(say(key))
  expect(words).toContain(say('line.slices', { count: 10 }))
  const slices = slicesOf(drawn)
  expect(slices, 'below and beside').toHaveLength(2)
  for (const side of slices) for (const area of side) expect(area / (side[0] ?? NaN)).toBeCloseTo(1, 1)
}

async function openPaused(page: Page): Promise<void> {
  await open(page, composed)
  await beyond(page, 3)
  await pause(page)
}

test('by mouse: densities, histograms, slices and curves of each stage on the line are read, f is held against its end, and samples fall', async ({ page }) => {
  await openPaused(page)
  const box = await boxOf(page.locator('.line-canvas'))
  const hover = (share: number) => page.mouse.move(box.x + share * box.width, box.y + 0.8 * box.height)
  const readAt = async (share: number, words: string) => {
    const before = (await caption(page).textContent()) ?? ''
    await hover(share)
    await expect(caption(page)).not.toHaveText(before)
    await expect(caption(page)).toContainText(words)
    return read(page)
  }
  await button(page, say('cdf.drop')).click()
  await dragStage(page, [0.5])
  await expect(stage(page)).toHaveAttribute('aria-valuetext', say('stage.after', { layer: 1, layers: 2 }))
  const [left, right] = [await readAt(0.5, 'so far'), await readAt(0.75, 'so far')]
  // The first layer is a CDF: increasing, into (0, 1).
  expect(left.z).toBeGreaterThan(0)
  expect(right.z).toBeGreaterThan(left.z)
  expect(right.z).toBeLessThan(1)
  expect(right.share).toBeGreaterThan(left.share)
  expectWhole(await drawing(page, say('line.name'), 'mouse'), false)
  await dragStage(page, [1])
  const whole = await readAt(0.75, 'z = ')
  // Another curve, the same x with the same density.
  expect(whole).toMatchObject({ x: right.x, p: right.p, share: right.share })
  expect(Math.abs(whole.z - right.z)).toBeGreaterThan(0.01)
  const plain = await drawing(page, say('line.name'), 'mouse')
  expectWhole(plain, true)
  expect(plain.words).not.toContain(say('line.ideal'))
  await ideal(page).click()
  const held = await drawing(page, say('line.name'), 'mouse')
  expect(held.words).toContain(say('line.ideal'))
  expect(held.dashed).toBe(plain.dashed + 1)

  for (const share of [0.5, 0.75]) await page.mouse.click(box.x + share * box.width, box.y + 0.8 * box.height)
  await expect(chips(page)).toHaveText(['A', 'B'])
  expect(await violations(page, '.stage')).toEqual([])
  await expect(page.getByText(/\d+ samples have fallen through the inverse/)).toBeAttached(soon)
  const drawn = await glimpse(cdf(page))
  await expect.poll(() => glimpse(cdf(page)), 'samples fall').not.toBe(drawn)
  await button(page, say('cdf.drop.stop')).click()
  await expect(button(page, say('cdf.drop'))).toBeVisible()

  await page.locator('.path-canvas').scrollIntoViewIfNeeded()
  await expect(page.locator('.card-path .picture-caption')).toContainText('A → B', soon)
})

test('by keyboard: the same on the line', async ({ page }) => {
  await openPaused(page)
  await stage(page).press('Home')
  const words = () => cursor(page).getAttribute('aria-valuetext')
  const stages: Reading[] = []
  await cursor(page).press('Shift+ArrowRight')
  for (const at of [0, 1, 2]) {
    const before = stages.at(-1)
    await expect.poll(async () => (await read(page)).z).not.toBe(before?.z ?? NaN)
    await expect(caption(page)).toContainText(at === 2 ? 'z = ' : 'so far')
    // Who comes back to the cursor is told what is drawn now.
    await stage(page).focus()
    await cursor(page).focus()
    expect(await words()).toBe(await caption(page).textContent())
    stages.push(await read(page))
    await stage(page).press('ArrowRight')
  }
  const [atX, between, atZ] = stages
  if (!atX || !between || !atZ) throw new Error('three stages were read')
  expect(atX.z).toBeCloseTo(atX.x, 2)
  for (const { x, p, share } of [between, atZ]) expect([x, p, share]).toEqual([atX.x, atX.p, atX.share])
  expect(new Set([atX.z, between.z, atZ.z]).size).toBe(3)
  await cursor(page).press('ArrowRight')
  expect((await read(page)).share).toBeGreaterThan(atZ.share)

  await ideal(page).press('Space')
  await expect(ideal(page)).toHaveAttribute('aria-pressed', 'true')
  const held = await drawing(page, say('line.name'), 'keyboard')
  expectWhole(held, true)
  expect(held.words).toContain(say('line.ideal'))
  await cursor(page).press('Enter')
  await cursor(page).press('Shift+ArrowLeft')
  await cursor(page).press('Enter')
  await expect(chips(page)).toHaveText(['A', 'B'])

  const dry = await glimpse(cdf(page))
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await button(page, say('cdf.drop')).press('Space')
  // Where motion is not wanted, all have fallen.
  await expect.poll(() => glimpse(cdf(page))).not.toBe(dry)
  await expect(button(page, say('cdf.drop'))).toBeFocused()
  expect(await violations(page, '.stage')).toEqual([])
  await expect(page.getByText('400 samples have fallen through the inverse')).toBeAttached()
})
