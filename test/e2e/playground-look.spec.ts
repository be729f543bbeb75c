import type { Page } from '@playwright/test'
import { presets } from '../../src/experiment/presets.ts'
import { pixels, stage } from './picturePage.ts'
import { beyond, button, open, pause } from './playgroundPage.ts'
import { violations } from './support/axe.ts'
import { expect, test } from './support/page.ts'

const moons = { ...presets['moons-realnvp'], run: { ...presets['moons-realnvp'].run, speed: '10' as const } }

const picture = (page: Page, plane: 'x' | 'z') => pixels(page.locator(`.plane-${plane} canvas`).first())

const choice = (page: Page, name: string | RegExp) => page.getByRole('radio', { name, exact: true })

/** Opens the menu, chooses by mouse and closes it. */
async function choose(page: Page, words: string): Promise<void> {
  await button(page, 'view').click()
  await page.locator('.segment', { hasText: words }).click()
  await expect(choice(page, words)).toBeChecked()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

test('points, grid, stretch and density of every stage change what the planes show', async ({ page }) => {
  await open(page, moons)
  await beyond(page, 3)
  await pause(page)
  await stage(page).focus()
  await page.keyboard.press('End')
  const seen = [await picture(page, 'z')]
  for (const words of ['place in z', 'log p(x)', 'z, carried back', 'most stretched length', 'log |det|']) {
    await choose(page, words)
    // What was chosen is drawn in a moment.
    await expect.poll(() => picture(page, 'z'), words).not.toBe(seen.at(-1))
    const now = await picture(page, 'z')
    expect(seen, words).not.toContain(now)
    seen.push(now)
  }
  await expect(page.locator('.plane-z')).toContainText('log |det ∂x/∂z|')
  expect(await violations(page, '.stage')).toEqual([])
  await stage(page).focus()
  await page.keyboard.press('ArrowLeft')
  await expect(page.locator('.plane-z .plane-title')).toContainText('after layer 5 of 6')
  const box = await page.locator('.plane-z canvas').first().boundingBox()
  if (!box) throw new Error('the plane has no place')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 3)
  await expect(page.locator('.plane-z .plane-read-out')).toContainText('per unit area')
})

test('what the pointer or the cursor is over in z is drawn in x', async ({ page }) => {
  await open(page, moons)
  await beyond(page, 3)
  await pause(page)
  await stage(page).focus()
  await page.keyboard.press('End')
  const before = await picture(page, 'x')
  const box = await page.locator('.plane-z canvas').first().boundingBox()
  if (!box) throw new Error('the plane has no place')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await expect.poll(() => picture(page, 'x')).not.toBe(before)
  await page.mouse.move(2, 2)
  await expect.poll(() => picture(page, 'x')).toBe(before)
  await page.getByRole('application', { name: /^Latent plane/ }).focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => picture(page, 'x')).not.toBe(before)
  await expect(page.locator('.plane-z .plane-read-out')).toContainText('per unit area')
  expect(await violations(page, '.stage')).toEqual([])
})

test('one plane turns from x into z, by keys', async ({ page }) => {
  await open(page, moons)
  await beyond(page, 0)
  await button(page, 'view').focus()
  await page.keyboard.press('Enter')
  await choice(page, 'x and z side by side').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Escape')
  await expect(page.locator('.plane')).toHaveCount(1)
  await stage(page).focus()
  await page.keyboard.press('Home')
  await expect(page.locator('.plane-title')).toHaveText('x · data, with the learned density p(x)')
  await page.keyboard.press('End')
  await expect(page.locator('.plane-title')).toHaveText('z · latent, with the base density')
  expect(await violations(page, '.stage')).toEqual([])
})

test('axe finds nothing in the menu, and at 360 px nothing overflows', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await open(page, moons)
  await beyond(page, 0)
  await button(page, 'view').click()
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.locator('.segment', { hasText: 'one that turns' }).click()
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
})
