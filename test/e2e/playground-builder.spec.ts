import { presets } from '../../src/experiment/presets.ts'
import { newBase, newLayer } from '../../src/experiment/specs.ts'
import { say } from '../../src/words/catalogue.ts'
import { beyond, button, endless, layers, open, pause, phrase, soon, status } from './playgroundPage.ts'
import { expect, test } from './support/page.ts'

/** Small enough that a change is answered at once on every engine. */
const small = {
  ...endless(presets['moons-realnvp']),
  layers: presets['moons-realnvp'].layers.slice(0, 2).map((layer) => ({ ...layer, options: { ...layer.options, width: 8 } })),
}

test('layers are added, chosen, changed, moved and removed by keyboard alone', async ({ page }) => {
  await open(page, small)
  await beyond(page, 0)
  await button(page, '+ Add layer').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.type('permutation')
  await page.keyboard.press('Enter')
  await expect(layers(page)).toHaveCount(3)
  await expect(layers(page).nth(2)).toContainText('permutation')
  await expect(phrase(page, 'layers')).toContainText('two affine couplings and one permutation layer')

  await layers(page).nth(0).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Alt+ArrowDown')
  await expect(layers(page)).toContainText([/1.*affine coupling/, /2.*permutation/, /3.*affine coupling/])
  await expect(page.getByText('affine coupling is now layer 3.')).toBeAttached()

  const width = page.getByRole('slider', { name: 'hidden width' })
  await width.focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('textbox', { name: 'hidden width' })).toHaveValue('9')

  await layers(page).nth(2).focus()
  await page.keyboard.press('Delete')
  await expect(layers(page)).toHaveCount(2)
  await expect(status(page)).toContainText('Playing', soon)
})

test('a layer is picked up and dropped elsewhere by keyboard', async ({ page }) => {
  await open(page, { ...small, layers: [...small.layers, { structure: 'permutation', options: {} }] })
  await expect(layers(page)).toHaveCount(3)
  await layers(page).nth(2).focus()
  await page.keyboard.press('ArrowRight')
  await expect(button(page, 'Move layer 3')).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('button', { name: /^Insert between 1 .* and 2/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(layers(page)).toContainText([/1.*affine coupling/, /2.*permutation/, /3.*affine coupling/])
})

test('a layer is dragged elsewhere by mouse', async ({ page }) => {
  await open(page, { ...small, layers: [...small.layers, { structure: 'permutation', options: {} }] })
  await layers(page).nth(2).dragTo(layers(page).nth(0), { targetPosition: { x: 60, y: 2 } })
  await expect(layers(page).nth(0)).toContainText('permutation')
})

test('a layer is removed by its button, down to none', async ({ page }) => {
  await open(page, small)
  await button(page, 'Remove layer 1').click()
  await button(page, 'Remove layer 1').click()
  await expect(layers(page).filter({ hasText: 'coupling' })).toHaveCount(0)
  await expect(page.getByText('No layers: z is x itself.')).toBeVisible()
  await expect(phrase(page, 'layers')).toContainText('no layer at all')
})

test('a stack that does not fit is explained at its row and mended by one press', async ({ page }) => {
  await open(page, small)
  await beyond(page, 0)
  await button(page, '+ Add layer').click()
  await page.getByRole('menuitem', { name: 'sigmoid' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'The base lives on the whole real line' })).toBeVisible()
  await expect(button(page, 'Play')).toBeDisabled()
  await expect(page.getByText('Before this change.')).toBeVisible()
  await expect(page.getByRole('row', { name: /^∫ p\(x\)/ }).getByRole('cell')).toHaveText('…')
  await expect(page.getByRole('img', { name: 'holds', exact: true })).toHaveCount(0)
  await button(page, 'Add a logit').click()
  await expect(page.getByText('Before this change.')).toBeHidden()
  await expect(layers(page)).toHaveCount(4)
  await expect(layers(page).nth(3)).toBeInViewport()
  await expect(status(page)).toContainText('Playing', soon)
})

/** Layers of other kinds than couplings: each is found by typing, added by Enter, trained, and told in the options where it lands. */
for (const [typed, option] of [
  ['continuous', 'integrator steps'],
  ['PLU', 'order becomes'],
  ['planar', null],
] as const) {
  test(`a layer is found by typing “${typed}”, and trains`, async ({ page }) => {
    await open(page, small)
    await beyond(page, 0)
    await button(page, '+ Add layer').click()
    await page.keyboard.type(typed)
    await page.keyboard.press('Enter')
    await expect(layers(page).nth(2)).toContainText(typed)
    const options = page.getByRole('group', { name: /^3 · / })
    await expect(options).toContainText('Here it takes ℝ to ℝ.')
    if (option !== null) await expect(options.getByText(option)).toBeVisible()
    await expect(status(page)).toContainText('Playing', soon)
  })
}

test('a scalar bijector is turned round: its intervals change places, and both misfits are mended', async ({ page }) => {
  await open(page, { ...small, layers: [newLayer('elementwise', 'gaussianMixtureCdf', { onto: 'unit' })], base: newBase('uniform') })
  await beyond(page, 0)
  await expect(layers(page)).toContainText('ℝ → (0, 1)')
  await layers(page).nth(0).click()
  await page.getByRole('radio', { name: 'its inverse' }).check({ force: true })
  await expect(page.getByRole('alert').filter({ hasText: 'Layer 1 (inverse Gaussian-mixture CDF) needs numbers in (0, 1)' })).toBeVisible()
  await expect(page.getByText('What reaches it lies in ℝ.')).toBeVisible()
  await button(page, 'Add a sigmoid').click()
  await expect(page.getByRole('alert').filter({ hasText: 'The base lives on (0, 1)' })).toBeVisible()
  await button(page, 'Add a sigmoid').click()
  await expect(layers(page)).toContainText([/1.*sigmoid/, /2.*inverse Gaussian-mixture CDF.*\(0,\s1\)\s→\sℝ/, /3.*sigmoid/])
  await expect(status(page)).toContainText('Playing', soon)
})

test('paused training stays paused through a misfit', async ({ page }) => {
  await open(page, small)
  await beyond(page, 0)
  await pause(page)
  await page.getByRole('radio', { name: 'Uniform(0, 1)' }).check({ force: true })
  await button(page, 'Add a sigmoid').click()
  await expect(status(page)).toContainText('Paused')
})

test('only what fits the dimension is offered', async ({ page }) => {
  await open(page, presets['peaks-normal'])
  await button(page, '+ Add layer').click()
  await expect(page.getByRole('menuitem', { name: 'sigmoid' })).toHaveCount(1)
  await expect(page.getByRole('menuitem', { name: 'permutation' })).toHaveCount(0)
})

test.describe('on a low screen', () => {
  test.use({ viewport: { width: 1280, height: 720 } })

  test('a misfit covers nothing, and the layer that mends it is brought into view', async ({ page }) => {
    await open(page, { ...presets['moons-realnvp'], base: newBase('uniform') })
    const bottom = await page.locator('.builder').evaluate((builder) => builder.getBoundingClientRect().bottom)
    const top = await page.locator('.stage-slider').evaluate((slider) => slider.getBoundingClientRect().top)
    expect(bottom).toBeLessThanOrEqual(top)
    // What does not fit into the builder is scrolled to, not drawn over its neighbours.
    expect(await page.locator('.builder').evaluate((builder) => getComputedStyle(builder).overflowY)).toBe('auto')
    for (const side of ['x', 'z'] as const) await expect(page.locator(`.plane-${side}`)).toContainText(say('picture.held'))
    await button(page, 'Add a sigmoid').click()
    await expect(page.locator('.plane-x')).not.toContainText(say('picture.held'), soon)
    await expect(layers(page)).toHaveCount(7)
    await expect(layers(page).nth(6)).toHaveAttribute('data-selected')
    await expect(layers(page).nth(6)).toBeInViewport({ ratio: 0.9 })
    await expect(layers(page).nth(0)).not.toBeInViewport()
  })
})
