import { describe, expect, test } from 'vitest'
import type { KnownDataset } from '../../src/datasets/dataset.ts'
import { knownDatasetNames, knownDatasetOf } from '../../src/datasets/registry.ts'
import { initialOptions, type OptionValues } from '../../src/math/options.ts'
import { lattice } from '../../src/math/quadrature.ts'
import { createRandom } from '../../src/math/random.ts'
import { kolmogorovBound, kolmogorovDistance, mean, standardError } from '../../src/math/statistics.ts'
import type { Range } from '../../src/math/window.ts'
import { say } from '../../src/words/catalogue.ts'

const seed = 5
const n = 20_000
/** Of the Kolmogorov–Smirnov test, which is put some thirty times. */
const chance = 0.001
/** Edges at multiples of these fall on the edges of every data set that has some. */
/** More cells than these take seconds, and are no more exact. */
const mostCells = 600_000
const cells = { finest: 1 / 128, coarsest: 1 / 32 }

/** The largest of them that resolves the noise. */
function cellFor({ noise }: OptionValues): number {
  const fine = typeof noise === 'number' && noise > 0 ? 2 ** Math.floor(Math.log2(noise / 2)) : cells.finest
  return Math.min(cells.coarsest, Math.max(cells.finest, fine))
}

/** The default options, and each option that is a number at both ends of its range. */
function cases({ options }: KnownDataset): OptionValues[] {
  const initial = initialOptions(options)
  const ends = Object.entries(options).flatMap(([name, spec]) =>
    spec.kind === 'choice'
      ? spec.values.map((value) => ({ ...initial, [name]: value }))
      : [spec.min, spec.max].map((value) => ({ ...initial, [name]: value })),
  )
  return [initial, ...ends]
}

const outwards = ([low, high]: Range, cell: number): Range => [Math.floor(low / cell) * cell, Math.ceil(high / cell) * cell]

interface Marginal {
  readonly mass: number
  readonly cdf: (x: number) => number
}

/** The mass of a data set over its window, and each axis' CDF, by summing its density over a lattice. */
function marginals(dataset: KnownDataset, options: OptionValues): Marginal[] {
  const area = dataset.window(options).reduce((product, [low, high]) => product * (high - low), 1)
  // A wide window belongs to a recipe that is scaled up, its noise too: a coarser lattice does.
  const finest = cellFor(options)
  const cell = area / finest ** dataset.dimension > mostCells ? 2 * finest : finest
  const window = dataset.window(options).map((range) => outwards(range, cell))
  const { counts, points, cell: volume } = lattice(window, cell)
  const density = dataset.logDensity(points, options).map(Math.exp)
  return window.map(([low, high], axis) => {
    const count = counts[axis] ?? 0
    const step = (high - low) / count
    const below = new Float64Array(count + 1)
    for (let i = 0; i < density.length; i++) {
      const k = Math.floor(((points[i * window.length + axis] ?? 0) - low) / step)
      below[k + 1] = (below[k + 1] ?? 0) + (density[i] ?? 0) * volume
    }
    for (let k = 0; k < count; k++) below[k + 1] = (below[k + 1] ?? 0) + (below[k] ?? 0)
    const mass = below[count] ?? 0
    const cdf = (x: number): number => {
      const at = Math.min(Math.max((x - low) / step, 0), count)
      const k = Math.min(Math.floor(at), count - 1)
      return ((below[k] ?? 0) + (at - k) * ((below[k + 1] ?? 0) - (below[k] ?? 0))) / mass
    }
    return { mass, cdf }
  })
}

const column = (points: Float32Array, axis: number, d: number): Float32Array => points.filter((_, i) => i % d === axis)

describe.each(knownDatasetNames)('%s', (name) => {
  const dataset = knownDatasetOf(name)
  const d = dataset.dimension

  const all = cases(dataset)
  const spread = all.filter((options) => dataset.entropy(options) !== null)

  test.each(spread)('samples follow the density: %j', (options) => {
    const { points, components } = dataset.sample(createRandom(seed), n, options)
    expect(points).toHaveLength(n * d)
    expect(components).toHaveLength(n)
    for (const [axis, { mass, cdf }] of marginals(dataset, options).entries()) {
      expect(Math.abs(mass - 1), `∫p = ${mass}`).toBeLessThan(2e-3)
      const gap = kolmogorovDistance(column(points, axis, d), cdf)
      expect(gap, `KS of axis ${axis}, seed ${seed}`).toBeLessThan(kolmogorovBound(n, chance))
    }
  })

  test.each(all.filter((options) => !spread.includes(options)))('single points hold the mass: %j', (options) => {
    const { points } = dataset.sample(createRandom(seed), n, options)
    expect(dataset.conditionalEntropy(options)).toBeNull()
    expect(new Set(dataset.logDensity(points, options))).toEqual(new Set([Infinity]))
  })

  test.each(all)('components have the shares it tells: %j', (options) => {
    const { components } = dataset.sample(createRandom(seed), n, options)
    const weights = dataset.weights(options)
    expect(weights).toHaveLength(dataset.components)
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
    weights.forEach((weight, k) => {
      const share = components.filter((component) => component === k).length / n
      expect(Math.abs(share - weight), `component ${k}, seed ${seed}`).toBeLessThan(4.5 * Math.sqrt((weight * (1 - weight)) / n) + 1e-12)
    })
  })

  test.each(spread)('knowing the component takes at most its own entropy away: %j', (options) => {
    const [entropy, given] = [dataset.entropy(options) ?? NaN, dataset.conditionalEntropy(options) ?? NaN]
    const ofComponent = -dataset.weights(options).reduce((sum, weight) => sum + weight * Math.log(weight), 0)
    expect(given).toBeLessThan(entropy + 1e-4)
    expect(given).toBeGreaterThan(entropy - ofComponent - 1e-4)
  })

  test.each(spread)('the mean of −log p is the entropy: %j', (options) => {
    const { points } = dataset.sample(createRandom(seed), n, options)
    const surprise = dataset.logDensity(points, options).map((logP) => -logP)
    const gap = Math.abs(mean(surprise) - (dataset.entropy(options) ?? NaN))
    expect(gap, `seed ${seed}`).toBeLessThan(4 * standardError(surprise) + 1e-9)
  })

  test.each(all)('the window holds the samples: %j', (options) => {
    const { points } = dataset.sample(createRandom(seed), n, options)
    const window = dataset.window(options)
    expect(window).toHaveLength(d)
    let outside = 0
    for (let i = 0; i < n; i++) {
      if (window.some(([low, high], k) => (points[i * d + k] ?? NaN) < low || (points[i * d + k] ?? NaN) > high)) outside++
    }
    expect(outside, `of ${n}, seed ${seed}`).toBeLessThan(n / 1000)
  })

  test('draws every component it names, and no other', () => {
    const { components } = dataset.sample(createRandom(seed), n, initialOptions(dataset.options))
    expect([...new Set(components)].toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: dataset.components }, (_, k) => k),
    )
  })

  test('the same seed gives the same points, another seed others', () => {
    const options = initialOptions(dataset.options)
    const draw = (s: number) => dataset.sample(createRandom(s), 100, options)
    expect(draw(seed)).toEqual(draw(seed))
    expect(draw(seed).points).not.toEqual(draw(seed + 1).points)
  })

  test('has a label and one sentence of explanation', () => {
    expect(say(`dataset.${name}.label`)).toMatch(/^\S.+[^.]$/u)
    expect(say(`dataset.${name}.hint`)).toMatch(/^[A-Z].*\.$/u)
  })
})
