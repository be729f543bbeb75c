import type { Locator, Page } from '@playwright/test'
import { presets } from '../../src/experiment/presets.ts'
import { newLayer } from '../../src/experiment/specs.ts'
import { say } from '../../src/words/catalogue.ts'
import { changed, numbersIn, press } from './looking.ts'
import { pixels } from './picturePage.ts'
import { beyond, endless, open, pause, pauseByKey, soon } from './playgroundPage.ts'
import { violationsInBoth } from './support/axe.ts'
import { expect, test } from './support/page.ts'

const width = { width: 16, depth: 1 } as const
/** A coupling of scale and shift, one of splines, and mixtures: small networks, since only what is told of them matters. */
const experiment = {
  ...endless(presets['moons-realnvp']),
  layers: [
    newLayer('coupling', 'affine', width),
    newLayer('coupling', 'rationalQuadraticSpline', { ...width, bins: 6, transforms: 'first' }),
    newLayer('autoregressive', 'gaussianMixtureCdf', { ...width, components: 3, onto: 'real' }),
  ],
}

const tab = (page: Page): Locator => page.getByRole('tab', { name: say('lens.inside') })
const plane = (page: Page): Locator => page.getByRole('application', { name: say('plane.x.use') })
const chooser = (page: Page): Locator => page.getByRole('combobox', { name: say('inside.layer') })
const field = (page: Page): Locator => page.getByRole('img', { name: say('inside.field') })
const curves = (page: Page): Locator => page.getByRole('img', { name: say('inside.curves') })
const caption = (page: Page): Locator => page.getByText(/^Lines point to where this layer/)
const gradients = (page: Page): Locator => page.getByRole('region', { name: say('inside.norms') }).getByRole('listitem')

/** What a parameter of the layer is at the point, for each coordinate that has it. */
async function parameter(page: Page, name: 'shift' | 'logScale' | 'widths' | 'heights' | 'slopes' | 'means' | 'logits' | 'logScales'): Promise<readonly (readonly number[])[]> {
  const words = say(`parameter.${name}`)
  const entries = page.locator('.inside-parameters dd').filter({ has: page.getByText(words, { exact: true }) })
  await expect(entries.first()).toBeVisible(soon)
  return (await entries.allTextContents()).map((text) => numbersIn(text.slice(words.length)))
}

async function expectAllLayersToHaveGradients(page: Page): Promise<void> {
  await expect(gradients(page)).toHaveCount(experiment.layers.length, soon)
  for (const text of await gradients(page).locator('.gradient-number').allTextContents()) expect(Number(text)).toBeGreaterThan(0)
}

test('by mouse: fields of scale and shift, spline knots and mixture components at the clicked point', async ({ page }) => {
  await open(page, experiment)
  await beyond(page, 300)
  await pause(page)
  await tab(page).click()
  await field(page).scrollIntoViewIfNeeded()
  const [shift] = await parameter(page, 'shift')
  const [logScale] = await parameter(page, 'logScale')
  expect([shift?.length, logScale?.length]).toEqual([1, 1])
  await expect(page.locator('.inside-parameters')).toContainText('x₂')
  const [low = NaN, high = NaN] = numbersIn((await caption(page).textContent())?.split('from ').at(-1) ?? '')
  expect(low).toBeLessThan(high)
  const drawn = { field: await pixels(field(page)), curves: await pixels(curves(page)) }
  await expectAllLayersToHaveGradients(page)

  await chooser(page).selectOption({ index: 1 })
  await expect(page.locator('.inside-parameters')).toContainText('x₁', soon)
  const knots = [...await parameter(page, 'widths'), ...await parameter(page, 'heights')]
  expect(knots.map(({ length }) => length)).toEqual([6, 6])
  drawn.field = await changed(field(page), drawn.field)
  drawn.curves = await changed(curves(page), drawn.curves)
  expect(await violationsInBoth(page, '.lens')).toEqual([])

  await chooser(page).selectOption({ index: 2 })
  const means = await parameter(page, 'means')
  expect(means.map(({ length }) => length)).toEqual([3, 3])
  drawn.field = await changed(field(page), drawn.field)
  drawn.curves = await changed(curves(page), drawn.curves)
  const box = await plane(page).boundingBox()
  if (!box) throw new Error('the plane is not to be seen')
  await plane(page).click({ position: { x: 0.75 * box.width, y: 0.6 * box.height } })
  await field(page).scrollIntoViewIfNeeded()
  await expect.poll(async () => (await parameter(page, 'means'))[1]).not.toEqual(means[1])
  // Those of the first coordinate hang on nothing.
  expect((await parameter(page, 'means'))[0]).toEqual(means[0])
  await changed(curves(page), drawn.curves)
})

test('by keyboard: layers are leafed through, and the point they are seen at is moved', async ({ page }) => {
  await open(page, experiment)
  await beyond(page, 300)
  await pauseByKey(page)
  await page.getByRole('tab', { name: say('lens.ledger') }).focus()
  await press(page, 'ArrowRight')
  await expect(tab(page)).toHaveAttribute('aria-selected', 'true')
  await field(page).scrollIntoViewIfNeeded()
  const [shift] = await parameter(page, 'shift')
  const words = await caption(page).textContent()
  await plane(page).focus()
  await press(page, 'Enter', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter')
  await chooser(page).focus()
  await field(page).scrollIntoViewIfNeeded()
  await expect.poll(async () => (await parameter(page, 'shift'))[0], soon).not.toEqual(shift)
  // The field is over the whole plane, wherever the point.
  expect(await caption(page).textContent()).toBe(words)
  const before = { field: await pixels(field(page)), curves: await pixels(curves(page)) }
  await press(page, 'ArrowDown')
  await expect(chooser(page)).toHaveValue('1')
  await expect.poll(() => caption(page).textContent()).not.toBe(words)
  await changed(field(page), before.field)
  await changed(curves(page), before.curves)
  // Of six bins five knots lie inside, each with a slope.
  expect((await parameter(page, 'slopes')).map(({ length }) => length)).toEqual([5])
  await press(page, 'ArrowDown')
  await expect(chooser(page)).toHaveValue('2')
  expect((await parameter(page, 'logits')).map(({ length }) => length)).toEqual([3, 3])
  await expectAllLayersToHaveGradients(page)
  await expect(page.locator('.inside-picture')).toContainText(/Layer .*Gaussian-mixture CDF.*: at the point .*, log \|det\| lies between .* and .* nats/)
  expect(await violationsInBoth(page, '.lens')).toEqual([])
})
