import type { Locator, Page } from '@playwright/test'
import { presets } from '../../src/experiment/presets.ts'
import { say } from '../../src/words/catalogue.ts'
import { boxOf, drawing } from './picturePage.ts'
import { beyond, button, endless, open, soon } from './playgroundPage.ts'
import { violations } from './support/axe.ts'
import { expect, test } from './support/page.ts'

const moons = endless(presets['moons-realnvp'])
const card = (page: Page): Locator => page.locator('.card-path')
const chips = (page: Page): Locator => page.getByRole('list', { name: say('path.anchors') }).locator('.anchor-chip')
const plane = (page: Page): Locator => page.locator('.plane-x .plane-field')
const traveller = (page: Page): Locator => page.getByRole('slider', { name: say('path.travel') })

const numbersIn = (text: string | null): readonly number[] => [...(text ?? '').replaceAll('−', '-').matchAll(/-?\d+\.\d+/g)].map(Number)

/** Where an anchor lies, as its chip tells. */
async function placeOf(page: Page, index: number): Promise<readonly [number, number]> {
  const [first = NaN, second = NaN] = numbersIn(await chips(page).nth(index).getAttribute('aria-label'))
  return [first, second]
}

/** From a place of x to pixels of the page, found by reading the plane under the pointer at two pixels. */
async function pixels(page: Page): Promise<(place: readonly [number, number]) => readonly [number, number]> {
  // Until the run has begun, the page still grows.
  await beyond(page, 0)
  await plane(page).scrollIntoViewIfNeeded()
  const box = await plane(page).boundingBox()
  if (!box) throw new Error('the plane is not to be seen')
  const read = async () => numbersIn(await page.locator('.plane-x .plane-read-out').textContent())
  const [left, top, right, bottom] = [box.x + 0.25 * box.width, box.y + 0.2 * box.height, box.x + 0.75 * box.width, box.y + 0.7 * box.height]
  await page.mouse.move(left, top)
  await expect(page.locator('.plane-x .plane-read-out')).toContainText('x = (', soon)
  const [x1 = NaN, y1 = NaN] = await read()
  await page.mouse.move(right, bottom)
  await expect.poll(async () => (await read())[0], soon).toBeGreaterThan(x1)
  const [x2 = NaN, y2 = NaN] = await read()
  return ([x, y]) => [left + ((x - x1) / (x2 - x1)) * (right - left), top + ((y - y1) / (y2 - y1)) * (bottom - top)]
}

test('by mouse: a path through three points, dragged, round and closed, travelled round, and taken away', async ({ page }) => {
  await open(page, moons)
  const at = await pixels(page)
  for (const place of [[-0.9, 0.4], [0, 1], [1, -0.5]] as const) await page.mouse.click(...at(place))
  await expect(chips(page)).toHaveText(['A', 'B', 'C'])
  const before = await placeOf(page, 1)
  await page.mouse.move(...at(before))
  await page.mouse.down()
  await page.mouse.move(...at([0.5, 0.5]), { steps: 5 })
  await page.mouse.up()
  await expect(chips(page)).toHaveText(['A', 'B', 'C'])
  const [x, y] = await placeOf(page, 1)
  expect(Math.hypot(x - 0.5, y - 0.5)).toBeLessThan(0.1)
  await button(page, 'Path ▾').click()
  await page.getByText(say('path.shape.round'), { exact: true }).click()
  await page.getByText(say('path.loop'), { exact: true }).click()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(card(page)).toContainText('round in z', soon)
  const track = await boxOf(page.locator('.travel-track'))
  await page.locator('.travel-thumb').hover()
  await page.mouse.down()
  await page.mouse.move(track.x + 0.5 * track.width, track.y, { steps: 4 })
  await expect(card(page).locator('.picture-caption')).toContainText('B → C', soon)
  await page.mouse.move(track.x + 0.97 * track.width, track.y, { steps: 4 })
  await page.mouse.up()
  await expect(card(page).locator('.picture-caption')).toContainText('C → A', soon)
  await button(page, say('path.play')).click()
  await expect(card(page).locator('.picture-caption')).toContainText('A → B', soon)
  await button(page, say('path.pause')).click()
  await button(page, say('path.anchor.remove', { letter: 'A' })).click()
  await expect(chips(page)).toHaveText(['A', 'B'])
  expect((await placeOf(page, 0))[0]).toBeCloseTo(x, 2)
  await button(page, say('path.clear')).click()
  await expect(chips(page)).toHaveCount(0)
  await button(page, say('path.pick')).click()
  await expect(chips(page)).toHaveText(['A', 'B'])
  const picked = await placeOf(page, 1)
  await button(page, 'Path ▾').click()
  await button(page, say('path.parts')).click()
  await page.keyboard.press('Escape')
  await expect(chips(page)).toHaveText(['A', 'B'])
  expect(await placeOf(page, 1)).not.toEqual(picked)
})

test('by keyboard: points are picked, moved and removed, and a walk leads through the parts', async ({ page }) => {
  await open(page, moons)
  await expect(page.locator('.plane-x')).toContainText('2000', soon)
  await plane(page).focus()
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  await press('Enter', 'Enter')
  await expect(chips(page)).toHaveText(['A'])
  await press('Shift+ArrowRight', 'Shift+ArrowRight', 'Enter', 'Shift+ArrowUp', 'Shift+ArrowUp', 'Enter')
  await expect(chips(page)).toHaveText(['A', 'B', 'C'])
  await chips(page).nth(2).focus()
  const [x, y] = await placeOf(page, 2)
  await press('ArrowLeft')
  const [near, level] = await placeOf(page, 2)
  await press('Shift+ArrowLeft')
  const [far] = await placeOf(page, 2)
  expect(level).toBe(y)
  expect(x - near).toBeGreaterThan(0.01)
  expect((near - far) / (x - near)).toBeGreaterThan(5)
  await press('Delete')
  await expect(chips(page)).toHaveText(['A', 'B'])
  await expect(chips(page).nth(1)).toBeFocused()
  await press('Delete')
  await expect(card(page)).toContainText(say('path.waiting'))
  await button(page, say('path.parts')).focus()
  await press('Enter')
  await expect(chips(page)).toHaveText(['A', 'B'])
  expect(await violations(page, '.card-path')).toEqual([])
  await expect.poll(() => page.url(), soon).toContain('#')
  await page.reload()
  await expect(chips(page)).toHaveText(['A', 'B'])
})

test('by keyboard: the path is made round and closed, travelled, scrubbed and cleared', async ({ page }) => {
  await open(page, { ...moons, anchors: [[0, 1], [1, -0.5]] })
  const caption = card(page).locator('.picture-caption')
  /** log p(x) on the way through z, and on the straight way through x. */
  const both = async () => numbersIn(await caption.textContent())
  await expect(caption).toContainText('in z', soon)
  await traveller(page).press('Home')
  await expect(caption).toContainText('A → B, 0 %', soon)
  // At an anchor the two ways are at one place.
  const [first, same] = await both()
  expect(first).toBeCloseTo(same ?? NaN, 1)
  await traveller(page).press('PageUp')
  await expect(traveller(page)).toHaveValue('0.1')
  await expect(caption).toContainText('A → B, 10 %')

  await button(page, 'Path ▾').press('Enter')
  await page.getByRole('radio', { name: say('path.shape.straight') }).press('ArrowRight')
  await page.getByRole('switch', { name: say('path.loop') }).press('Space')
  await page.keyboard.press('Escape')
  await expect(button(page, 'Path ▾')).toBeFocused()
  await traveller(page).press('End')
  await expect(caption).toContainText('B → A, 100 %', soon)
  expect((await drawing(page, say('path.name'), 'keyboard')).words).toContain(say('path.latent', { shape: 'round' }))
  await button(page, say('path.play')).press('Enter')
  await expect(caption).toContainText('A → B')
  await button(page, say('path.pause')).press('Space')
  const rested = await traveller(page).inputValue()
  await expect(button(page, say('path.play'))).toBeFocused()
  await expect(card(page)).toContainText('round in z')
  expect(await traveller(page).inputValue()).toBe(rested)
  expect(await violations(page, '.card-path')).toEqual([])
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await traveller(page).press('Home')
  await button(page, say('path.stride')).press('Enter')
  await expect(traveller(page)).toHaveValue('0.1')
  await button(page, say('path.clear')).press('Enter')
  await expect(chips(page)).toHaveCount(0)
  // The focus stays in the picture, whatever button goes.
  await expect(button(page, say('path.pick'))).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(chips(page)).toHaveText(['A', 'B'])
  await expect(button(page, say('path.stride'))).toBeFocused()
  await chips(page).nth(0).focus()
  await page.keyboard.press('Delete')
  await page.keyboard.press('Delete')
  await expect(button(page, say('path.pick'))).toBeFocused()
})

test.describe('by finger', () => {
  test.use({ hasTouch: true, viewport: { width: 360, height: 740 } })

  test('a point is dragged, and the page does not scroll', async ({ page }) => {
    await open(page, { ...moons, anchors: [[0, 1], [1, -0.5]] })
    const at = await pixels(page)
    const [from, to] = [at([0, 1]), at([0.5, 0.5])]
    const scrolled = await page.evaluate(() => scrollY)
    const client = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', place?: readonly [number, number]) =>
      client.send('Input.dispatchTouchEvent', { type, touchPoints: place ? [{ x: place[0], y: place[1] }] : [] })
    await touch('touchStart', from)
    for (let i = 1; i <= 8; i++) await touch('touchMove', [from[0] + ((to[0] - from[0]) * i) / 8, from[1] + ((to[1] - from[1]) * i) / 8])
    await touch('touchEnd')
    await expect.poll(async () => Math.hypot(...(await placeOf(page, 0)).map((value) => value - 0.5)), soon).toBeLessThan(0.15)
    expect(await page.evaluate(() => scrollY)).toBe(scrolled)
    await expect(chips(page)).toHaveText(['A', 'B'])
  })
})
