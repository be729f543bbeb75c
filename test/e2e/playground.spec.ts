import { datasetNames } from '../../src/datasets/registry.ts'
import { defaultExperiment, presets } from '../../src/experiment/presets.ts'
import { baseNames } from '../../src/flows/catalog.ts'
import { say } from '../../src/words/catalogue.ts'
import { beyond, button, choosePhrase, endless, excess, open, pause, phrase, quick, soon, status, step } from './playgroundPage.ts'
import { expect, test } from './support/page.ts'

test('two moons train by themselves', { tag: '@either' }, async ({ page }) => {
  await open(page)
  await expect(phrase(page, 'data set')).toContainText('two moons')
  await expect(phrase(page, 'layers')).toContainText('six affine couplings')
  await expect(phrase(page, 'base')).toContainText('a standard normal')
  await expect(status(page)).toContainText(/Playing|Finished/, soon)
  await beyond(page, 0)
})

test('the test NLL falls', async ({ page }) => {
  // Slowly at first: at full speed it may have fallen before anyone looks.
  await open(page, { ...endless(defaultExperiment), run: { ...defaultExperiment.run, speed: '1' } })
  await expect.poll(() => excess(page), soon).toBeGreaterThan(0)
  const first = await excess(page)
  await page.getByRole('slider', { name: say('app.speed') }).focus()
  await page.keyboard.press('End')
  await expect.poll(() => excess(page), soon).toBeLessThan(first - 0.1)
})

test('the header names the engine that runs, its speed and why', { tag: '@either' }, async ({ page, webgpu }) => {
  await open(page)
  const engine = page.getByRole('button', { name: /steps\/s/ })
  await expect(engine).toBeVisible(soon)
  if (webgpu === 'absent') await expect(engine).not.toContainText('WebGPU')
  await engine.press('Enter')
  await expect(page.getByRole('dialog', { name: say('app.trainer.about') })).toContainText(/\w+ \w+ \w+/)
})

test('every data set can be chosen and trains', async ({ page }) => {
  test.setTimeout(150_000)
  await open(page, quick)
  for (const name of datasetNames) {
    await page.getByRole('radio', { name: say(`dataset.${name}.label`), exact: true }).check({ force: true })
    await expect(phrase(page, 'data set')).toContainText(say(`dataset.${name}.label`))
    await beyond(page, 0)
  }
})

test('every base can be chosen, and one that does not fit is explained and mended', async ({ page }) => {
  await open(page, quick)
  await beyond(page, 0)
  const mended: string[] = []
  for (const name of baseNames) {
    await page.getByRole('radio', { name: say(`base.${name}.label`), exact: true }).check({ force: true })
    const mend = page.getByRole('button', { name: /^Add a / })
    if (await mend.isVisible()) {
      await expect(page.getByRole('alert').filter({ hasText: 'The base lives on' })).toBeVisible()
      // A run on the line may have ended before the press.
      await expect(page.getByRole('button', { name: /^Play( again)?$/ })).toBeDisabled()
      mended.push(name)
      await mend.click()
      await expect(mend).toBeHidden()
    }
    await expect(status(page)).toContainText(/Playing|Finished/, soon)
  }
  expect(mended).toEqual(['uniform', 'logistic'])
})

test('play, pause, one step, reset and new seed', async ({ page }) => {
  await open(page, endless(defaultExperiment))
  await beyond(page, 1)
  await pause(page)
  const rested = await step(page)
  await button(page, 'Step').click()
  await expect.poll(() => step(page), soon).toBe(rested + 1)
  await expect(status(page)).toContainText('Paused')
  await button(page, 'Reset').click()
  await expect.poll(() => step(page), soon).toBe(0)
  await button(page, 'New seed').click()
  await expect(page.getByText('seed 43')).toBeVisible()
  await button(page, 'Play').click()
  await beyond(page, 0)
})

test('the same moves by key alone', async ({ page }) => {
  await open(page, endless(defaultExperiment))
  await beyond(page, 0)
  await page.keyboard.press('Space')
  await expect(status(page)).toContainText('Paused')
  await page.keyboard.press('r')
  await expect.poll(() => step(page), soon).toBe(0)
  await page.keyboard.press('.')
  await expect.poll(() => step(page), soon).toBe(1)
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => step(page), soon).toBe(2)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: say('app.shortcuts') })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Space')
  await expect(status(page)).toContainText('Playing')
  await beyond(page, 2)
})

test('what is changed in mid-run is told, and reset replays the link', async ({ page }) => {
  await open(page, endless(defaultExperiment))
  await beyond(page, 1)
  await page.getByRole('button', { name: /^Adam/ }).click()
  await page.getByRole('textbox', { name: 'batch size' }).fill('64')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(page.getByText(/^Changed at step/)).toBeVisible()
  await expect(page.getByRole('button', { name: /batch 64/ })).toBeVisible()
  await button(page, 'Reset').click()
  await expect(page.getByText(/^Changed at step/)).toBeHidden()
})

test('slow motion takes a step a second', async ({ page }) => {
  const opened = Date.now()
  await open(page, { ...quick, run: { ...quick.run, speed: '1' } })
  await beyond(page, 3)
  // At most: what else runs on the machine may make it fewer.
  const shown = await step(page)
  expect(shown).toBeLessThanOrEqual((Date.now() - opened) / 1000 + 1)
})

test('training that breaks down says in which part and what to try, and can begin again', async ({ page }) => {
  await open(page, { ...presets['moons-realnvp'], optimizer: { ...presets['moons-realnvp'].optimizer, method: 'sgd', learningRate: 1 } })
  const notice = page.getByRole('alert').filter({ hasText: /^Training stopped at step \d+: .*smaller learning rate/ })
  await expect(notice).toBeVisible(soon)
  await expect(status(page)).toContainText('Stopped')
  await page.getByRole('button', { name: /^SGD/ }).click()
  await page.getByRole('textbox', { name: 'learning rate' }).fill('0.001')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await button(page, 'Reset').click()
  await expect(notice).toBeHidden()
  await button(page, 'Play').click()
  await beyond(page, 5)
})

test('the sentence offers other stacks, which bring a base that fits', async ({ page }) => {
  await open(page, quick)
  await choosePhrase(page, 'layers', /^Gaussian-mixture CDF\b(?!, then)/)
  await expect(phrase(page, 'base')).toContainText('Uniform(0, 1)')
  await beyond(page, 0)
})
