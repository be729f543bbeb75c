import { describe, expect, test } from 'vitest'
import { strandsBox, strandsLogDensity, type Strand } from '../../src/datasets/gaussianDensity.ts'
import { datasets, knownDatasetNames, knownDatasetOf } from '../../src/datasets/registry.ts'
import { gaussLegendre } from '../../src/math/quadrature.ts'
import { createRandom } from '../../src/math/random.ts'

const seed = 3
const turn = 2 * Math.PI

/** A closed circle, an open line run through at uneven speed, and a point: each with its own weight and noise. */
const odd: readonly Strand[] = [
  { weight: 3, deviation: 0.1, centre: (u) => [Math.cos(turn * u), Math.sin(turn * u)] },
  { weight: 2, deviation: 0.3, centre: (u) => [4 * u * u, -2] },
  { weight: 1, deviation: 0.05, centre: [2, 2] },
]

const rule = gaussLegendre(400)

/** The same by brute force: every curve as 400 Gaussians, all of them summed. */
function bruteForce(strands: readonly Strand[], x1: number, x2: number): number {
  const total = strands.reduce((sum, { weight }) => sum + weight, 0)
  const terms = strands.flatMap(({ weight, deviation, centre }) =>
    Array.from(rule.nodes, (u, i) => {
      const [c1 = 0, c2 = 0] = typeof centre === 'function' ? centre(u) : centre
      const square = (x1 - c1) ** 2 + (x2 - c2) ** 2
      return Math.log((weight / total) * (rule.weights[i] ?? NaN)) - square / (2 * deviation ** 2) - Math.log(turn * deviation ** 2)
    }),
  )
  const top = Math.max(...terms)
  return top + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - top), 0))
}

describe('the density of blurred curves', () => {
  test('is that of brute force, near and far', () => {
    const random = createRandom(seed)
    const places = Array.from({ length: 300 }, () => [Math.fround(4 * random.normal()), Math.fround(4 * random.normal())])
    const found = strandsLogDensity(odd, Float32Array.from(places.flat()), 2)
    for (const [i, [x1 = 0, x2 = 0]] of places.entries()) {
      const expected = bruteForce(odd, x1, x2)
      // Far from a narrow curve a short stretch decides, of which the rules see few nodes.
      const tolerance = expected > -40 ? 1e-6 : 2e-4 * Math.abs(expected)
      expect(Math.abs((found[i] ?? NaN) - expected), `at ${x1}, ${x2}, seed ${seed}`).toBeLessThan(tolerance)
    }
  })
  test('leaves out only what is under the least of interest', () => {
    const random = createRandom(seed)
    const points = Float32Array.from({ length: 600 }, () => 3 * random.normal())
    const all = strandsLogDensity(odd, points, 2)
    const some = strandsLogDensity(odd, points, 2, -20)
    expect(some.some((logP) => logP === -Infinity)).toBe(true)
    for (const [i, logP] of all.entries()) {
      if (logP > -20) expect(Math.abs((some[i] ?? NaN) - logP), `point ${i}, seed ${seed}`).toBeLessThan(1e-10)
    }
  })
  test('is finite at any distance', () => {
    for (const away of [10, 1e3, 1e6]) {
      expect(strandsLogDensity(odd, Float32Array.of(away, -away), 2)[0]).toBeGreaterThan(-Infinity)
    }
  })
  /** Of a recipe, its noise included. */
  const largestScale = 3
  test.each(knownDatasetNames.filter((name) => 'noise' in datasets[name].options && datasets[name].options.noise.kind === 'number'))(
    '%s keeps a finite log-density far outside the finest noise',
    (name) => {
      const options = { noise: 0.05 }
      const dataset = knownDatasetOf(name)
      for (const deviations of [10, 100, 10_000]) {
        const points = Float32Array.from(dataset.window(options), ([, high]) => high + deviations * options.noise)
        const [logP = NaN] = dataset.logDensity(points, options)
        expect(Number.isFinite(logP), `${logP}`).toBe(true)
        expect(logP).toBeLessThan((-deviations * deviations) / 2 / largestScale ** 2)
      }
    },
  )
  test('is finite 10 deviations and more from the two peaks', () => {
    const found = datasets.peaks.logDensity(Float32Array.of(-1 - 0.25 * 50, 0.5 + 0.5 * 10, 1e5), {})
    expect([...found].every(Number.isFinite), `${found}`).toBe(true)
  })
})

test('the box reaches as many deviations as asked beyond every strand', () => {
  const [[left, right] = [0, 0], [low, high] = [0, 0]] = strandsBox(odd, 2, 2)
  for (const [found, expected] of [[left, -1.2], [right, 4.6], [low, -2.6], [high, 2.1]] as const) {
    expect(Math.abs(found - expected)).toBeLessThan(0.05 * 0.3)
  }
})
