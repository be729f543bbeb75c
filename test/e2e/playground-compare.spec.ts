import type { Locator, Page } from '@playwright/test'
import { presets } from '../../src/experiment/presets.ts'
import { mostKept } from '../../src/store/kept.ts'
import { say } from '../../src/words/catalogue.ts'
import { changed, numbersIn, press, tabTo } from './looking.ts'
import { pixels } from './picturePage.ts'
import { beyond, button, endless, open, pause, pauseByKey, quick, soon, step } from './playgroundPage.ts'
import { violationsInBoth } from './support/axe.ts'
import { expect, test } from './support/page.ts'

const moons = endless(presets['moons-realnvp'])
const tab = (page: Page): Locator => page.getByRole('tab', { name: say('lens.runs') })
const image = (page: Page, name: string): Locator => page.getByRole('img', { name, exact: true })
const cells = (page: Page, row: 'step' | 'seed' | 'parameters' | 'test' | 'moved' | 'gap'): Locator =>
  page.locator('.runs-table').getByRole('row').filter({ has: page.getByRole('rowheader', { name: say(`runs.row.${row}`), exact: true }) }).getByRole('cell')
const numbers = async (page: Page, row: Parameters<typeof cells>[1]) => (await cells(page, row).allTextContents()).map((text) => numbersIn(text.replaceAll(',', ''))[0] ?? NaN)
const moved = async (page: Page): Promise<number> => (await numbers(page, 'moved'))[2] ?? NaN
const difference = (page: Page): Locator => image(page, say('runs.difference'))
const nameOf = (page: Page, name: string): Locator => page.getByRole('textbox', { name: say('kept.rename', { name }) })

test('by mouse: a run is kept, trained on from, and told apart by density, by NLL and in numbers', async ({ page }) => {
  // Slowly at first: at full speed it may have learned all before it is kept.
  await open(page, { ...moons, run: { ...moons.run, speed: '10' } })
  await beyond(page, 30)
  await pause(page)
  await page.getByRole('slider', { name: say('app.speed') }).press('End')
  const kept = await step(page)
  await tab(page).click()
  await expect(page.getByText(say('runs.none'))).toBeVisible()
  await page.getByRole('tabpanel').getByRole('button', { name: say('kept.keep') }).click()
  await page.locator('.runs-parts').scrollIntoViewIfNeeded()
  // A run is no different from itself.
  await expect.poll(() => moved(page), soon).toBe(0)
  expect((await numbers(page, 'step')).slice(0, 2)).toEqual([kept, kept])
  const [same, curves] = [await pixels(difference(page)), await pixels(image(page, say('runs.nll')))]
  await button(page, 'Play').click()
  await beyond(page, kept + 150)
  await pause(page)
  await page.locator('.runs-parts').scrollIntoViewIfNeeded()
  await expect.poll(() => moved(page), soon).toBeGreaterThan(1)
  await changed(difference(page), same)
  await changed(image(page, say('runs.nll')), curves)
  // Both on the same axes and the same scale: two flows, two pictures.
  expect(await pixels(image(page, say('runs.one')))).not.toBe(await pixels(image(page, say('runs.other', { name: 'run 1' }))))
  const [now = NaN, then = NaN, gap = NaN] = await numbers(page, 'test')
  expect(Math.abs(now - then - gap)).toBeLessThan(0.002)
  expect(gap).toBeLessThan(0)
  const [a, b] = await numbers(page, 'seed')
  expect(a).toBe(b)
  await expect(page.getByRole('tabpanel')).toContainText(`The present run and run 1 place ${(await moved(page)).toFixed(1)} % of their probability differently.`)
  expect(await violationsInBoth(page, '.lens')).toEqual([])

  const past = await step(page)
  await button(page, 'New seed').click()
  await expect(button(page, 'Pause').or(button(page, 'Play'))).toBeVisible()
  const ghost = page.getByRole('radio', { name: say('kept.ghost') })
  await page.getByText(say('kept.ghost'), { exact: true }).click()
  await expect(ghost).toBeChecked()
  await expect.poll(async () => (await numbers(page, 'step'))[1]).toBe(past)
  const [present, other] = await numbers(page, 'seed')
  expect(present).toBe((other ?? NaN) + 1)
})

test('by keyboard: eight runs are kept, named, hidden, chosen and removed', async ({ page }) => {
  await open(page, endless(quick))
  await beyond(page, 60)
  await pauseByKey(page)
  const chart = image(page, say('nll.name'))
  const bare = await pixels(chart)
  await page.getByRole('tab', { name: say('lens.ledger') }).focus()
  await press(page, 'ArrowLeft')
  await expect(tab(page)).toHaveAttribute('aria-selected', 'true')
  await tabTo(page, page.getByRole('tabpanel').getByRole('button', { name: say('kept.keep') }), 2)
  await press(page, 'Enter')
  const choice = page.getByRole('radiogroup', { name: say('runs.choice') })
  await expect(choice.getByRole('radio', { name: 'run 1' }), 'what comes in place of the button').toBeFocused()
  await button(page, 'Runs ▾').focus()
  await press(page, 'Enter')
  const dialog = page.getByRole('dialog', { name: say('kept.title') })
  const keep = dialog.getByRole('button', { name: say('kept.keep') })
  await keep.focus()
  for (let i = 2; i <= mostKept; i++) {
    await press(page, 'Enter')
    await expect(nameOf(page, `run ${i}`)).toBeVisible()
  }
  await expect(keep).toBeDisabled()
  await expect(dialog).toContainText(say('kept.full', { most: mostKept }))
  await expect(dialog.locator(':focus'), 'the focus stays in the dialog').toHaveCount(1)
  expect(await violationsInBoth(page, '.popover')).toEqual([])
  const all = await changed(chart, bare)
  await nameOf(page, 'run 2').focus()
  await press(page, 'ControlOrMeta+a', 't', 'w', 'o', 'Enter')
  await expect(nameOf(page, 'two')).toHaveValue('two')
  const named = await changed(chart, all)
  await tabTo(page, page.getByRole('switch', { name: say('kept.show', { name: 'two' }) }), 1)
  await press(page, 'Space')
  await changed(chart, named)
  await tabTo(page, button(page, say('kept.remove', { name: 'two' })), 1)
  await press(page, 'Enter')
  await expect(nameOf(page, 'two')).toHaveCount(0)
  await expect(dialog.locator(':focus'), 'the focus stays in the dialog').toHaveCount(1)
  await expect(keep).toBeEnabled()
  await press(page, 'Escape')
  await expect(button(page, 'Runs ▾')).toBeFocused()

  await expect(choice.getByRole('radio')).toHaveCount(mostKept - 1)
  await tab(page).focus()
  await tabTo(page, choice.getByRole('radio', { name: 'run 8' }), 2)
  await press(page, 'ArrowLeft')
  await expect(choice.getByRole('radio', { name: 'run 7' })).toBeChecked()
  await difference(page).scrollIntoViewIfNeeded()
  await expect.poll(() => moved(page), soon).toBe(0)
  await expect(image(page, say('runs.other', { name: 'run 7' }))).toBeVisible()
  expect(await violationsInBoth(page, '.lens')).toEqual([])
})
