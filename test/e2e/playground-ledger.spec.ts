import type { Locator, Page } from '@playwright/test'
import { presets } from '../../src/experiment/presets.ts'
import { newLayer } from '../../src/experiment/specs.ts'
import { say } from '../../src/words/catalogue.ts'
import { numbersIn, press } from './looking.ts'
import { beyond, endless, open, pause, quick, soon } from './playgroundPage.ts'
import { violationsInBoth } from './support/axe.ts'
import { expect, test } from './support/page.ts'

const slowly = { ...presets['moons-realnvp'].run, speed: '1' } as const
const moons = { ...endless(presets['moons-realnvp']), run: slowly }
/** One layer of each kind of Jacobian. */
const kinds = { ...moons, layers: [newLayer('elementwise', 'affine'), newLayer('coupling', 'affine'), newLayer('rotation', undefined, { angle: 30 })] }

const tab = (page: Page): Locator => page.getByRole('tab', { name: say('lens.ledger') })
const plane = (page: Page): Locator => page.getByRole('application', { name: say('plane.x.use') })
const rows = (page: Page): Locator => page.locator('.ledger tbody tr')
const chip = (page: Page, letter: string): Locator => page.getByRole('button', { name: new RegExp(`^Point ${letter} at`) })

/** Where the followed point lies in x, as the ledger tells. */
const start = async (page: Page): Promise<readonly number[]> => numbersIn(await rows(page).first().locator('td').first().textContent())

/** Where an anchor lies, as its chip tells; the words of the name have no other numbers. */
const placeOf = async (page: Page, letter: string): Promise<readonly number[]> => numbersIn(await chip(page, letter).getAttribute('aria-label'))

interface Layer {
  readonly place: readonly number[]
  readonly jacobian: readonly number[]
  readonly logDet: number
  readonly sum: number
}

async function readLayers(page: Page): Promise<readonly Layer[]> {
  const all = await rows(page).all()
  return Promise.all(all.slice(1).map(async (row) => {
    const [place, , logDet, sum] = await row.locator('td').allTextContents()
    const jacobian = await row.getByRole('img').getAttribute('aria-label')
    return { place: numbersIn(place ?? ''), jacobian: numbersIn(jacobian), logDet: numbersIn(logDet ?? '')[0] ?? NaN, sum: numbersIn(sum ?? '')[0] ?? NaN }
  }))
}

const readEquation = async (page: Page): Promise<readonly number[]> => (await page.locator('.ledger-sum dd').allTextContents()).map((text) => numbersIn(text)[0] ?? NaN)

/** Every number of the ledger agrees with the others, as far as its digits go. */
async function expectToAddUp(page: Page): Promise<readonly Layer[]> {
  const layers = await readLayers(page)
  let sum = 0
  for (const [k, layer] of layers.entries()) {
    sum += layer.logDet
    expect(Math.abs(layer.sum - sum), `running sum after layer ${k + 1}`).toBeLessThan(0.001 * (k + 2))
    const [a = NaN, b = 0, c = 0, d = 1] = layer.jacobian
    const determinant = Math.abs(a * d - b * c)
    // Entries have two decimals.
    const slack = 0.006 * (Math.abs(a) + Math.abs(b) + Math.abs(c) + Math.abs(d))
    expect(Math.abs(Math.exp(layer.logDet) - determinant), `|det| of layer ${k + 1}`).toBeLessThan(slack)
  }
  const [base = NaN, logDet = NaN, logDensity = NaN, density = NaN] = await readEquation(page)
  expect(Math.abs(logDet - sum)).toBeLessThan(0.001 * (layers.length + 1))
  expect(Math.abs(base + logDet - logDensity)).toBeLessThan(0.002)
  expect(density / Math.exp(logDensity)).toBeCloseTo(1, 1)
  const z = layers.at(-1)?.place ?? []
  const normal = z.reduce((total, value) => total - value * value / 2 - Math.log(2 * Math.PI) / 2, 0)
  expect(Math.abs(base - normal), 'log p_Z at the z of the last row').toBeLessThan(0.006 * z.reduce((total, value) => total + Math.abs(value), 0.5))
  return layers
}

test('by mouse: a point of x is clicked, and its path, log-dets and log p(x) are told', async ({ page }) => {
  await open(page, moons)
  await beyond(page, 0)
  await pause(page)
  await tab(page).click()
  // What is off screen asks for nothing.
  await page.locator('.ledger-picture').scrollIntoViewIfNeeded()
  await expect(rows(page)).toHaveCount(1 + moons.layers.length, soon)
  await expect(page.getByText(say('ledger.first'))).toBeVisible()
  const first = await start(page)
  await expectToAddUp(page)
  for (const [letter, x, y] of [['A', 0.3, 0.4], ['B', 0.7, 0.6]] as const) {
    const box = await plane(page).boundingBox()
    if (!box) throw new Error('the plane is not to be seen')
    await plane(page).click({ position: { x: x * box.width, y: y * box.height } })
    await page.locator('.ledger-picture').scrollIntoViewIfNeeded()
    const place = await placeOf(page, letter)
    await expect.poll(() => start(page)).toEqual(place)
    expect(place).not.toEqual(first)
    await expect(page.getByText(say('ledger.picked'))).toBeVisible()
    await expectToAddUp(page)
  }
  const [base, logDet, sum] = (await page.locator('.ledger-sum dd').allTextContents()).map((text) => text.split(' ')[0])
  await expect(page.locator('.ledger-picture')).toContainText(`log p(x) = ${base} from the base plus ${logDet} from the layers = ${sum} nats`)
  expect(await violationsInBoth(page, '.lens')).toEqual([])
})

test('by keyboard: points are picked and followed, and each kind of Jacobian is drawn as what it is', async ({ page }) => {
  await open(page, kinds)
  await beyond(page, 0)
  await page.keyboard.press('Space')
  await plane(page).focus()
  await press(page, 'Enter', 'Enter', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowUp', 'Enter')
  await expect(chip(page, 'B')).toBeVisible()
  await tab(page).focus()
  await press(page, 'ArrowRight', 'ArrowLeft')
  await expect(tab(page)).toHaveAttribute('aria-selected', 'true')
  await page.locator('.ledger-picture').scrollIntoViewIfNeeded()
  const [a, b] = [await placeOf(page, 'A'), await placeOf(page, 'B')]
  expect(a).not.toEqual(b)
  await expect.poll(() => start(page), soon).toEqual(b)
  await chip(page, 'A').focus()
  await page.keyboard.press('Enter')
  await page.locator('.ledger-picture').scrollIntoViewIfNeeded()
  await expect.poll(() => start(page)).toEqual(a)
  const layers = await expectToAddUp(page)
  const zeros = layers.map(({ jacobian }) => jacobian.map((entry) => entry === 0))
  expect(zeros).toEqual([[false, true, true, false], [false, true, false, false], [false, false, false, false]])
  // A zero by design is a dot; 0.00 would be a number.
  for (const [k, dots] of [2, 1, 0].entries()) await expect(rows(page).nth(k + 1).locator('.jacobian-zero')).toHaveCount(dots)
  expect(layers[2]?.logDet).toBe(0)
  expect(await violationsInBoth(page, '.lens')).toEqual([])
})

test('on the line, a picked point has a number for each Jacobian, and p(x) per unit length', async ({ page }) => {
  await open(page, { ...endless(quick), run: { ...quick.run, speed: '1' } })
  await beyond(page, 0)
  await page.keyboard.press('Space')
  const cursor = page.getByRole('slider', { name: say('line.cursor') })
  await cursor.focus()
  await press(page, 'Enter', 'Shift+ArrowRight', 'Enter')
  await page.locator('.ledger-picture').scrollIntoViewIfNeeded()
  await expect.poll(() => start(page), soon).toEqual(await placeOf(page, 'A'))
  await expectToAddUp(page)
  await expect(page.locator('.ledger-sum')).toContainText('per unit length')
  const before = await start(page)
  const box = await cursor.boundingBox()
  if (!box) throw new Error('the line is not to be seen')
  await cursor.click({ position: { x: 0.3 * box.width, y: 0.6 * box.height } })
  await page.locator('.ledger-picture').scrollIntoViewIfNeeded()
  await expect.poll(() => start(page)).toEqual(await placeOf(page, 'B'))
  expect(await start(page)).not.toEqual(before)
  await expectToAddUp(page)
})
