import type { Locator, Page } from '@playwright/test'
import type { Experiment } from '../../src/experiment/experiment.ts'
import { presets } from '../../src/experiment/presets.ts'
import { say, type MessageKey } from '../../src/words/catalogue.ts'
import { beyond, button, endless, open, soon } from './playgroundPage.ts'
import { listModule } from '../../src/engine/compile/wasm/listing.ts'
import { prepare } from '../../src/engine/run.ts'
import { createWasmEngine } from '../../src/engine/wasm/engine.ts'
import { violations, violationsInBoth } from './support/axe.ts'
import { expect, test } from './support/page.ts'

type Trainer = Experiment['run']['trainer']

const run = (experiment: Experiment, trainer: Trainer = 'wasm'): Experiment => ({
  ...endless(experiment),
  run: { ...experiment.run, trainer, speed: '10' },
})
const moons = run(presets['moons-realnvp'])

const engine = (page: Page): Locator => page.getByRole('banner').locator('button.engine')
const dialog = (page: Page, place = 'processor'): Locator => page.getByRole('dialog', { name: say('code.title', { place }) })
const parts = (page: Page): Locator => dialog(page).getByRole('listbox', { name: say('code.parts') })
const text = (page: Page): Locator => dialog(page).getByRole('textbox')

/** The whole name of a part of the code that trains an experiment, given what it is like. */
function partOf(experiment: Experiment, like: RegExp): string {
  const prepared = prepare(experiment)
  if (!prepared.ok) throw new Error(prepared.reason.key)
  const names = listModule(createWasmEngine(prepared.flow, experiment.optimizer).bytes).map(({ name }) => name)
  const found = names.find((name) => like.test(name))
  if (found === undefined) throw new Error(`no part is like ${like}: ${names.join('; ')}`)
  return found
}

/** Opens the experiment, and the dialog with the code that trains it. */
async function openCode(page: Page, experiment: Experiment): Promise<void> {
  await open(page, experiment)
  await beyond(page, 0)
  await engine(page).click()
  await button(page, say('code.open', { place: 'processor' })).click()
  await expect(dialog(page)).toBeVisible()
}

const choose = (page: Page, name: string): Promise<void> => parts(page).getByRole('option', { name, exact: true }).click()

test.describe('on the processor', () => {
  test('the code that runs is shown part by part, and says how it came about', async ({ page }) => {
    const dense = partOf(moons, /^dense, transposed, 64 to 64/)
    await openCode(page, moons)
    await expect(dialog(page)).toContainText(say('trainer.reason.asked', { trainer: { key: 'trainer.wasm.label' } }))
    await expect(dialog(page)).toContainText(say('code.made', { language: 'wasm' }))
    await expect(text(page)).toHaveValue(/^\(func .*"gradient"[^]*\n\)$/, soon)
    const hints: readonly (readonly [string, MessageKey])[] = [['update', 'code.part.update'], ['inverse', 'code.part.inverse'], [dense, 'code.part.dense']]
    for (const [name, hint] of hints) {
      await choose(page, name)
      await expect(text(page)).toHaveAccessibleName(say('code.text', { name }))
      await expect(text(page)).toHaveValue(new RegExp(`^\\(func .*"${name.replaceAll(/[^a-z0-9 ]/g, '\\$&')}`))
      await expect(dialog(page)).toContainText(say(hint))
    }
    const lines = (await text(page).inputValue()).split('\n').length
    const numbers = await dialog(page).locator('.code-numbers').textContent()
    expect(numbers?.split('\n').at(-1)).toBe(String(lines))
    await expect(parts(page).getByRole('option', { name: dense, exact: true })).toContainText(`${lines} lines`)
    const long = partOf(moons, /, then /)
    const option = parts(page).getByRole('option', { name: long, exact: true })
    await expect(option.getByTitle(long, { exact: true })).toHaveText(long.replace(/, then .*/, ' …'))
    await option.click()
    await expect(text(page)).toHaveAccessibleName(say('code.text', { name: long }))
  })

  test('it goes by the keys alone, and the focus comes back', async ({ page }) => {
    await open(page, moons)
    await beyond(page, 0)
    await engine(page).focus()
    await page.keyboard.press('Enter')
    await button(page, say('code.open', { place: 'processor' })).focus()
    await page.keyboard.press('Enter')
    await expect(text(page)).toHaveValue(/"gradient"/, soon)
    await page.keyboard.press('Tab')
    await expect(parts(page).getByRole('option', { name: 'gradient', exact: true })).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(text(page)).toHaveValue(/"update"/)
    await page.keyboard.press('Tab')
    await expect(button(page, say('code.copy'))).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(text(page)).toBeFocused()
    await expect.poll(async () => {
      await page.keyboard.press('PageDown')
      return dialog(page).locator('.code').evaluate(({ scrollTop }) => scrollTop)
    }).toBeGreaterThan(0)
    await page.keyboard.press('Escape')
    await expect(dialog(page)).toHaveCount(0)
    await expect(engine(page)).toBeFocused()
  })

  test('a part is copied whole', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await openCode(page, moons)
    await choose(page, 'update')
    await button(page, say('code.copy')).click()
    await expect(button(page, say('code.copied'))).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await text(page).inputValue())
  })

  test('where the page may not copy, the code is selected', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } })
    })
    await openCode(page, moons)
    await button(page, say('code.copy')).click()
    await expect(page.getByRole('alert').filter({ hasText: say('code.copyByHand') })).toBeVisible()
    const selected = await text(page).evaluate((area: HTMLTextAreaElement) => area.selectionEnd - area.selectionStart)
    expect(selected).toBe((await text(page).inputValue()).length)
  })

  test('ten thousand lines leave the run and the page alive', async ({ page }) => {
    await openCode(page, run(presets['moons-autoregressive']))
    await choose(page, 'inverse')
    await expect(text(page)).toHaveValue(/"inverse"/)
    expect((await text(page).inputValue()).split('\n').length).toBeGreaterThan(5000)
    await choose(page, 'update')
    await expect(text(page)).toHaveValue(/"update"/)
    await button(page, say('app.close')).click()
    await expect(dialog(page)).toHaveCount(0)
    await beyond(page, 10)
  })

  test('the code of another stack takes the place of the old', async ({ page }) => {
    await openCode(page, moons)
    await choose(page, 'gradient')
    await expect(text(page)).toHaveValue(/"gradient"/)
    const before = await text(page).inputValue()
    await button(page, say('app.close')).click()
    await page.getByRole('button', { name: `${say('app.layer.remove', { number: 6 })}` }).click()
    await engine(page).click()
    await button(page, say('code.open', { place: 'processor' })).click()
    await expect.poll(async () => (await text(page).inputValue()).length, soon).toBeLessThan(before.length)
  })

  test('a library that trains says that it has no code of its own to show', async ({ page }) => {
    await openCode(page, run(presets['peaks-normal'], 'tfjs-cpu'))
    await expect(dialog(page)).toContainText(say('code.none'), soon)
    await expect(parts(page)).toHaveCount(0)
  })

  test('axe finds nothing, in light and in dark colours', async ({ page }) => {
    await openCode(page, moons)
    await expect(text(page)).toHaveValue(/"gradient"/, soon)
    expect(await violationsInBoth(page)).toEqual([])
  })

  test.describe('on a phone', () => {
    test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })

    test('nothing overflows, axe finds nothing, and the code can be reached', async ({ page }) => {
      await openCode(page, moons)
      await expect(text(page)).toHaveValue(/"gradient"/, soon)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
      const outside = await dialog(page).evaluate((box) =>
        [...box.querySelectorAll('*')]
          .filter((element) => !element.closest('.code') && element.getBoundingClientRect().right > 349)
          .map(({ className }) => className))
      expect(outside).toEqual([])
      await dialog(page).locator('.code').scrollIntoViewIfNeeded()
      await expect(dialog(page).locator('.code')).toBeInViewport({ ratio: 0.9 })
      expect(await violations(page)).toEqual([])
    })
  })
})

test.describe('on a graphics adapter', { tag: '@adapter' }, () => {
  test('the shaders that run are shown part by part', async ({ page }) => {
    test.setTimeout(180_000)
    await open(page, run(presets['peaks-normal'], 'webgpu'))
    await beyond(page, 0)
    await engine(page).click()
    await button(page, say('code.open', { place: 'gpu' })).click()
    const shown = dialog(page, 'gpu')
    await expect(shown).toContainText(say('code.made', { language: 'wgsl' }), soon)
    for (const name of ['gradient', 'update', 'forward']) {
      await shown.getByRole('option', { name, exact: true }).click()
      await expect(shown.getByRole('textbox')).toHaveAccessibleName(say('code.text', { name }))
      await expect(shown.getByRole('textbox')).toHaveValue(/^\S[^]*@compute[^]*\}$/)
    }
  })
})
