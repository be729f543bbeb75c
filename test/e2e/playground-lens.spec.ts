import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { presets } from '../../src/experiment/presets.ts'
import { say } from '../../src/words/catalogue.ts'
import { button, endless, open, quick, soon, status, step } from './playgroundPage.ts'
import { expect, test } from './support/page.ts'

const moons = { ...endless(presets['moons-realnvp']), run: { ...presets['moons-realnvp'].run, speed: '5' } } as const

const tab = (page: Page, lens: 'ledger' | 'inside' | 'slowMotion'): Locator => page.getByRole('tab', { name: say(`lens.${lens}`) })

async function axe(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).include('.lens').analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`))
}

/** A number as the page writes it. */
const numberIn = (text: string | null): number => Number.parseFloat((text ?? '').replace('−', '-'))

test('the ledger follows the picked point, and its parts add up to log p(x)', async ({ page }) => {
  await open(page, moons)
  await tab(page, 'ledger').click()
  // What is off screen asks for nothing.
  await page.locator('.ledger-picture').scrollIntoViewIfNeeded()
  const sum = page.locator('.ledger-sum dd')
  await expect(sum).toHaveCount(4, soon)
  const texts = await sum.allTextContents()
  const [base = NaN, logDet = NaN, total = NaN] = texts.map(numberIn)
  expect(Math.abs(base + logDet - total)).toBeLessThan(0.002)
  await expect(page.locator('.ledger tbody tr')).toHaveCount(1 + moons.layers.length)
  await expect(page.getByText(say('ledger.first'))).toBeVisible()
  const plane = page.getByRole('application', { name: say('plane.x.use') })
  await plane.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(page.getByText(say('ledger.picked'))).toBeVisible()
  expect(await axe(page)).toEqual([])
})

test('the inside of each layer can be chosen by key, with its parameters and gradients', async ({ page }) => {
  await open(page, moons)
  await tab(page, 'ledger').focus()
  await page.keyboard.press('ArrowRight')
  await expect(tab(page, 'inside')).toHaveAttribute('aria-selected', 'true')
  const side = page.locator('.inside-parameters')
  await expect(side).toContainText('x₂', soon)
  const chooser = page.getByRole('combobox', { name: say('inside.layer') })
  await chooser.focus()
  await chooser.selectOption({ index: 1 })
  await expect(side).toContainText('x₁', soon)
  await expect(page.locator('.gradient-bars li')).toHaveCount(moons.layers.length, soon)
  expect(await axe(page)).toEqual([])
})

test('one step is taken slowly, leafed through moment by moment, and counts as a step', async ({ page }) => {
  await open(page, moons)
  await expect.poll(() => step(page), soon).toBeGreaterThan(0)
  await tab(page, 'slowMotion').click()
  await button(page, say('slow.begin')).click()
  await expect(status(page)).toContainText('Paused')
  const moment = page.locator('.slow-moments [aria-current=step]')
  await expect(moment).toBeVisible(soon)
  const taken = await step(page)
  for (const name of ['batch', 'forward', 'logDet', 'loss', 'gradient', 'update'] as const) {
    await button(page, say(`slow.${name}.label`)).press('Enter')
    await expect(moment).toContainText(say(`slow.${name}.label`))
  }
  await button(page, say('slow.back')).click()
  await expect(moment).toContainText(say('slow.gradient.label'))
  expect(await axe(page)).toEqual([])
  await button(page, say('slow.another')).click()
  await expect.poll(() => step(page), soon).toBe(taken + 1)
})

test('on the line, samples fall through the inverse CDF, and f is held against the map that it must become', async ({ page }) => {
  await open(page, quick)
  await expect.poll(() => step(page), soon).toBeGreaterThan(0)
  const ideal = page.getByRole('button', { name: new RegExp(say('line.ideal.label')) })
  await ideal.press('Enter')
  await expect(ideal).toHaveAttribute('aria-pressed', 'true')
  await button(page, say('cdf.drop')).press('Enter')
  await expect(button(page, say('cdf.drop.stop'))).toBeVisible()
  await expect(page.getByText(/samples have fallen through the inverse/)).toHaveCount(1, soon)
  await button(page, say('cdf.drop.stop')).click()
  await expect(button(page, say('cdf.drop'))).toBeVisible()
})
