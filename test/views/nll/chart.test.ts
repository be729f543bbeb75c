import { describe, expect, test } from 'vitest'
import { chartPlot } from '../../../src/views/chart.ts'
import { lightColours } from '../../../src/views/colours.ts'
import { drawNll, stepAt } from '../../../src/views/nll/draw.ts'
import { dashOf, lookColour } from '../../../src/views/nll/drawOthers.ts'
import { Names } from '../../../src/views/names.ts'
import type { NllScene } from '../../../src/views/nll/pen.ts'
import { stepAxis, zoomBetween, zoomBy } from '../../../src/views/nll/series.ts'
import { unitFactor } from '../../../src/views/nll/unit.ts'
import { nllWords } from '../../../src/views/nll/words.ts'
import { recorder } from '../recorder.ts'

const size = { width: 480, height: 200 }

const falling = (steps: number, floor: number) => {
  const trainSteps = Array.from({ length: steps }, (_, i) => i + 1)
  return { trainSteps, train: trainSteps.map((step) => floor + Math.exp(-step / 100)), test: [{ step: steps, nll: floor, standardError: 0.01 }] }
}

const scene = (part: Partial<NllScene> = {}): NllScene =>
  ({ series: falling(1000, 1), entropy: 0.9, teacher: null, logarithmic: false, cursor: null, factor: 1, zoom: null, dragged: null, others: [], past: null, ...part })

function drawn(part: Partial<NllScene> = {}) {
  const { context, named } = recorder()
  drawNll(context, size, scene(part), nllWords('nats', false), lightColours)
  return { texts: named('fillText').map(({ args: [text, x, y] }) => ({ text: String(text), x: Number(x), y: Number(y) })), named }
}

const numbersAtLeft = (part: Partial<NllScene>) => drawn(part).texts.filter(({ x, text }) => x < chartPlot(size).left && Number.isFinite(Number(text))).map(({ text }) => Number(text))

describe('the unit', () => {
  test('of bits per dimension is ln 2 nats for each coordinate', () => {
    expect(unitFactor('nats', 2)).toBe(1)
    expect(unitFactor('bits', 2) * 2 * Math.LN2).toBeCloseTo(1, 15)
    expect(unitFactor('bits', 1) * Math.log(8)).toBeCloseTo(3, 15)
  })

  test('is what the axis counts in', () => {
    const [nats, bits] = [numbersAtLeft({}), numbersAtLeft({ factor: unitFactor('bits', 2) })]
    expect(Math.max(...bits)).toBeLessThan(Math.max(...nats))
    expect(Math.max(...bits)).toBeGreaterThan(0.7 * Math.max(...nats) / (2 * Math.LN2))
  })
})

describe('the zoom', () => {
  test('between two places takes them in either order; too few steps or all of them are none', () => {
    expect(zoomBetween(700.4, 300.2, 1000)).toEqual([300, 701])
    expect(zoomBetween(300, 301, 1000)).toBeNull()
    expect(zoomBetween(0, 1000, 1000)).toBeNull()
    expect(zoomBetween(900, 5000, 1000)).toEqual([900, 1000])
  })

  test.each([true, false])('in and out keeps a step where it is and ends at all of it, logarithmic %s', (logarithmic) => {
    const all = stepAxis(1000, logarithmic)
    const zoom = zoomBy(all, 0.5, 600, 1000)
    const near = stepAxis(1000, logarithmic, zoom)
    expect(near.share(600)).toBeCloseTo(all.share(600), 1)
    expect(near.share(700) - near.share(600)).toBeCloseTo(2 * (all.share(700) - all.share(600)), 1)
    expect(zoomBy(near, 2, 600, 1000)).toBeNull()
    let closest = zoom
    for (let i = 0; i < 30; i++) closest = zoomBy(stepAxis(1000, logarithmic, closest), 0.5, 600, 1000)
    expect((closest?.[1] ?? 0) - (closest?.[0] ?? 0)).toBeGreaterThanOrEqual(4)
  })

  test.each([false, true])('out from one end of the run goes on to the other, logarithmic: %s', (logarithmic) => {
    const late = zoomBy(stepAxis(1000, logarithmic, [800, 1000]), 2, 800, 1000)
    expect(late?.[0]).toBeLessThan(700)
    expect(late?.[1]).toBe(1000)
    const early = zoomBy(stepAxis(1000, logarithmic, [0, 20]), 2, 20, 1000)
    expect(early?.[0]).toBeLessThanOrEqual(1)
    expect(early?.[1]).toBeGreaterThan(30)
  })

  test('is what is under the pointer, and what the axis shows', () => {
    const plot = chartPlot(size)
    const zoomed = scene({ zoom: [400, 600] })
    expect(stepAt(size, zoomed, plot.left)).toBeCloseTo(400)
    expect(stepAt(size, zoomed, plot.left + plot.width)).toBeCloseTo(600)
    expect(drawn({ zoom: [400, 600] }).texts.map(({ text }) => text)).toContain('500')
  })
})

describe('other runs', () => {
  const others = Array.from({ length: 8 }, (_, i) => ({ name: `run ${i + 1}`, look: i + 1, series: falling(1500, 1.02 + 0.03 * i) }))

  test('are told apart by dashes alone, and by colour', () => {
    const looks = Array.from({ length: 9 }, (_, look) => look)
    expect(new Set(looks.map((look) => dashOf(look).join())).size).toBe(9)
    expect(new Set(looks.map((look) => lookColour(look, lightColours))).size).toBe(9)
  })

  test('are each drawn with their dashes and named once, the names apart', () => {
    const { texts, named } = drawn({ others })
    const dashes = named('setLineDash').map(({ args: [dash] }) => String(dash))
    for (const { look } of others) expect(dashes).toContain(dashOf(look).join())
    const names = others.map(({ name }) => texts.filter(({ text }) => text === name))
    expect(names.map((found) => found.length)).toEqual(others.map(() => 1))
    const placed = names.flat()
    for (const [i, a] of placed.entries()) {
      for (const b of placed.slice(i + 1)) expect(Math.abs(a.y - b.y) >= 15 || Math.abs(a.x - b.x) >= 30, `${a.text} and ${b.text}`).toBe(true)
    }
  })

  test('make the axis as long as the longest of them', () => {
    const plot = chartPlot(size)
    expect(stepAt(size, scene({ others }), plot.left + plot.width)).toBeCloseTo(1500)
  })
})

test('names take the first free place, and move inside', () => {
  const names = new Names({ left: 0, top: 0, width: 100, height: 100 })
  expect(names.place(40, [[50, 50]])).toEqual([50, 50])
  expect(names.place(40, [[55, 52], [50, 80]])).toEqual([50, 80])
  expect(names.place(40, [[95, 20]])).toEqual([79, 20])
  expect(names.place(40, [[50, 2], [30, 34]])).toEqual([30, 34])
  expect(names.place(40, [])).toBeNull()
})

test('the past is marked where it is', () => {
  const plot = chartPlot(size)
  const lines = drawn({ past: 500 }).named('moveTo').map(({ args: [x] }) => Number(x))
  expect(lines.some((x) => Math.abs(x - (plot.left + plot.width / 2)) < 1)).toBe(true)
})

describe('the names', () => {
  /** Middle of a name's row and its two ends; each letter of the recorder is 6 pixels wide. */
  const rows = (size: { readonly width: number; readonly height: number }, part: Partial<NllScene>, unit: string) => {
    const { context, named } = recorder()
    drawNll(context, size, scene(part), nllWords(unit, false), lightColours)
    const plot = chartPlot(size)
    return named('fillText').map(({ args: [text, x, y] }) => ({ text: String(text), left: Number(x), right: Number(x) + 6 * String(text).length, y: Number(y) }))
      .filter(({ left, y, text }) => /[a-z]{3}/.test(text) && left > plot.left && y < plot.top + plot.height)
  }

  test.each([true, false])('lie on no other name in a low chart, logarithmic %s', (logarithmic) => {
    const others = [{ name: 'run 1', look: 1, series: falling(1000, 1) }, { name: 'last run', look: 0, series: falling(700, 1) }]
    const found = rows({ width: 300, height: 108 }, { logarithmic, others }, 'bits per dimension')
    expect(found.map(({ text }) => text)).toEqual(expect.arrayContaining(['bits per dimension', 'train', 'entropy, the floor', 'run 1']))
    for (const [i, one] of found.entries()) {
      for (const other of found.slice(i + 1)) {
        const apart = Math.abs(one.y - other.y) >= 15 || one.right <= other.left || other.right <= one.left
        expect(apart, `${one.text} and ${other.text}`).toBe(true)
      }
    }
  })

  test.each([108, 200])('let the entropy be read under its line, not on it, at %d px', (height) => {
    const { context, named } = recorder()
    const size = { width: 300, height }
    const flat = { trainSteps: [1, 500, 1000], train: [1, 1, 1], test: [] }
    drawNll(context, size, scene({ series: flat, entropy: 0.9 }), nllWords('nats', false), lightColours)
    const name = named('fillText').find(({ args: [text] }) => String(text).startsWith('entropy'))
    const dashes = named('moveTo').filter((call) => call.strokeStyle === lightColours.x).map(({ args: [, y] }) => Number(y))
    expect(dashes).toHaveLength(1)
    expect(Number(name?.args[2]) - 7.5).toBeGreaterThan(dashes[0] ?? Infinity)
  })
})
