import { presets } from '../../src/experiment/presets.ts'
import { say } from '../../src/words/catalogue.ts'
import { beyond, button, layers, open, soon, status } from './playgroundPage.ts'
import { expect, test } from './support/page.ts'

const distilled = presets['moons-distilled']

test('a teacher trains, then its student, and both likelihoods are told', async ({ page }) => {
  test.setTimeout(300_000)
  await open(page, distilled)
  await expect(status(page)).toContainText('Teacher', soon)
  await beyond(page, 0)
  const chart = page.locator('.nll-chart')
  await expect(chart).not.toContainText('teacher 1.')
  await expect(status(page)).toContainText('Student', { timeout: 120_000 })
  await expect(status(page)).toContainText('Finished', { timeout: 120_000 })
  const told = await chart.locator('.picture-caption').textContent()
  const [, test_, teacher] = /test ([\d.]+) ± .* teacher ([\d.]+) /.exec(told ?? '')?.map(Number) ?? []
  expect(Math.abs((test_ ?? NaN) - (teacher ?? NaN))).toBeLessThan(0.02)
  await expect(page.getByText('Passes: 2 from x to z, 1 back')).toBeVisible()
})

test('an autoregressive stack is distilled by a button, and learns without a teacher by another', async ({ page }) => {
  await open(page, presets['moons-autoregressive'])
  await beyond(page, 0)
  await button(page, say('app.teacher.distil')).click()
  await expect(layers(page)).toContainText('IAF')
  await expect(status(page)).toContainText('Teacher', soon)
  await button(page, say('app.teacher.remove')).click()
  await expect(status(page)).not.toContainText('Teacher')
  await beyond(page, 0)
  await expect(button(page, say('app.teacher.distil'))).toBeHidden()
})
