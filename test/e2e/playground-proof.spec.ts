import type { Locator, Page } from '@playwright/test'
import { presets } from '../../src/experiment/presets.ts'
import { say } from '../../src/words/catalogue.ts'
import { numbersIn, press, tabTo } from './looking.ts'
import { beyond, button, endless, excess, open, soon } from './playgroundPage.ts'
import { violationsInBoth } from './support/axe.ts'
import { expect, test } from './support/page.ts'

/** What the panel says of each row, and whether it judges. */
const told = { mass: true, excess: true, roundTrip: true, logDet: true, samples: true, parameters: false } as const
const names = Object.keys(told) as (keyof typeof told)[]

const row = (page: Page, name: keyof typeof told): Locator => page.getByRole('row').filter({ has: page.getByRole('button', { name: say(`proof.${name}.label`), exact: true }) })
const value = (page: Page, name: keyof typeof told): Locator => row(page, name).getByRole('cell')
const meaning = (page: Page, name: keyof typeof told): Locator => page.getByRole('dialog', { name: say(`proof.${name}.label`) })

/** Every row has its number, and where the number can be wrong, a verdict that agrees with it. */
async function expectProof(page: Page): Promise<void> {
  for (const name of names) {
    await expect(value(page, name), name).not.toContainText('…', soon)
    await expect(value(page, name).getByRole('img', { name: say('proof.holds') }), name).toHaveCount(told[name] ? 1 : 0)
    await expect(value(page, name).getByRole('img', { name: say('proof.fails') }), name).toHaveCount(0)
  }
  const read = async (name: keyof typeof told) => numbersIn(await value(page, name).textContent())
  const [mass = NaN, share = NaN] = await read('mass')
  expect(Math.abs(mass - share)).toBeLessThan(0.1)
  const [roundTrip = NaN] = await read('roundTrip')
  const [logDet = NaN] = await read('logDet')
  expect(Math.max(roundTrip, logDet)).toBeLessThan(1e-3)
  const [distance = NaN, bound = NaN] = await read('samples')
  expect(distance).toBeLessThan(bound)
  const [over = NaN, error = NaN] = await read('excess')
  expect(over).toBeGreaterThan(-3 * error)
}

test('by mouse: every row of the proof has its value, its verdict and its meaning, live', async ({ page }) => {
  await open(page, { ...endless(presets['moons-realnvp']), run: { ...presets['moons-realnvp'].run, speed: '10' } })
  await expectProof(page)
  const early = await excess(page)
  for (const name of names) {
    await button(page, say(`proof.${name}.label`)).click()
    await expect(meaning(page, name)).toContainText(say(`proof.${name}.hint`))
    // They are alike: the longest meaning stands for all.
    if (name === 'samples') expect(await violationsInBoth(page, '.popover, [role=dialog]')).toEqual([])
    await page.mouse.click(5, 5)
    await expect(meaning(page, name)).toHaveCount(0)
  }
  // It goes on while training does.
  await expect.poll(() => excess(page), soon).toBeLessThan(early)
})

test('by keyboard: every row of the proof tells its meaning, and goes with the flow before a change that does not fit', async ({ page }) => {
  await open(page, endless(presets['peaks-normal']))
  await beyond(page, 20)
  await page.keyboard.press('Space')
  await expectProof(page)
  await button(page, say('proof.mass.label')).focus()
  for (const [i, name] of names.entries()) {
    const question = button(page, say(`proof.${name}.label`))
    if (i > 0) await tabTo(page, question, 1)
    await press(page, 'Enter')
    await expect(meaning(page, name)).toContainText(say(`proof.${name}.hint`))
    await press(page, 'Escape')
    await expect(meaning(page, name)).toHaveCount(0)
    await expect(question).toBeFocused()
  }
  expect(await violationsInBoth(page, '.proof')).toEqual([])
  // What was found is of the flow before: nothing is told of one that does not run.
  await page.getByRole('radio', { name: say('base.uniform.label'), exact: true }).focus()
  await press(page, 'Space')
  for (const name of ['mass', 'roundTrip', 'logDet', 'samples'] as const) await expect(value(page, name)).toHaveText(/…/)
  await page.getByRole('button', { name: /^Add a / }).press('Enter')
  await expect(value(page, 'parameters')).not.toHaveText('…')
  await expect.poll(() => value(page, 'mass').textContent(), soon).not.toContain('…')
})
