import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { presets } from '../../src/experiment/presets.ts'
import { say } from '../../src/words/catalogue.ts'
import { beyond, button, endless, open, pause, quick, soon, status, step } from './playgroundPage.ts'
import { expect, test } from './support/page.ts'

const history = (page: Page): Locator => page.getByRole('slider', { name: say('time.slider') })
const chart = (page: Page): Locator => page.getByRole('slider', { name: say('nll.cursor') })
const endlessPeaks = endless(quick)

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

async function axe(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`))
}

test('the history is scrubbed by key, told as the past, and left again', async ({ page }) => {
  await walked(page, 6)
  await history(page).focus()
  await page.keyboard.press('ArrowLeft')
  await expect(history(page)).toHaveAttribute('aria-valuetext', 'step 5 of 6')
  await page.keyboard.press('Home')
  await expect(history(page)).toHaveAttribute('aria-valuetext', 'step 0 of 6')
  await expect(page.getByRole('status').filter({ hasText: 'In the past: step 0 of 6' })).toBeVisible()
  await expect(status(page)).toContainText('Past · step 0')
  expect(await axe(page)).toEqual([])
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

test('the history is scrubbed by mouse while it plays, and rests there', async ({ page }) => {
  await open(page, endless(presets['moons-realnvp']))
  await beyond(page, 40)
  const box = await history(page).boundingBox()
  if (!box) throw new Error('the slider is not to be seen')
  await page.mouse.click(box.x + 0.3 * box.width, box.y + box.height / 2)
  await expect(status(page)).toContainText('Past')
  const at = await step(page)
  await expect.poll(() => page.locator('.main[data-past]').count()).toBe(1)
  await page.waitForTimeout(500)
  expect(await step(page)).toBe(at)
  await button(page, say('time.present.short')).click()
  await expect(status(page)).toContainText('Paused')
  expect(await step(page)).toBeGreaterThan(at)
})

test('played again from the past, the run takes the same curve and leaves its ghost', async ({ page }) => {
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

test('a change branches from the past, with the old run as a ghost', async ({ page }) => {
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

test('runs are kept, named, hidden, compared and removed', async ({ page }) => {
  await open(page, endlessPeaks)
  await beyond(page, 60)
  await button(page, 'Runs ▾').press('Enter')
  await button(page, say('kept.keep')).press('Enter')
  const name = page.getByRole('textbox', { name: 'Name of run 1' })
  await name.fill('first try')
  await name.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Name of first try' })).toBeVisible()
  expect(await axe(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: say('lens.runs') }).click()
  await expect(page.getByRole('radio', { name: 'first try' })).toBeChecked()
  await expect(page.getByRole('row', { name: /probability placed differently/ })).toContainText(/\d %/, soon)
  await expect(page.getByRole('img', { name: 'A − B, difference of the densities' })).toBeVisible()
  expect(await axe(page)).toEqual([])
  await button(page, 'Runs ▾').click()
  await page.getByRole('switch', { name: 'Show first try in the chart' }).press('Space')
  await button(page, 'Remove first try').click()
  await expect(page.getByText(say('kept.none'))).toBeVisible()
})

test('the chart tells bits per dimension, zooms by mouse and by key, and is saved as CSV', async ({ page }) => {
  await open(page, endless(presets['moons-realnvp']))
  await beyond(page, 40)
  await pause(page)
  await chart(page).press('End')
  const nats = Number(/train (−?[\d.]+)/.exec((await chart(page).getAttribute('aria-valuetext')) ?? '')?.[1]?.replace('−', '-'))
  await button(page, 'Chart ▾').click()
  await page.getByRole('radio', { name: say('nll.unit.bits') }).check({ force: true })
  const saving = page.waitForEvent('download')
  await button(page, say('nll.csv')).click()
  const saved = await saving
  expect(saved.suggestedFilename()).toMatch(/-nll-step-\d+\.csv$/)
  const lines = readFileSync(await saved.path(), 'utf8').trim().split('\n')
  expect(lines[0]).toBe('step,train_nll_nats,test_nll_nats,test_standard_error_nats')
  expect(lines.at(-1)?.split(',')[0]).toBe(String(await step(page)))
  await page.keyboard.press('Escape')
  await expect(chart(page)).toHaveAttribute('aria-valuetext', /bits per dimension/)
  const bits = Number(/train (−?[\d.]+)/.exec((await chart(page).getAttribute('aria-valuetext')) ?? '')?.[1]?.replace('−', '-'))
  expect(bits).toBeCloseTo(nats / (2 * Math.LN2), 2)
  await chart(page).focus()
  await page.keyboard.press('End')
  await page.keyboard.press('+')
  await page.keyboard.press('Home')
  const first = async () => Number(/step (\d+)/.exec((await chart(page).getAttribute('aria-valuetext')) ?? '')?.[1])
  expect(await first()).toBeGreaterThan(1)
  await page.keyboard.press('0')
  await page.keyboard.press('Home')
  expect(await first()).toBe(1)
  const box = await chart(page).boundingBox()
  if (!box) throw new Error('the chart is not to be seen')
  await page.mouse.move(box.x + 0.4 * box.width, box.y + 40)
  await page.mouse.down()
  await page.mouse.move(box.x + 0.7 * box.width, box.y + 40, { steps: 4 })
  await page.mouse.up()
  await chart(page).focus()
  await page.keyboard.press('Home')
  expect(await first()).toBeGreaterThan(5)
  await chart(page).dblclick()
  await page.keyboard.press('Home')
  expect(await first()).toBe(1)
})
