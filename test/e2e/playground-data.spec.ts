import type { Locator, Page } from '@playwright/test'
import { recordedDatasetNames } from '../../src/datasets/registry.ts'
import type { DataSpec } from '../../src/experiment/experiment.ts'
import { decodeLink } from '../../src/experiment/link.ts'
import { presets } from '../../src/experiment/presets.ts'
import { say } from '../../src/words/catalogue.ts'
import { beyond, button, open, openOwn, phrase, status } from './playgroundPage.ts'
import { slowness } from './support/load.ts'
import { expect, test } from './support/page.ts'

const moons = presets['moons-realnvp']

/** The data that the address holds. */
function dataIn(page: Page): DataSpec {
  const read = decodeLink(page.url())
  if (!read.ok) throw new Error(`no link in ${page.url()}`)
  return read.value.data
}

async function boxOf(place: Locator) {
  const box = await place.boundingBox()
  if (!box) throw new Error('it has no box')
  const { x: left, y: top, width, height } = box
  return { x: left + width / 2, y: top + height / 2, left, top, width, height }
}

/** A stroke of the mouse from one place of the page to another. */
async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 12 })
  await page.mouse.up()
}

const counted = async (page: Page): Promise<number> =>
  Number.parseInt(((await page.getByRole('dialog').getByRole('status').textContent()) ?? '').replace('No', '0'), 10)

const plane = (page: Page): Locator => page.getByRole('application', { name: 'Plane to draw on' })
const handle = (page: Page, name: string): Locator => page.getByRole('slider', { name })

async function expectTraining(page: Page): Promise<void> {
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(status(page)).toContainText(/Playing|Starting|Finished/)
  await beyond(page, 0)
}

test('points are drawn, erased, undone and used with the mouse', async ({ page }) => {
  await open(page, moons)
  await openOwn(page, 'Draw points …')
  const { left, top, width, height } = await boxOf(plane(page))
  const at = (across: number, down: number) => ({ x: left + across * width, y: top + down * height })
  await drag(page, at(0.2, 0.3), at(0.8, 0.3))
  const first = await counted(page)
  expect(first).toBeGreaterThan(100)
  await drag(page, at(0.3, 0.7), at(0.7, 0.7))
  const both = await counted(page)
  expect(both).toBeGreaterThan(first + 60)
  await page.getByRole('radio', { name: 'erase' }).check({ force: true })
  await drag(page, at(0.2, 0.7), at(0.8, 0.7))
  expect(await counted(page)).toBeLessThan(both - 50)
  await button(page, 'Undo').click()
  expect(await counted(page)).toBe(both)
  await button(page, 'Use these points').click()
  await expectTraining(page)
  await expect(phrase(page, 'data set')).toContainText(say('app.draw.label'))
  await expect.poll(() => dataIn(page)).toMatchObject({ kind: 'points' })
  const data = dataIn(page)
  const ups = data.kind === 'points' ? data.points.map(([, x2 = NaN]) => x2) : []
  expect(ups).toHaveLength(both)
  // A third from the top of a plane from −4 to 4, and as far from the bottom.
  expect(Math.max(...ups)).toBeGreaterThan(1.6)
  expect(Math.min(...ups)).toBeLessThan(-1.6)
  expect(ups.filter((x2) => Math.abs(x2) < 0.4)).toEqual([])
})

test('points are drawn and used with the keyboard alone, and too few are refused in a sentence', async ({ page }) => {
  await open(page, moons)
  await button(page, 'Own data').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Draw points' })).toBeVisible()
  await plane(page).focus()
  await page.keyboard.press('Enter')
  expect(await counted(page)).toBe(8)
  await button(page, 'Use these points').press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'At least 10 points are needed' })).toBeVisible()
  await plane(page).focus()
  await page.keyboard.press('Delete')
  const left = await counted(page)
  expect(left).toBeLessThan(8)
  for (const key of ['Shift+ArrowRight', 'Shift+ArrowUp']) {
    for (let i = 0; i < 3; i++) {
      await page.keyboard.press(key)
      await page.keyboard.press('Space')
    }
  }
  expect(await counted(page)).toBe(left + 48)
  await button(page, 'Use these points').press('Enter')
  await expectTraining(page)
  await expect.poll(() => dataIn(page)).toMatchObject({ kind: 'points' })
})

test('ellipses are dragged, stretched, turned, added and removed with the mouse', async ({ page }) => {
  await open(page, moons)
  await openOwn(page, 'Drag ellipses …')
  const centre = await boxOf(handle(page, 'Centre of ellipse 2'))
  await drag(page, centre, { x: centre.x + 60, y: centre.y - 40 })
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText('Ellipse 2 of 3')
  const moved = await boxOf(handle(page, 'Centre of ellipse 2'))
  expect(moved.x - centre.x).toBeCloseTo(60, -0.5)
  expect(moved.y - centre.y).toBeCloseTo(-40, -0.5)
  const end = await boxOf(handle(page, 'First half-axis of ellipse 2'))
  await drag(page, end, { x: moved.x, y: moved.y - 100 })
  await expect(handle(page, 'First half-axis of ellipse 2')).toHaveAttribute('aria-valuetext', /turned by (8[789]|9[0123]) degrees/)
  await button(page, 'Add an ellipse').click()
  await expect(handle(page, 'Centre of ellipse 4')).toBeVisible()
  await button(page, 'Remove this one').click()
  await expect(handle(page, 'Centre of ellipse 4')).toBeHidden()
  await button(page, 'Use this mixture').click()
  await expectTraining(page)
  await expect(phrase(page, 'data set')).toContainText('your own mixture of 3 Gaussians')
  await expect(page.getByRole('row', { name: /NLL − entropy/ })).toBeVisible()
  await expect.poll(() => dataIn(page)).toMatchObject({ kind: 'mixture', components: [{}, { deviation1: expect.closeTo(1.4, 0) }, {}] })
})

test('ellipses are moved, stretched and removed with the keyboard alone, and gone on with', async ({ page }) => {
  await open(page, moons)
  await openOwn(page, 'Drag ellipses …')
  await handle(page, 'Centre of ellipse 1').focus()
  const before = Number(await handle(page, 'Centre of ellipse 1').getAttribute('aria-valuenow'))
  await page.keyboard.press('ArrowRight')
  expect(Number(await handle(page, 'Centre of ellipse 1').getAttribute('aria-valuenow'))).toBeCloseTo(before + 0.16, 2)
  await page.keyboard.press('Tab')
  await expect(handle(page, 'First half-axis of ellipse 1')).toBeFocused()
  const short = Number(await handle(page, 'First half-axis of ellipse 1').getAttribute('aria-valuenow'))
  await page.keyboard.press('Shift+ArrowUp')
  expect(Number(await handle(page, 'First half-axis of ellipse 1').getAttribute('aria-valuenow'))).toBeGreaterThan(short + 0.4)
  await handle(page, 'Centre of ellipse 3').focus()
  await page.keyboard.press('Delete')
  await expect(handle(page, 'Centre of ellipse 3')).toBeHidden()
  await expect(handle(page, 'Centre of ellipse 2')).toBeFocused()
  await button(page, 'Use this mixture').press('Enter')
  await expectTraining(page)
  await expect.poll(() => dataIn(page)).toMatchObject({ kind: 'mixture', components: [{ centre1: expect.closeTo(before + 0.16, 2) }, {}] })
  await openOwn(page, 'Drag ellipses …')
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText('Ellipse 1 of 2')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test.describe('by touch', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })

  test('a finger drops points and takes hold of ellipses, and nothing overflows', async ({ page }) => {
    await open(page, moons)
    await openOwn(page, 'Draw points …')
    await plane(page).tap()
    expect(await counted(page)).toBe(8)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    await button(page, 'Close').tap()
    await openOwn(page, 'Drag ellipses …')
    const { x, y } = await boxOf(handle(page, 'Centre of ellipse 3'))
    await page.touchscreen.tap(x + 6, y + 4)
    await expect(page.getByRole('dialog').getByRole('status')).toHaveText('Ellipse 3 of 3')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  })
})

for (const name of recordedDatasetNames) {
  test(`the recording ${name} tells its source and licence, and has no number of points to choose`, async ({ page }) => {
    await open(page, moons)
    await page.getByRole('radio', { name: say(`dataset.${name}.label`) }).check({ force: true })
    await page.getByRole('button', { name: say(`dataset.${name}.source`) }).click()
    await expect(page.getByRole('dialog').getByText(say(`dataset.${name}.hint`))).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('textbox', { name: 'points' })).toBeHidden()
    await expect(page.getByRole('switch', { name: 'standardise' })).toBeChecked()
    await beyond(page, 0)
    await expect(page.getByRole('row', { name: /test NLL, nats/ })).toBeVisible()
  })
}

test('a million rows are read while the page goes on', async ({ page }) => {
  await open(page, moons)
  const slowed = slowness()
  const longest = await page.evaluate(async () => {
    const text = Array.from({ length: 1_000_000 }, (_, i) => `${((i * 0.61803) % 1).toFixed(4)},${((i * i * 0.7243) % 1).toFixed(4)}`).join('\n')
    const file = new DataTransfer()
    file.items.add(new File([text], 'million.csv', { type: 'text/csv' }))
    let longestFrame = 0
    let last = performance.now()
    const tick = () => {
      const now = performance.now()
      longestFrame = Math.max(longestFrame, now - last)
      last = now
      if (!document.querySelector('.notice')) requestAnimationFrame(tick)
    }
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: file, bubbles: true, cancelable: true }))
    await new Promise<void>((resolve) => {
      const until = setInterval(() => {
        if (!document.querySelector('.notice')) return
        clearInterval(until)
        resolve()
      }, 50)
      last = performance.now()
      requestAnimationFrame(tick)
    })
    return longestFrame
  })
  await expect(page.getByText('Of 1000000 points 100000 were kept')).toBeVisible()
  await expect(phrase(page, 'data set')).toContainText('million.csv')
  // Alone on a machine it is below 200 ms; other tests run beside this one.
  expect(longest / Math.max(slowed, slowness())).toBeLessThan(2000)
  await beyond(page, 0)
})
