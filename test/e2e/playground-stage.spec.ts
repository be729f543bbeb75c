import type { Page } from '@playwright/test'
import { presets } from '../../src/experiment/presets.ts'
import { say } from '../../src/words/catalogue.ts'
import { boxOf, dragStage, drawing, glimpse, pixels, stage } from './picturePage.ts'
import { beyond, button, open, pause } from './playgroundPage.ts'
import { violations } from './support/axe.ts'
import { expect, test } from './support/page.ts'

const moons = { ...presets['moons-realnvp'], run: { ...presets['moons-realnvp'].run, speed: '10' as const } }
const last = moons.layers.length
const after = (layer: number): string => say('stage.after', { layer, layers: last })
const atStage = (at: number): string => (at === 0 ? say('stage.x') : at === last ? say('stage.z') : after(at))

const title = (page: Page) => page.locator('.plane-z .plane-title')
const readOut = (page: Page) => page.locator('.plane-z .plane-read-out')
const canvas = (page: Page) => page.locator('.plane-z .plane-canvas')
const chip = (page: Page, part: 'points' | 'density' | 'samples' | 'grid') =>
  page.getByRole('group', { name: say('show.label') }).getByRole('button', { name: say(`show.${part}.label`) })
const density = / per unit area/

async function openPaused(page: Page): Promise<void> {
  await open(page, moons)
  await beyond(page, 3)
  await pause(page)
}

/** Where the slider stands at each frame, until it stands beyond a stage. */
const watchStage = (page: Page, until: number): Promise<readonly number[]> =>
  stage(page).evaluate((input: HTMLInputElement, end) => new Promise<number[]>((resolve) => {
    const seen: number[] = []
    const look = () => {
      if (seen.at(-1) !== input.valueAsNumber) seen.push(input.valueAsNumber)
      if (input.valueAsNumber >= end) resolve(seen)
      else requestAnimationFrame(look)
    }
    look()
  }), until)

const between = (seen: readonly number[], low: number, high: number): number => seen.filter((at) => at > low && at < high).length

test('by mouse: the stage is dragged, each has its density and its contours, the morph plays, and one plane turns', async ({ page }) => {
  await openPaused(page)
  await dragStage(page, [0.2, 2.5 / last], true)
  await expect(stage(page)).toHaveAttribute('aria-valuetext', say('stage.within', { layer: 3, layers: last }))
  await expect(title(page)).toContainText(say('stage.within', { layer: 3, layers: last }))
  const track = await boxOf(page.locator('.stage-track'))
  await page.mouse.move(track.x + (3.03 / last) * track.width, track.y)
  await page.mouse.up()
  // Let go near a layer, it comes to rest there.
  await expect(stage(page)).toHaveValue('3')

  for (const part of ['points', 'grid'] as const) await chip(page, part).click()
  const plane = await boxOf(canvas(page))
  const drawn = new Set<string>()
  for (let at = 1; at <= last; at++) {
    await page.mouse.click(track.x + (at / last) * track.width, track.y + track.height / 2)
    await expect(stage(page)).toHaveAttribute('aria-valuetext', atStage(at))
    await page.mouse.move(plane.x + plane.width / 2, plane.y + plane.height / 2)
    await expect(readOut(page)).toContainText(density)
    const { text, lines, images } = await drawing(page, say('plane.z.name'), 'mouse')
    expect(lines, `contours ${atStage(at)}`).toBeGreaterThan(2)
    expect(images, `heat map ${atStage(at)}`).toBe(1)
    drawn.add(text)
  }
  expect(drawn.size).toBe(last)
  await chip(page, 'density').click()
  await expect(page.locator('.plane-z .density-legend')).toHaveCount(0)
  expect(await drawing(page, say('plane.z.name'), 'mouse')).toMatchObject({ lines: 0, images: 0 })
  for (const part of ['points', 'samples', 'grid'] as const) {
    const before = await pixels(canvas(page))
    await chip(page, part).click()
    await expect(chip(page, part)).toHaveAttribute('aria-pressed', 'true')
    await expect.poll(() => glimpse(canvas(page)), part).not.toBe(before)
  }
  expect(await violations(page, '.stage')).toEqual([])

  await dragStage(page, [4 / last])
  await expect(title(page)).toContainText(after(4))
  const watched = watchStage(page, last)
  await button(page, say('stage.play')).click()
  const seen = await watched
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  for (const layer of [4, 5]) expect(between(seen, layer, layer + 1)).toBeGreaterThan(3)
  await expect.poll(async () => Number(await stage(page).inputValue())).toBeLessThan(last)
  await button(page, say('stage.pause')).click()
  const rested = await stage(page).inputValue()

  await button(page, 'view').click()
  await page.locator('.segment', { hasText: say('look.planes.one') }).click()
  await page.keyboard.press('Escape')
  await expect(page.locator('.plane')).toHaveCount(1)
  expect(await stage(page).inputValue()).toBe(rested)
  await expect(button(page, say('stage.play'))).toBeVisible()
  for (const [share, words] of [
    [0, say('plane.x.title')],
    [2.5 / last, say('plane.between.title', { stage: say('stage.within', { layer: 3, layers: last }) })],
    [1, say('plane.z.title')],
  ] as const) {
    const before = await glimpse(canvas(page))
    await dragStage(page, [share])
    await expect(page.locator('.plane-title')).toHaveText(words)
    await expect.poll(() => glimpse(canvas(page)), words).not.toBe(before)
  }
  expect(await violations(page, '.stage')).toEqual([])
})

test('by keyboard: each stage is a key away and read at a cursor, and the morph is played and stopped', async ({ page }) => {
  await openPaused(page)
  const plane = page.getByRole('application', { name: say('plane.z.use') })
  for (const part of ['points', 'grid'] as const) {
    await chip(page, part).press('Space')
    await expect(chip(page, part)).toHaveAttribute('aria-pressed', 'false')
  }
  await stage(page).press('Home')
  const drawn = new Set<string>()
  for (let at = 1; at <= last; at++) {
    await stage(page).press('ArrowRight')
    await expect(stage(page)).toHaveAttribute('aria-valuetext', atStage(at))
    await expect(readOut(page)).toHaveText(say('plane.z.idle'))
    await plane.press('ArrowUp')
    await expect(readOut(page)).toContainText(density)
    await expect.poll(async () => drawn.has(await glimpse(canvas(page))), atStage(at)).toBe(false)
    drawn.add(await glimpse(canvas(page)))
  }
  // What is told at the cursor is read out.
  await plane.press('ArrowUp')
  const spoken = page.locator('.plane-z [aria-live]')
  await expect(spoken).toContainText(density)
  await expect.poll(async () => await spoken.textContent() === await readOut(page).textContent()).toBe(true)
  expect((await drawing(page, say('plane.z.name'), 'keyboard')).lines).toBeGreaterThan(2)
  await chip(page, 'density').press('Space')
  expect((await drawing(page, say('plane.z.name'), 'keyboard')).lines).toBe(0)

  await stage(page).press('ArrowLeft')
  await stage(page).press('PageDown')
  await expect(title(page)).toContainText(after(4))
  const watched = watchStage(page, 5)
  await button(page, say('stage.play')).press('Enter')
  expect(between(await watched, 4, 5)).toBeGreaterThan(3)
  await stage(page).press('Home')
  await expect(button(page, say('stage.play'))).toBeVisible()
  await expect(stage(page)).toHaveAttribute('aria-valuetext', say('stage.x'))

  await page.emulateMedia({ reducedMotion: 'reduce' })
  const leaps = watchStage(page, 2)
  await button(page, say('stage.play')).press('Space')
  expect(await leaps).toEqual([0, 1, 2])
  await button(page, say('stage.pause')).press('Space')
  await expect(button(page, say('stage.play'))).toBeFocused()
  expect(await violations(page, '.stage')).toEqual([])
})

test('by keyboard: what colours tell, whose grid is straight, how z is stretched, how much is shown', async ({ page }) => {
  await openPaused(page)
  await stage(page).press('End')
  let seen = await pixels(canvas(page))
  for (const [group, option, tells] of [
    ['colouring', 'colouring.latent', say('plane.tint.latent')],
    ['colouring', 'colouring.density', say('plane.tint.density')],
    ['gridFrom', 'gridFrom.z', ''],
    ['stretch', 'stretch.singular', say('plane.legend.singular')],
    ['stretch', 'stretch.logDet', say('plane.legend.logDet')],
    ['detail', 'detail.fine', ''],
  ] as const) {
    await button(page, 'view').press('Enter')
    await page.getByRole('radiogroup', { name: say(`look.${group}.label`) }).getByRole('radio', { checked: true }).press('ArrowRight')
    await expect(page.getByRole('radio', { name: say(`look.${option}`), exact: true })).toBeChecked()
    await page.keyboard.press('Escape')
    await expect(button(page, 'view')).toBeFocused()
    await expect.poll(() => glimpse(canvas(page)), option).not.toBe(seen)
    seen = await pixels(canvas(page))
    await expect(page.locator('.stage')).toContainText(tells)
    // Each has a legend of its own.
    if (option === 'colouring.latent' || option === 'stretch.logDet') expect(await violations(page, '.stage'), option).toEqual([])
  }
  await page.getByRole('application', { name: say('plane.z.use') }).press('ArrowUp')
  await expect(readOut(page)).toContainText(/log \|det ∂x\/∂z\| = −?[\d.]+ nats/)
  await expect(page.locator('.plane-z')).toContainText(/The way back stretches most at z = \(.*log \|det ∂x\/∂z\| = −?[\d.]+ nats/)
  await expect(page.locator('.plane-x')).toContainText('10000 training points')
})
