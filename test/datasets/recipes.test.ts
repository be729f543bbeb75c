import { describe, expect, test } from 'vitest'
import { knownDatasetOf, type KnownDatasetName } from '../../src/datasets/registry.ts'
import { initialOptions } from '../../src/math/options.ts'
import { createRandom } from '../../src/math/random.ts'
import { deviation, mean, standardError } from '../../src/math/statistics.ts'

const seed = 11
const n = 40_000

/** The points of one component, by axis. */
function component(name: KnownDatasetName, which: number): number[][] {
  const dataset = knownDatasetOf(name)
  const { points, components } = dataset.sample(createRandom(seed), n, initialOptions(dataset.options))
  return Array.from({ length: dataset.dimension }, (_, axis) =>
    [...points].filter((_, i) => i % dataset.dimension === axis).filter((_, i) => components[i] === which),
  )
}

function expectMean(samples: readonly number[] = [], expected: number): void {
  expect(Math.abs(mean(samples) - expected), `mean ${mean(samples)} for ${expected}, seed ${seed}`).toBeLessThan(
    4 * standardError(samples),
  )
}

const expectShare = (samples: readonly number[] = [], share: number): void =>
  expect(Math.abs(samples.length / n - share), `share, seed ${seed}`).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / n))

const expectDeviation = (samples: readonly number[] = [], expected: number): void =>
  expect(Math.abs(deviation(samples) / expected - 1), `deviation, seed ${seed}`).toBeLessThan(4 / Math.sqrt(2 * samples.length))

describe('the recipes of the literature', () => {
  test('moons are half circles about (0, 0) and (1, 0.5)', () => {
    const [upper, lower] = [component('moons', 0), component('moons', 1)]
    expectMean(upper[0], 0)
    expectMean(upper[1], 2 / Math.PI)
    expectMean(lower[0], 1)
    expectMean(lower[1], 0.5 - 2 / Math.PI)
    expectShare(upper[0], 1 / 2)
  })
  test('the face has eyes at (±1.5, 2.5) and a mouth that smiles', () => {
    const [left, right, mouth] = [component('smiley', 0), component('smiley', 1), component('smiley', 2)]
    expectMean(left[0], -1.5)
    expectMean(right[0], 1.5)
    expectMean(left[1], 2.5)
    expectDeviation(left[1], 0.2)
    expectMean(mouth[0], 0)
    expectMean(mouth[1], -2 / Math.PI)
    expectShare(mouth[0], 1 / 3)
  })
  test('the eight Gaussians lie at radius 4 / 1.414 with deviation .5 / 1.414', () => {
    const [x1, x2] = component('eightGaussians', 1)
    expectMean(x1, (4 * Math.SQRT1_2) / 1.414)
    expectMean(x2, (4 * Math.SQRT1_2) / 1.414)
    expectDeviation(x1, 0.5 / 1.414)
    expectShare(x1, 1 / 8)
  })
  test('the two peaks are N(−1, .25²) and N(.5, .5²)', () => {
    const [narrow] = component('peaks', 0)
    const [wide] = component('peaks', 1)
    expectMean(narrow, -1)
    expectDeviation(narrow, 0.25)
    expectMean(wide, 0.5)
    expectDeviation(wide, 0.5)
    expectShare(narrow, 1 / 2)
  })
  test('the checkerboard is filled where column and row are both even or both odd', () => {
    const board = knownDatasetOf('checkerboard')
    const centres = [-3, -1, 1, 3]
    for (const [column, x1] of centres.entries()) {
      for (const [row, x2] of centres.entries()) {
        const filled = (column + row) % 2 === 0
        expect(board.logDensity(Float32Array.of(x1, x2), {})[0], `${x1}, ${x2}`).toBe(filled ? -Math.log(32) : -Infinity)
      }
    }
  })
})

describe('the support', () => {
  const logDensity = (name: KnownDatasetName, ...point: number[]) => knownDatasetOf(name).logDensity(Float32Array.from(point), {})[0]

  test('ends where it should', () => {
    expect(logDensity('uniform', 2.001)).toBe(-Infinity)
    expect(logDensity('triangle', -2.001)).toBe(-Infinity)
    expect(logDensity('triangle', 2.001)).toBe(-Infinity)
    expect(logDensity('checkerboard', 4.001, 3)).toBe(-Infinity)
    expect(logDensity('checkerboard', -3, -4.001)).toBe(-Infinity)
  })
  test('holds its edges, onto which rounding may push a sample', () => {
    expect(logDensity('uniform', 2)).toBe(-Math.log(4))
    expect(logDensity('checkerboard', 4, 3)).toBe(-Math.log(32))
    // 1.9999999… of the column left of x₁ = 2 rounds to 2 in float32, where the square to the right is empty.
    expect(logDensity('checkerboard', Math.fround(1.99999999), 1)).toBe(-Math.log(32))
  })
})
