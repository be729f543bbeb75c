import { describe, expect, test } from 'vitest'
import type { NllSeries } from '../../../src/store/frames.ts'
import { columns } from '../../../src/views/nll/draw.ts'
import { movedStep, movingAverage, nearestIndex, readAt, robustRange, stepAxis } from '../../../src/views/nll/series.ts'

/** A run that falls from 60 nats to 1 within a few dozen steps. */
function fallingRun(steps: number): NllSeries {
  const trainSteps = Array.from({ length: steps }, (_, i) => i + 1)
  const train = trainSteps.map((step) => 1 + 59 * Math.exp(-step / 6) + 0.05 * Math.sin(step * 1.7))
  const test = [50, 100, 200].filter((step) => step <= steps).map((step) => ({ step, nll: 1.01, standardError: 0.01 }))
  return { trainSteps, train, test }
}

describe('the moving average', () => {
  test('is the mean of the values looked back at', () => {
    const values = Array.from({ length: 40 }, (_, i) => (i * i) % 17)
    const averaged = movingAverage(values, 3)
    for (const i of [20, 33, 39]) {
      const mean = ((values[i] ?? NaN) + (values[i - 1] ?? NaN) + (values[i - 2] ?? NaN) + (values[i - 3] ?? NaN)) / 4
      expect(averaged[i]).toBeCloseTo(mean, 12)
    }
    expect(Array.from(movingAverage(values, 0))).toEqual(values)
  })

  test('keeps up with a steep beginning: it looks back over a fifth at most', () => {
    const averaged = movingAverage([64, 32, 16, 8, 4, 2, 1], 50)
    expect(Array.from(averaged)).toEqual([64, 32, 16, 8, 4, 3, 1.5])
  })

  test('forgets a huge loss once it is out of reach', () => {
    expect(Array.from(movingAverage([1e30, 1, 1, 1, 1, 1, 1, 1], 3)).slice(1)).toEqual([1, 1, 1, 1, 1, 1, 1])
  })

  test('skips what is not finite', () => {
    expect(Array.from(movingAverage([NaN, 2, 2, 2, Infinity, 4, NaN], 1))).toEqual([NaN, 2, 2, 2, NaN, 4, 4])
  })
})

describe('the cursor', () => {
  test('picks the nearest step', () => {
    const steps = [1, 4, 5, 9]
    expect([-3, 2, 3, 4.4, 4.6, 7.1, 99].map((step) => steps[nearestIndex(steps, step)])).toEqual([1, 1, 4, 4, 5, 9, 9])
    expect(nearestIndex([], 3)).toBe(-1)
    expect(nearestIndex([7], 3)).toBe(0)
  })

  test('reads train and test there', () => {
    const series = fallingRun(200)
    const lookedBack = series.train.slice(103 - 5, 104)
    const mean = lookedBack.reduce((sum, value) => sum + value, 0) / lookedBack.length
    expect(readAt(series, 104)).toEqual({ step: 104, train: expect.closeTo(mean, 10), test: series.test[1] })
    expect(readAt({ trainSteps: [], train: [], test: [] }, 5)).toBeNull()
  })
})

describe('the keyboard cursor', () => {
  const series = fallingRun(2000)

  test.each([true, false])('walks the whole run in steps of at least one and stays inside, logarithmic %s', (logarithmic) => {
    let at = movedStep(series, null, 'Home', false, logarithmic)
    expect(at).toBe(1)
    for (let presses = 0; at !== 2000 && presses < 400; presses++) {
      const next: number | undefined = movedStep(series, at ?? null, 'ArrowRight', false, logarithmic)
      expect(next).toBeGreaterThan(at ?? NaN)
      at = next
    }
    expect([at, movedStep(series, 2000, 'ArrowRight', false, logarithmic)]).toEqual([2000, 2000])
    expect(movedStep(series, 1, 'ArrowLeft', true, logarithmic)).toBe(1)
  })

  test('leaves other keys alone', () => expect(movedStep(series, 5, 'Tab', false, false)).toBeUndefined())
})

describe('the step axis', () => {
  test.each([true, false])('goes there and back, logarithmic %s', (logarithmic) => {
    const axis = stepAxis(5000, logarithmic)
    for (const share of [0, 0.25, 0.9, 1]) expect(axis.share(axis.step(share))).toBeCloseTo(share, 12)
    expect(axis.step(1)).toBeCloseTo(5000, 8)
  })
})

describe('the y range', () => {
  test('is not squashed by the first steps of a long run, and holds the entropy', () => {
    const series = fallingRun(2000)
    const [low, high] = robustRange(series, stepAxis(2000, false), 0.9)
    expect(low).toBeLessThan(0.9)
    expect(high).toBeLessThan(2)
    expect(high).toBeGreaterThan(1.05)
  })

  test('shows the fall where the axis gives it room', () => {
    const [, high] = robustRange(fallingRun(2000), stepAxis(2000, true), 0.9)
    expect(high).toBeGreaterThan(10)
    expect(high).toBeLessThan(40)
    const [, young] = robustRange(fallingRun(8), stepAxis(8, false), null)
    expect(young).toBeGreaterThan(40)
  })

  test('stands for an empty run and for values that are not finite', () => {
    expect(robustRange({ trainSteps: [], train: [], test: [] }, stepAxis(0, false), null).every(Number.isFinite)).toBe(true)
    const wild: NllSeries = { trainSteps: [1, 2, 3], train: [Infinity, NaN, 2], test: [{ step: 3, nll: Infinity, standardError: NaN }] }
    const [low, high] = robustRange(wild, stepAxis(3, false), null)
    expect([low < 2, high > 2, Number.isFinite(high - low)]).toEqual([true, true, true])
  })
})

test('thinning to pixels keeps the lowest and highest of each column', () => {
  expect(columns([0, 1, 2, 3, 4, 5], [3, 1, NaN, 7, 5, 2], (step) => step / 2)).toEqual([[0, 1, 3], [1, 7, 7], [2, 2, 5]])
})
