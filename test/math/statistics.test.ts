import { describe, expect, test } from 'vitest'
import { gaussLegendre, lattice } from '../../src/math/quadrature.ts'
import { createRandom } from '../../src/math/random.ts'
import {
  deviation,
  kolmogorovBound,
  kolmogorovDistance,
  kolmogorovDistanceBetween,
  mean,
  standardError,
} from '../../src/math/statistics.ts'

describe('statistics', () => {
  test('of a few numbers known by hand', () => {
    const samples = [2, 4, 4, 4, 5, 5, 7, 9]
    expect(mean(samples)).toBe(5)
    expect(deviation(samples)).toBeCloseTo(Math.sqrt(32 / 7), 14)
    expect(standardError(samples)).toBeCloseTo(Math.sqrt(32 / 7 / 8), 14)
  })
  test('keep their digits far from 0', () => expect(deviation([1e9, 1e9 + 1, 1e9 + 2])).toBe(1))
  test('of a hole are a hole', () => expect(mean([1, NaN])).toBeNaN())
})

describe('Kolmogorov–Smirnov', () => {
  const identity = (x: number): number => Math.min(Math.max(x, 0), 1)

  test('D against a CDF, by hand', () => {
    expect(kolmogorovDistance([0.5], identity)).toBe(0.5)
    expect(kolmogorovDistance([0.1, 0.2, 0.3, 0.4], identity)).toBeCloseTo(0.6, 14)
    expect(kolmogorovDistance([0.875, 0.125, 0.625, 0.375], identity)).toBe(0.125)
  })
  test('D between samples, by hand and with ties', () => {
    expect(kolmogorovDistanceBetween([1, 2, 3], [1, 2, 3])).toBe(0)
    expect(kolmogorovDistanceBetween([1, 2], [3, 4, 5])).toBe(1)
    expect(kolmogorovDistanceBetween([1, 1, 1, 2], [1, 2, 2, 2])).toBe(0.5)
    expect(kolmogorovDistanceBetween([4, 2, 1, 3], [2.5, 3.5])).toBe(0.5)
  })
  test('the bound is that of the tables', () => {
    expect(kolmogorovBound(1)).toBeCloseTo(1.628, 3)
    expect(kolmogorovBound(400, 0.05)).toBeCloseTo(1.358 / 20, 4)
  })
  test('the bound passes the right distribution and catches a slightly wrong one', () => {
    const random = createRandom(1)
    const samples = Array.from({ length: 20_000 }, () => random.uniform())
    expect(kolmogorovDistance(samples, identity), 'seed 1').toBeLessThan(kolmogorovBound(20_000))
    expect(kolmogorovDistance(samples.map((u) => u ** 1.1), identity), 'seed 1').toBeGreaterThan(kolmogorovBound(20_000))
  })
})

describe('quadrature', () => {
  test.each([1, 2, 5, 8, 20, 64])('Gauss–Legendre with %i nodes is exact up to its degree', (count) => {
    const { nodes, weights } = gaussLegendre(count)
    for (let power = 0; power < 2 * count; power++) {
      const sum = nodes.reduce((total, node, i) => total + (weights[i] ?? NaN) * node ** power, 0)
      expect(Math.abs(sum * (power + 1) - 1), `power ${power}`).toBeLessThan(1e-12)
    }
  })
  test('a lattice fills its window with midpoints, the last axis fastest', () => {
    const { counts, points, cell } = lattice([[0, 1], [-1, 1]], 0.7)
    expect(counts).toEqual([2, 3])
    expect(cell).toBeCloseTo(1 / 3, 14)
    const third = Math.fround(2 / 3)
    expect([...points]).toEqual([0.25, -third, 0.25, 0, 0.25, third, 0.75, -third, 0.75, 0, 0.75, third].map((x) => expect.closeTo(x, 6)))
  })
  test('a lattice cuts no extra cell where the spacing divides the window', () => {
    expect(lattice([[0, 0.3]], 0.1).counts).toEqual([3])
  })
})
