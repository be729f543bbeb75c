import type { Locator, Page } from '@playwright/test'
import { presets } from '../../src/experiment/presets.ts'
import { trainAverage } from '../../src/views/nll/series.ts'
import { say } from '../../src/words/catalogue.ts'
import { changed, press, tabTo } from './looking.ts'
import { glimpse, pixels, saved } from './picturePage.ts'
import { beyond, button, endless, open, pause, pauseByKey, step } from './playgroundPage.ts'
import { violationsInBoth } from './support/axe.ts'
import { expect, test } from './support/page.ts'

const moons = endless(presets['moons-realnvp'])
const chart = (page: Page): Locator => page.getByRole('slider', { name: say('nll.cursor') })
const picture = (page: Page): Locator => page.getByRole('img', { name: say('nll.name') })
const caption = (page: Page): Locator => page.locator('.nll-chart .picture-caption')
const zoomButton = (page: Page, way: 'in' | 'out' | 'all'): Locator => button(page, say(`nll.zoom.${way}`))
const logSteps = (page: Page): Locator => page.getByRole('switch', { name: say('nll.logarithmic') })
const openTools = (page: Page) => button(page, `${say('nll.tools')} ▾`)

interface Read {
  readonly step: number
  readonly train: number
  readonly test: number
  readonly error: number
}

/** What a reading of the chart tells. */
function parsed(text: string | null): Read {
  const [, at = '', train = '', test = '', error = ''] = /step ([\d,]+): train (\S+) · test (\S+) ± (\S+)/.exec((text ?? '').replaceAll('−', '-')) ?? []
  return { step: Number(at.replaceAll(',', '')), train: Number(train), test: Number(test), error: Number(error) }
}

const spoken = async (page: Page): Promise<Read> => parsed(await chart(page).getAttribute('aria-valuetext'))

/** Points at a share of the chart's width; both the line of words and the slider tell what stands there. */
async function hover(page: Page, share: number): Promise<Read> {
  const box = await chart(page).boundingBox()
  if (!box) throw new Error('the chart is not to be seen')
  await page.mouse.move(box.x + share * box.width, box.y + 40)
  await expect.poll(async () => (await caption(page).textContent()) === (await chart(page).getAttribute('aria-valuetext'))).toBe(true)
  return spoken(page)
}

/** The columns of a saved CSV: train NLLs of all steps, and the rows that were tested. */
function curvesOf(text: string): { readonly train: readonly number[]; readonly tests: readonly (readonly number[])[] } {
  const [head, ...lines] = text.trim().split('\n')
  expect(head).toBe('step,train_nll_nats,test_nll_nats,test_standard_error_nats')
  const rows = lines.map((line) => line.split(',').map((cell) => (cell === '' ? NaN : Number(cell))))
  return { train: rows.flatMap(([, train = NaN]) => (Number.isFinite(train) ? [train] : [])), tests: rows.filter(([, , test = NaN]) => Number.isFinite(test)) }
}

/** The longest line of those that a drawing strokes so wide: how many places it has, and how far it goes up and down. */
function line(svg: string, width: number): { readonly count: number; readonly travel: number } {
  const paths = [...svg.matchAll(/<path d="([^"]+)" fill="none"[^>]*stroke-width="([\d.]+)"/g)].flatMap(([, d = '', stroke]) => (Number(stroke) === width ? [d] : []))
  const longest = paths.toSorted((a, b) => b.length - a.length)[0] ?? ''
  const heights = [...longest.matchAll(/[\d.-]+ ([\d.-]+)/g)].map(([, y]) => Number(y))
  return { count: heights.length, travel: heights.slice(1).reduce((sum, y, i) => sum + Math.abs(y - (heights[i] ?? y)), 0) }
}

test('by mouse: values under the pointer, units, a logarithmic axis, zoom, and the numbers as they are saved', async ({ page }) => {
  await open(page, moons)
  await beyond(page, 300)
  await pause(page)
  const last = await step(page)
  const bare = await pixels(picture(page))
  const middle = await hover(page, 0.5)
  expect((await hover(page, 0.8)).step).toBeGreaterThan(middle.step)
  expect(middle.step).toBeLessThan(last)
  await changed(picture(page), bare)
  await page.mouse.move(5, 5)
  await expect.poll(async () => parsed(await caption(page).textContent()).step).toBe(last)
  const newest = parsed(await caption(page).textContent())

  await openTools(page).click()
  const csv = await saved(page, () => button(page, say('nll.csv')).click())
  expect(csv.name).toMatch(/-nll-step-\d+\.csv$/)
  const { train, tests } = curvesOf(csv.bytes.toString('utf8'))
  expect(train).toHaveLength(last)
  // Train is read as its moving average, test as it was found.
  expect(newest.train).toBeCloseTo(trainAverage({ train }).at(-1) ?? NaN, 2)
  const [, , test = NaN, error = NaN] = tests.at(-1) ?? []
  expect(newest.test).toBeCloseTo(test, 2)
  expect(newest.error).toBeCloseTo(error, 2)
  await page.getByText(say('nll.unit.bits'), { exact: true }).click()
  await expect(chart(page)).toHaveAttribute('aria-valuetext', /bits per dimension$/)
  const bits = await spoken(page)
  for (const part of ['train', 'test', 'error'] as const) expect(Math.abs(bits[part] - newest[part] / (2 * Math.LN2)), part).toBeLessThan(0.001)
  await page.locator('.flyout .switch-track').click()
  await expect(logSteps(page)).toBeChecked()
  expect(await violationsInBoth(page, '.popover')).toEqual([])
  await page.keyboard.press('Escape')
  // Halfway along a logarithmic axis lies the root of the last step.
  expect((await hover(page, 0.5)).step).toBeLessThan(middle.step / 3)

  await openTools(page).click()
  await page.locator('.flyout .switch-track').click()
  await zoomButton(page, 'in').click()
  await page.keyboard.press('Escape')
  expect((await hover(page, 0.1)).step).toBeGreaterThan(last / 3)
  await chart(page).dblclick()
  expect((await hover(page, 0.1)).step).toBeLessThan(last / 5)
  await page.mouse.down()
  await hover(page, 0.4)
  await page.mouse.up()
  const [low, high] = [await hover(page, 0.1), await hover(page, 0.97)]
  expect(high.step - low.step).toBeLessThan(last / 2)
  await chart(page).dblclick()

  await button(page, say('save.button', { name: say('nll.name') })).click()
  const svg = (await saved(page, () => page.getByRole('menuitem', { name: say('save.svg') }).click())).bytes.toString('utf8')
  const [raw, average] = [line(svg, 1), line(svg, 2)]
  expect(average.count).toBe(last)
  expect(raw.count).toBeGreaterThan(100)
  expect(average.travel).toBeLessThan(raw.travel / 2)
  const words = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text)
  expect(words).toEqual(expect.arrayContaining([say('nll.unit.bits'), say('nll.entropy.short')]))
})

test('by keyboard: the same', async ({ page }) => {
  await open(page, moons)
  await beyond(page, 300)
  await pauseByKey(page)
  await chart(page).focus()
  await press(page, 'End')
  const bare = await pixels(picture(page))
  const end = await spoken(page)
  await press(page, 'Shift+ArrowLeft')
  const linear = await spoken(page)
  expect(linear.step).toBeLessThan(end.step)
  expect(await chart(page).getAttribute('aria-valuenow')).toBe(String(linear.step))
  await changed(picture(page), bare)
  await press(page, 'Home')
  expect((await spoken(page)).step).toBe(1)
  await press(page, 'ArrowRight')
  expect((await spoken(page)).step).toBeGreaterThan(1)
  await press(page, 'Escape')
  expect((await spoken(page)).step).toBe(end.step)
  await press(page, 'End', '+', 'Home')
  expect((await spoken(page)).step).toBeGreaterThan(end.step / 3)
  await press(page, '-', 'Home')
  expect((await spoken(page)).step).toBeLessThan(end.step / 3)
  await press(page, '0', 'Home')
  expect((await spoken(page)).step).toBe(1)

  await openTools(page).focus()
  await press(page, 'Enter')
  await tabTo(page, page.getByRole('radio', { name: say('nll.unit.nats') }), 3)
  await press(page, 'ArrowRight')
  await tabTo(page, logSteps(page), 2)
  await press(page, 'Space')
  await expect(logSteps(page)).toBeChecked()
  await tabTo(page, zoomButton(page, 'in'), 1)
  const whole = await pixels(picture(page))
  await press(page, 'Enter')
  const zoomed = await changed(picture(page), whole)
  await tabTo(page, zoomButton(page, 'all'), 2)
  await press(page, 'Enter')
  await changed(picture(page), zoomed)
  expect(await glimpse(picture(page))).toBe(whole)
  await tabTo(page, button(page, say('nll.csv')), 2)
  const csv = await saved(page, () => press(page, 'Enter'))
  expect(curvesOf(csv.bytes.toString('utf8')).train).toHaveLength(end.step)
  await press(page, 'Escape')
  await expect(openTools(page)).toBeFocused()
  await chart(page).focus()
  await press(page, 'End')
  await expect(chart(page)).toHaveAttribute('aria-valuetext', /bits per dimension$/)
  expect((await spoken(page)).test).toBeCloseTo(end.test / (2 * Math.LN2), 2)
  await press(page, 'Shift+ArrowLeft')
  // A tenth of a logarithmic axis is more than half of the steps.
  expect((await spoken(page)).step).toBeLessThan(linear.step)
  expect(await violationsInBoth(page, '.card-nll')).toEqual([])
})
