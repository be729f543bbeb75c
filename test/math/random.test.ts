import { describe, expect, test } from 'vitest'
import { gaussLegendre } from '../../src/math/quadrature.ts'
import { batchIndex, createRandom, hash32, mix32 } from '../../src/math/random.ts'
import {
  deviation,
  kolmogorovBound,
  kolmogorovDistance,
  kolmogorovDistanceBetween,
  mean,
} from '../../src/math/statistics.ts'

const n = 50_000
const seeds = [1, 42, 123_456_789]
const many = (draw: () => number, count = n): Float64Array => Float64Array.from({ length: count }, draw)

const identity = (x: number): number => Math.min(Math.max(x, 0), 1)

const rule = gaussLegendre(40)
/** The CDF of N(0, 1) by integrating its density from 0. */
const normalCdf = (x: number): number =>
  0.5 + rule.nodes.reduce((sum, t, i) => sum + (rule.weights[i] ?? NaN) * x * Math.exp(-((x * t) ** 2) / 2), 0) / Math.sqrt(2 * Math.PI)

function correlation(a: Float64Array, b: Float64Array): number {
  const [centreA, centreB] = [mean(a), mean(b)]
  return mean(a.map((x, i) => (x - centreA) * ((b[i] ?? NaN) - centreB))) / (deviation(a) * deviation(b))
}

describe.each(seeds)('seed %i', (seed) => {
  const random = () => createRandom(seed)

  test('uniform numbers are uniform and stay inside (0, 1)', () => {
    const draws = many(random().uniform)
    expect(kolmogorovDistance(draws, identity)).toBeLessThan(kolmogorovBound(n))
    expect(Math.abs(mean(draws) - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / n))
    expect(draws.every((u) => u > 0 && u < 1)).toBe(true)
  })
  test('normal numbers are normal up to the fourth moment', () => {
    const draws = many(random().normal)
    expect(kolmogorovDistance(draws, normalCdf)).toBeLessThan(kolmogorovBound(n))
    // The variance of z^k is E z^2k − (E z^k)²: 1, 2, 15, 96.
    for (const [power, moment, variance] of [[1, 0, 1], [2, 1, 2], [3, 0, 15], [4, 3, 96]] as const) {
      expect(Math.abs(mean(draws.map((z) => z ** power)) - moment), `power ${power}`).toBeLessThan(4 * Math.sqrt(variance / n))
    }
  })
  test('each draw is uncorrelated with those that follow', () => {
    for (const draw of [random().uniform, random().normal]) {
      const draws = many(draw)
      for (const lag of [1, 2, 3, 7]) {
        expect(Math.abs(correlation(draws.subarray(0, n - lag), draws.slice(lag))), `lag ${lag}`).toBeLessThan(4 / Math.sqrt(n))
      }
    }
  })
  test('integers fill 0 … k − 1 evenly', () => {
    const { integer } = random()
    const counts = new Float64Array(7)
    for (const value of many(() => integer(7))) counts[value] = (counts[value] ?? NaN) + 1
    const chiSquare = counts.reduce((sum, count) => sum + (count - n / 7) ** 2 / (n / 7), 0)
    // 99.9 % of chi-square with 6 degrees of freedom.
    expect(chiSquare).toBeLessThan(22.5)
  })
  test('a fork is repeatable, whatever was drawn before it', () => {
    const used = random()
    many(used.uniform, 10)
    expect(many(used.fork('data').uniform, 20)).toEqual(many(random().fork('data').uniform, 20))
  })
  test('a fork takes nothing from its parent', () => {
    const parent = random()
    many(parent.fork('data').uniform, 10)
    expect(many(parent.uniform, 20)).toEqual(many(random().uniform, 20))
  })
  test('forks are independent of their parent, of each other and of neighbouring seeds', () => {
    const streams = [
      random(),
      random().fork('data'),
      random().fork('atad'),
      random().fork('data').fork('data'),
      createRandom(seed + 1),
      createRandom(seed + 1).fork('data'),
    ].map(({ uniform }) => many(uniform))
    for (const [i, a] of streams.entries()) {
      for (const [j, b] of streams.entries()) {
        if (i >= j) continue
        expect(Math.abs(correlation(a, b)), `streams ${i} and ${j}`).toBeLessThan(4 / Math.sqrt(n))
        expect(kolmogorovDistanceBetween(a, b), `streams ${i} and ${j}`).toBeLessThan(kolmogorovBound(n / 2, 0.001))
      }
    }
  })
})

describe('batches', () => {
  test('fill every place uniformly over steps, and every step uniformly over places', () => {
    const over = (index: (i: number) => number): number =>
      kolmogorovDistance(Float64Array.from({ length: n }, (_, i) => (index(i) + 0.5) / 1e6), identity)
    for (const seed of seeds) {
      expect(over((i) => batchIndex(seed, i, 3, 1e6)), `seed ${seed}`).toBeLessThan(kolmogorovBound(n))
      expect(over((i) => batchIndex(seed, 3, i, 1e6)), `seed ${seed}`).toBeLessThan(kolmogorovBound(n))
    }
  })
  test('stay inside a small training set', () => {
    const drawn = new Set(Array.from({ length: 1000 }, (_, i) => batchIndex(1, 1, i, 3)))
    expect([...drawn].toSorted()).toEqual([0, 1, 2])
  })
})

/** Links promise the same run for ever: these numbers may never change. */
describe('frozen numbers', () => {
  test('of the mix and the hash', () => {
    expect([1, 2, 0xffffffff].map(mix32)).toEqual([1753845952, 3507691905, 1734902346])
    expect(hash32(1, 2, 3)).toBe(1276655237)
    expect(hash32(0xffffffff, 7, 123_456)).toBe(1990116588)
    expect([0, 1, 2, 3].map((i) => batchIndex(7, 100, i, 2000))).toEqual([1639, 1465, 1589, 1653])
  })
  test('of a seed', () => {
    const random = createRandom(42)
    expect(Array.from({ length: 4 }, random.uniform)).toEqual([
      0.999178932630457, 0.08344985020812601, 0.9209459252888337, 0.1527128379093483,
    ])
    expect(random.normal()).toBeCloseTo(2.361782322484619, 13)
    expect(random.normal()).toBeCloseTo(1.10971657791308, 13)
    expect(random.integer(1000)).toBe(406)
  })
  test('of a fork', () => {
    const random = createRandom(1).fork('data')
    expect(Array.from({ length: 4 }, random.uniform)).toEqual([
      0.302908563404344, 0.26385936012957245, 0.38767865661066025, 0.9596322841243818,
    ])
    expect(random.normal()).toBeCloseTo(-0.5144090567622376, 13)
    expect(random.normal()).toBeCloseTo(0.44858493616061973, 13)
    expect(random.integer(1000)).toBe(640)
  })
})
