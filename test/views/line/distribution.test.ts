import { describe, expect, test } from 'vitest'
import type { Field } from '../../../src/engine/snapshot.ts'
import { distribution, empiricalCdf, equalMassEdges, largestGap, quantile, valueAt } from '../../../src/views/line/distribution.ts'
import { barCount, histogram, roundBars } from '../../../src/views/line/histogram.ts'

/** log p of the two-peak mixture .5 N(−1, .25²) + .5 N(.5, .5²), on a lattice over [low, high]. */
function twoPeaks(low: number, high: number, columns: number): Field {
  const normal = (x: number, mean: number, sd: number) => Math.exp(-0.5 * ((x - mean) / sd) ** 2) / (sd * Math.sqrt(2 * Math.PI))
  const logP = (x: number) => Math.log(0.5 * normal(x, -1, 0.25) + 0.5 * normal(x, 0.5, 0.5))
  const values = Float32Array.from({ length: columns }, (_, i) => logP(low + ((high - low) * i) / (columns - 1)))
  return { window: [[low, high]], columns, rows: 1, values }
}

/** ∫ of the piecewise linear density over [a, b], by 20,000 midpoints: another way than the code's. */
function massBetween(field: Field, a: number, b: number): number {
  const [low, high] = field.window[0] ?? [0, 1]
  const p = Float64Array.from(field.values, Math.exp)
  const n = 20_000
  let sum = 0
  for (let i = 0; i < n; i++) sum += valueAt(p, [low, high], a + ((b - a) * (i + 0.5)) / n)
  return (sum * (b - a)) / n
}

describe('slices of equal mass', () => {
  test.each([41, 401])('hold a tenth of the mass each, %i lattice points', (columns) => {
    const field = twoPeaks(-2.5, 2.5, columns)
    const learned = distribution(field)
    const edges = equalMassEdges(learned, 10)
    const total = learned.mass.at(-1) ?? NaN
    expect(edges).toHaveLength(11)
    for (let i = 0; i < 10; i++) expect(massBetween(field, edges[i] ?? NaN, edges[i + 1] ?? NaN)).toBeCloseTo(total / 10, 5)
  })

  test('ascend and stay inside the window, empty stretches and overflows included', () => {
    const values = Float32Array.from({ length: 101 }, (_, i) => (i > 20 && i < 80 ? -Infinity : 0))
    const edges = equalMassEdges(distribution({ window: [[0, 1]], columns: 101, rows: 1, values }), 12)
    for (let i = 1; i < edges.length; i++) expect(edges[i] ?? NaN).toBeGreaterThanOrEqual(edges[i - 1] ?? NaN)
    expect(edges[0]).toBeGreaterThanOrEqual(0)
    expect(edges.at(-1)).toBeLessThanOrEqual(1)
  })

  test('are none where there is no mass', () => {
    const values = new Float32Array(50).fill(-Infinity)
    expect(equalMassEdges(distribution({ window: [[0, 1]], columns: 50, rows: 1, values }), 8)).toEqual([])
  })
})

describe('the learned CDF', () => {
  test('ends at the mass of the window, not at 1', () => {
    const whole = distribution(twoPeaks(-3, 3.5, 801))
    expect(whole.mass.at(-1)).toBeCloseTo(1, 4)
    const half = distribution(twoPeaks(-3, -0.25, 801))
    expect(half.mass.at(-1)).toBeCloseTo(massBetween(twoPeaks(-3, -0.25, 801), -3, -0.25), 6)
    expect(half.mass.at(-1)).toBeLessThan(0.6)
  })

  test('its quantile undoes it', () => {
    const learned = distribution(twoPeaks(-2.5, 2.5, 301))
    for (const x of [-1.3, -1, -0.4, 0.5, 1.2]) {
      const below = massBetween(twoPeaks(-2.5, 2.5, 301), -2.5, x)
      expect(quantile(learned, below)).toBeCloseTo(x, 4)
    }
  })

  test('lies within D of the empirical one, and D is reached', () => {
    const uniform = distribution({ window: [[0, 1]], columns: 11, rows: 1, values: new Float32Array(11) })
    const sorted = [0.1, 0.2, 0.3, 0.9]
    expect(largestGap(uniform, sorted)).toEqual({ x: 0.3, gap: expect.closeTo(0.45, 12) })
    expect(empiricalCdf(sorted, 0.05)).toBe(0)
    expect(empiricalCdf(sorted, 0.2)).toBe(0.5)
    expect(empiricalCdf(sorted, 2)).toBe(1)
  })
})

describe('the histogram', () => {
  const points = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 2)

  test('integrates to 1 where the range holds all points', () => {
    const { heights } = histogram(points, [-2, 2], 37)
    expect(heights.reduce((sum, height) => sum + height * (4 / 37), 0)).toBeCloseTo(1, 12)
  })

  test('integrates to the share inside where it does not', () => {
    const inside = points.filter((x) => x >= 0 && x <= 2).length / 1000
    const { heights } = histogram(points, [0, 2], 20)
    expect(heights.reduce((sum, height) => sum + height * 0.1, 0)).toBeCloseTo(inside, 12)
  })

  test('leaves out what is not a number and has a sane number of bars', () => {
    expect(histogram([NaN, Infinity, 0.5], [0, 1], 2).heights).toEqual(Float64Array.from([0, 2 / 3]))
    expect(barCount([1, 1, 1], [0, 2])).toBe(16)
    expect(barCount(Float32Array.from({ length: 100_000 }, (_, i) => i / 100_000), [0, 1])).toBeLessThanOrEqual(80)
  })

  test('has bars that end where (0, 1) ends, and cover the range with about as many as asked for', () => {
    for (const [range, count] of [[[-0.05, 1.05], 37], [[-4.1, 4.3], 50], [[140, 203], 40], [[-2.5, 2.5], 16]] as const) {
      const { range: [low, high], bins } = roundBars(range, count)
      const width = (high - low) / bins
      expect(low).toBeLessThanOrEqual(range[0])
      expect(high).toBeGreaterThanOrEqual(range[1])
      for (const edge of [0, 1]) if (width <= 1) expect(Math.abs((edge - low) / width - Math.round((edge - low) / width))).toBeLessThan(1e-9)
      expect(Math.abs(Math.log2(bins / count))).toBeLessThan(0.7)
    }
    expect(roundBars([1, 1], 16)).toEqual({ range: [1, 1], bins: 16 })
  })

  test('is as high at the ends of (0, 1) as within, for uniform values', () => {
    const values = Float32Array.from({ length: 10_000 }, (_, i) => (i + 0.5) / 10_000)
    const { range, bins } = roundBars([-0.05, 1.05], 37)
    for (const height of histogram(values, range, bins).heights) expect(Math.min(height, Math.abs(height - 1))).toBeLessThan(0.02)
  })
})
