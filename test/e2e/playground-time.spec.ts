import type { Locator, Page } from '@playwright/test'
import { say } from '../../src/words/catalogue.ts'
import { press, tabTo } from './looking.ts'
import { glimpse, pixels } from './picturePage.ts'
import { beyond, button, endless, open, pause, pauseByKey, quick, soon, status, step } from './playgroundPage.ts'
import { violationsInBoth } from './support/axe.ts'
import { expect, test } from './support/page.ts'

const history = (page: Page): Locator => page.getByRole('slider', { name: say('time.slider') })
const chart = (page: Page): Locator => page.getByRole('slider', { name: say('nll.cursor') })
const line = (page: Page): Locator => page.getByRole('img', { name: say('line.name') })
const nll = (page: Page): Locator => page.getByRole('img', { name: say('nll.name') })
const ghostSwitch = (page: Page): Locator => page.getByRole('switch', { name: 'Show last run in the chart' })
const endlessPeaks = endless(quick)

/** To the first remembered step after the beginning; the longer a run, the further apart they are. */
async function toFirstMemory(page: Page): Promise<number> {
  await press(page, 'Home')
  await expect.poll(() => step(page)).toBe(0)
  await press(page, 'ArrowRight')
  await expect.poll(() => step(page)).toBeGreaterThan(0)
  return step(page)
}

/** The train NLL that the chart tells at a step, as words. */
async function trainAt(page: Page, at: number): Promise<string> {
  await chart(page).focus()
  await page.keyboard.press('Home')
  for (let i = 1; i < at; i++) await page.keyboard.press('ArrowRight')
  return (await chart(page).getAttribute('aria-valuetext')) ?? ''
}

/** Takes so many single steps from the start. */
async function walked(page: Page, count: number): Promise<void> {
  await open(page, { ...endlessPeaks, run: { ...endlessPeaks.run, speed: '1' } })
  await expect(status(page)).toContainText('Playing', soon)
  await pause(page)
  await button(page, 'Reset').click()
  await expect.poll(() => step(page), soon).toBe(0)
  for (let i = 1; i <= count; i++) {
    await button(page, 'Step').click()
    await expect.poll(() => step(page), soon).toBe(i)
  }
}

test('by keyboard: the history is scrubbed, told as the past, and left again', async ({ page }) => {
  await walked(page, 6)
  await history(page).focus()
  await page.keyboard.press('ArrowLeft')
  await expect(history(page)).toHaveAttribute('aria-valuetext', 'step 5 of 6')
  await page.keyboard.press('Home')
  await expect(history(page)).toHaveAttribute('aria-valuetext', 'step 0 of 6')
  await expect(page.getByRole('status').filter({ hasText: 'In the past: step 0 of 6' })).toBeVisible()
  await expect(status(page)).toContainText('Past · step 0')
  expect(await violationsInBoth(page)).toEqual([])
  await page.keyboard.press('End')
  await expect(history(page)).toHaveAttribute('aria-valuetext', 'the present, step 6')
  await expect(status(page)).toContainText('Paused · step 6')
  await page.locator('h1').click()
  await page.keyboard.press(',')
  await expect.poll(() => step(page)).toBe(5)
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => step(page)).toBe(4)
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => step(page)).toBe(5)
  await page.keyboard.press('p')
  await expect(status(page)).toContainText('Paused · step 6')
})

test('by mouse: the history is scrubbed while it plays, left, and played again from the past, with the old run as a ghost', async ({ page }) => {
  await open(page, endlessPeaks)
  await beyond(page, 300)
  const box = await history(page).boundingBox()
  if (!box) throw new Error('the slider is not to be seen')
  const to = (share: number) => page.mouse.move(box.x + share * box.width, box.y + box.height / 2, { steps: 4 })
  await to(0.7)
  await page.mouse.down()
  await expect(status(page)).toContainText('Past')
  const at = await step(page)
  await to(0.05)
  await expect.poll(() => step(page)).toBeLessThan(at)
  await page.mouse.up()
  const early = await step(page)
  await expect(page.locator('.main[data-past]')).toHaveCount(1)
  const before = await pixels(line(page))
  await page.waitForTimeout(500)
  expect(await step(page), 'it rests there').toBe(early)
  await button(page, say('time.present.short')).click()
  await expect(status(page)).toContainText('Paused')
  const present = await step(page)
  expect(present).toBeGreaterThan(at)
  await expect.poll(() => glimpse(line(page))).not.toBe(before)
  await page.mouse.click(box.x + 0.05 * box.width, box.y + box.height / 2)
  await expect(status(page)).toContainText('Past')
  await button(page, 'Play').click()
  await expect(page.locator('.main[data-past]')).toHaveCount(0)
  await pause(page)
  await button(page, 'Runs ▾').click()
  await expect(page.locator('.kept-row')).toContainText(`to step ${present.toLocaleString('en')}`)
  const haunted = await pixels(nll(page))
  await page.locator('.kept-row .switch-track').click()
  await expect(ghostSwitch(page)).not.toBeChecked()
  await expect.poll(() => glimpse(nll(page))).not.toBe(haunted)
})

test('by keyboard: played again from the past and branched there, with the old run as a ghost', async ({ page }) => {
  await open(page, endlessPeaks)
  await beyond(page, 300)
  await pauseByKey(page)
  await history(page).focus()
  await press(page, 'ArrowLeft', 'ArrowLeft')
  await button(page, say('time.present.short')).focus()
  await press(page, 'Enter')
  await expect(status(page)).toContainText('Paused')
  await expect(history(page), 'the focus is where one goes back from').toBeFocused()
  const present = await step(page)
  expect(await toFirstMemory(page)).toBeLessThan(present)
  await tabTo(page, button(page, 'Play'), 2)
  await press(page, 'Enter')
  await expect(page.locator('.main[data-past]')).toHaveCount(0)
  await expect(status(page)).toContainText('Playing')
  await press(page, 'Enter')
  await expect(status(page)).toContainText('Paused')

  await history(page).focus()
  const at = await toFirstMemory(page)
  await page.getByRole('button', { name: /^Adam/ }).focus()
  await press(page, 'Enter')
  await page.getByRole('textbox', { name: 'learning rate' }).focus()
  await press(page, 'ControlOrMeta+a', '0', '.', '0', '2', 'Enter', 'Escape')
  await expect(page.getByText(`Changed at step ${at}`)).toBeVisible()
  await expect(status(page)).toContainText(`Paused · step ${at}`)
  await button(page, 'Runs ▾').focus()
  await press(page, 'Enter')
  await expect(page.getByRole('textbox', { name: 'Name of last run' })).toBeVisible()
  expect(await violationsInBoth(page, '.popover')).toEqual([])
  const haunted = await pixels(nll(page))
  await ghostSwitch(page).focus()
  await press(page, 'Space')
  await expect.poll(() => glimpse(nll(page))).not.toBe(haunted)
  await press(page, 'Escape')
  expect(await violationsInBoth(page, '.transport')).toEqual([])
})

test('played again from the past, the run takes the same curve', async ({ page }) => {
  await walked(page, 8)
  const before = await trainAt(page, 7)
  await history(page).focus()
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowLeft')
  await expect.poll(() => step(page), soon).toBe(3)
  for (let i = 4; i <= 8; i++) {
    await button(page, 'Step').click()
    await expect.poll(() => step(page), soon).toBe(i)
  }
  expect(await trainAt(page, 7)).toBe(before)
})

test('by mouse: a change branches from the past, with the old run as a ghost', async ({ page }) => {
  await open(page, endlessPeaks)
  await beyond(page, 300)
  await pause(page)
  await history(page).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  const at = await step(page)
  expect(at).toBeGreaterThan(0)
  await page.getByRole('button', { name: /^Adam/ }).click()
  await page.getByRole('textbox', { name: 'learning rate' }).fill('0.02')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(status(page)).toContainText(`Paused · step ${at}`)
  await expect(page.getByText(`Changed at step ${at}`)).toBeVisible()
  await button(page, 'Runs ▾').click()
  await expect(page.getByRole('textbox', { name: 'Name of last run' })).toBeVisible()
})
