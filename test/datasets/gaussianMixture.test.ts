import { describe, expect, test } from 'vitest'
import { fromEllipse, gaussianMixture, withinEllipse, type Ellipse } from '../../src/datasets/gaussianMixture.ts'
import { lattice } from '../../src/math/quadrature.ts'
import { createRandom } from '../../src/math/random.ts'
import { kolmogorovBound, kolmogorovDistance, mean, standardError } from '../../src/math/statistics.ts'
import { cost } from './cost.ts'

const seed = 5
const n = 20_000
const ellipse = (part: Partial<Ellipse>): Ellipse => ({ centre1: 0, centre2: 0, deviation1: 1, deviation2: 1, tilt: 0, weight: 1, ...part })

const turned = ellipse({ centre1: -1, centre2: 2, deviation1: 1.5, deviation2: 0.4, tilt: 30, weight: 2 })
const mixtures: Readonly<Record<string, readonly Ellipse[]>> = {
  'one circle': [ellipse({})],
  'one turned ellipse': [turned],
  'three that overlap': [turned, ellipse({ centre1: -1, tilt: 120, deviation2: 0.3, weight: 0.5 }), ellipse({ centre2: 2, deviation1: 0.2 })],
  'two far apart': [ellipse({ centre1: -4, deviation1: 0.3, deviation2: 0.1, tilt: 45 }), ellipse({ centre1: 4, deviation1: 0.1, deviation2: 0.3, weight: 3 })],
  'two of the narrowest in eight': Array.from({ length: 8 }, (_, k) => ellipse({ centre1: k - 3.5, deviation1: k < 2 ? 0.05 : 1, tilt: 22 * k })),
}

describe.each(Object.entries(mixtures))('%s', (_, ellipses) => {
  const mixture = gaussianMixture(ellipses)
  const { points, components } = mixture.sample(createRandom(seed), n)

  test('has mass 1, and samples that follow its density on each axis', () => {
    const { points: places, counts, cell } = lattice(mixture.window(), 1 / 40)
    const density = mixture.logDensity(places).map(Math.exp)
    const mass = density.reduce((sum, p) => sum + p * cell, 0)
    expect(mass).toBeGreaterThan(0.999)
    expect(mass).toBeLessThan(1.0001)
    mixture.window().forEach(([low, high], axis) => {
      const count = counts[axis] ?? 0
      const below = new Float64Array(count + 1)
      density.forEach((p, i) => {
        const k = axis === 0 ? Math.floor(i / (counts[1] ?? 1)) : i % (counts[1] ?? 1)
        below[k + 1] = (below[k + 1] ?? 0) + p * cell
      })
      for (let k = 0; k < count; k++) below[k + 1] = (below[k + 1] ?? 0) + (below[k] ?? 0)
      const cdf = (x: number) => {
        const at = Math.min(count, Math.max(0, ((x - low) / (high - low)) * count))
        const k = Math.min(count - 1, Math.floor(at))
        return (below[k] ?? 0) + (at - k) * ((below[k + 1] ?? 0) - (below[k] ?? 0))
      }
      const gap = kolmogorovDistance(points.filter((__, i) => i % 2 === axis), cdf)
      expect(gap, `axis ${axis}, seed ${seed}`).toBeLessThan(kolmogorovBound(n, 0.001) + 1e-3)
    })
  })

  test('has the entropy that its samples tell', () => {
    const surprise = mixture.logDensity(points).map((logP) => -logP)
    expect(Math.abs(mean(surprise) - (mixture.entropy() ?? NaN)), `seed ${seed}`).toBeLessThan(4 * standardError(surprise))
  })

  test('has components of the shares it tells, which take at most their own entropy away', () => {
    const weights = mixture.weights()
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
    weights.forEach((weight, k) => {
      const share = components.filter((component) => component === k).length / n
      expect(Math.abs(share - weight), `component ${k}, seed ${seed}`).toBeLessThan(4.5 * Math.sqrt((weight * (1 - weight)) / n) + 1e-12)
    })
    const [entropy, given] = [mixture.entropy() ?? NaN, mixture.conditionalEntropy() ?? NaN]
    const ofComponent = -weights.reduce((sum, weight) => sum + weight * Math.log(weight), 0)
    expect(given).toBeLessThan(entropy + 1e-6)
    expect(given).toBeGreaterThan(entropy - ofComponent - 1e-6)
  })
})

test('one ellipse has the entropy of its Gaussian, whatever its place and tilt', () => {
  const closed = 1 + Math.log(2 * Math.PI * 1.5 * 0.4)
  expect(gaussianMixture([turned]).entropy()).toBeCloseTo(closed, 6)
  expect(gaussianMixture([turned]).conditionalEntropy()).toBeCloseTo(closed, 12)
})

test('two that do not meet know one another’s share', () => {
  const mixture = gaussianMixture(mixtures['two far apart'] ?? [])
  const ofComponent = -(0.25 * Math.log(0.25) + 0.75 * Math.log(0.75))
  expect(mixture.entropy()).toBeCloseTo((mixture.conditionalEntropy() ?? NaN) + ofComponent, 6)
})

test('is finite far outside', () => {
  expect([...gaussianMixture([turned]).logDensity(Float32Array.from([1e6, -1e6]))].every(Number.isFinite)).toBe(true)
})

test('places go into deviations along the half-axes and back', () => {
  const [x1, x2] = fromEllipse(turned, 1, -2)
  expect(x1).toBeCloseTo(-1 + 1.5 * Math.cos(Math.PI / 6) + 0.8 * Math.sin(Math.PI / 6), 12)
  expect(withinEllipse(turned, x1, x2)).toEqual([expect.closeTo(1, 12), expect.closeTo(-2, 12)])
})

test('an entropy is there soon, even for the narrowest ellipse in the widest box: it costs no more than the density of a few pictures', () => {
  const narrow = gaussianMixture([ellipse({ deviation2: 0.05 }), ...[-4, 4].flatMap((at) => [ellipse({ centre1: at, centre2: at, deviation1: 2, deviation2: 2 })])])
  const picture = lattice([[-8, 8], [-8, 8]], 1 / 32).points
  expect(cost(() => void narrow.entropy())).toBeLessThan(12 * cost(() => void narrow.logDensity(picture)))
})
