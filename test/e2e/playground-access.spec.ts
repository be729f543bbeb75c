import type { Page } from '@playwright/test'
import { presets } from '../../src/experiment/presets.ts'
import { newBase, newData } from '../../src/experiment/specs.ts'
import { beyond, button, layers, open, openOwn, phrase, quick, soon } from './playgroundPage.ts'
import { say } from '../../src/words/catalogue.ts'
import { violations, violationsInBoth } from './support/axe.ts'
import { expect, test } from './support/page.ts'

const paused = { speed: '1' } as const
const moons = { ...presets['moons-realnvp'], run: { ...presets['moons-realnvp'].run, ...paused } }
const peaks = { ...quick, run: { ...quick.run, ...paused } }

/** What lies over the page while it is open: the page beneath is looked at without it. */
const overlay = '.popover, [role=dialog]'

const states: readonly (readonly [string, go: (page: Page) => Promise<void>, part?: string])[] = [
  ['as it opens', (page) => open(page, moons)],
  ['with two points picked', (page) => open(page, { ...moons, anchors: [[0, 1], [1, -0.5]] })],
  ['on the line', (page) => open(page, peaks)],
  ['with a layer chosen', async (page) => {
    await open(page, moons)
    await layers(page).nth(1).click()
  }],
  ['with a stack that does not fit', (page) => open(page, { ...moons, base: newBase('uniform') })],
  ['with a notice', (page) => page.goto('./#x2z=1.%%').then(() => {})],
  ['with the sentence open', async (page) => {
    await open(page, moons)
    await phrase(page, 'layers').click()
    await expect(page.getByRole('listbox')).toBeVisible()
  }, overlay],
  ['with the menu of layers open', async (page) => {
    await open(page, moons)
    await button(page, '+ Add layer').click()
    await expect(page.getByRole('menu')).toBeVisible()
  }, overlay],
  ['with the numbers dialog open', async (page) => {
    await open(page, moons)
    await openOwn(page, 'Numbers …')
  }, overlay],
  ['with points being drawn', async (page) => {
    await open(page, moons)
    await openOwn(page, 'Draw points …')
    await page.getByRole('application', { name: 'Plane to draw on' }).press('Enter')
    await button(page, 'Use these points').click()
    await expect(page.getByRole('alert').filter({ hasText: 'points are needed' })).toBeVisible()
  }, overlay],
  ['with ellipses being dragged', async (page) => {
    await open(page, moons)
    await openOwn(page, 'Drag ellipses …')
    await page.getByRole('slider', { name: 'Centre of ellipse 2' }).focus()
  }, overlay],
  ['on a recording', (page) => open(page, { ...moons, data: newData('penguins') })],
  ['with the menu of own data open', async (page) => {
    await open(page, moons)
    await button(page, 'Own data').click()
    await expect(page.getByRole('menu')).toBeVisible()
  }, overlay],
  ['with the keys told', async (page) => {
    await open(page, moons)
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toBeVisible()
  }, overlay],
  ['with the engine explained', async (page) => {
    await open(page, moons)
    await page.getByRole('button', { name: /steps\/s/ }).click(soon)
    await expect(page.getByRole('dialog')).toBeVisible()
  }, overlay],
  ['with a proof explained', async (page) => {
    await open(page, moons)
    await button(page, 'parameters').click()
    await expect(page.getByRole('dialog')).toBeVisible()
  }, overlay],
  ['with what can be saved of a picture open', async (page) => {
    await open(page, moons)
    await page.getByRole('button', { name: say('save.button', { name: say('plane.z.name') }) }).click()
    await expect(page.getByRole('menu')).toBeVisible()
  }, overlay],
  ['with the optimizer open', async (page) => {
    await open(page, moons)
    await page.getByRole('button', { name: /^Adam/ }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
  }, overlay],
]

for (const [what, go, part] of states) {
  test(`axe finds nothing ${what}, in light and in dark colours`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light' })
    await go(page)
    await beyond(page, -1)
    expect(await violationsInBoth(page, part)).toEqual([])
  })
}

test('the theme follows the system until a person chooses', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await open(page, peaks)
  const html = page.locator('html')
  await expect(html).toHaveAttribute('data-theme', 'light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(html).toHaveAttribute('data-theme', 'dark')
  await button(page, 'Dark colours').click()
  await expect(html).toHaveAttribute('data-theme', 'light')
  await page.reload()
  await expect(html).toHaveAttribute('data-theme', 'light')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })

  for (const [what, experiment] of Object.entries({ 'in the plane': moons, 'on the line': peaks, 'that does not fit': { ...moons, base: newBase('beta') } })) {
    test(`nothing overflows ${what}, axe finds nothing, and play stays under the thumb`, async ({ page }) => {
      await open(page, experiment)
      await layers(page).nth(0).tap()
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
      const outside = await page.evaluate(() =>
        [...document.querySelectorAll('body *')]
          .filter((element) => element.getBoundingClientRect().right > 361 && element.checkVisibility() && !element.closest('svg, [style*="clip"]'))
          .map((element) => `${element.tagName} ${element.className}`))
      expect(outside).toEqual([])
      await expect(page.locator('.transport')).toBeInViewport()
      expect(await violations(page)).toEqual([])
    })
  }
})

for (const [width, height] of [[1440, 900], [1280, 720]] as const) {
  for (const [what, experiment] of Object.entries({ plane: moons, line: peaks })) {
    test(`at ${width}×${height} pictures, transport and NLL of the ${what} are above the fold`, async ({ page }) => {
      await page.setViewportSize({ width, height })
      await open(page, experiment)
      await layers(page).nth(0).click()
      for (const place of ['.transport', '.card-nll', '.builder']) {
        await expect(page.locator(place)).toBeInViewport({ ratio: 0.99 })
      }
      for (const picture of await page.locator('.stage canvas').all()) await expect(picture).toBeInViewport({ ratio: 0.99 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    })
  }
}

/** Whether all of an element lies inside another one. */
async function within(page: Page, inner: ReturnType<typeof button>, outer: string): Promise<boolean> {
  const [small, large] = [await inner.boundingBox(), await page.locator(outer).boundingBox()]
  return small !== null && large !== null && small.y >= large.y - 4 && small.y + small.height <= large.y + large.height + 4
}

for (const [width, height] of [[1440, 900], [1280, 720], [360, 740]] as const) {
  test(`at ${width}×${height} what is shown of the planes is chosen in one row`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    await open(page, moons)
    const chips = page.locator('.show-row .show-chip')
    await expect(chips).toHaveText(['points', 'density', 'samples', 'grid', /^view/])
    const rows = await chips.evaluateAll((all) => all.map((chip) => chip.getBoundingClientRect().top))
    expect(new Set(rows).size).toBe(1)
  })
}

test('at 1280×720 a stack that does not fit leaves the button that adds a layer whole, however long it is', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 })
  for (const base of ['uniform', 'normal'] as const) {
    await open(page, { ...moons, layers: [...moons.layers, ...moons.layers], base: newBase(base) })
    await expect(layers(page).nth(0)).toBeVisible()
    expect(await within(page, button(page, '+ Add layer'), '.builder'), base).toBe(true)
  }
})

test('at 1280×720 a long sentence leaves the NLL above the fold', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 })
  for (const preset of ['moons-autoregressive', 'peaks-uniform', '8gaussians-continuous', 'pinwheel-conditional'] as const) {
    await open(page, { ...presets[preset], run: { ...presets[preset].run, ...paused } })
    await expect(page.locator('.card-nll'), preset).toBeInViewport({ ratio: 0.99 })
  }
})
