import { expect, test } from 'vitest'
import { knownDatasetOf, type KnownDatasetName } from '../../src/datasets/registry.ts'
import { initialOptions, type OptionValues } from '../../src/math/options.ts'
import { lattice } from '../../src/math/quadrature.ts'
import { cost } from './cost.ts'

/** From closed forms, and for the blurred curves from a float64 NumPy sum over a lattice with 400 nodes a curve. */
const known: readonly (readonly [KnownDatasetName, OptionValues, number])[] = [
  ['moons', { noise: 0.05 }, 0.28923],
  ['moons', { noise: 0.1 }, 1.00758],
  ['moons', { noise: 0.2 }, 1.67748],
  ['smiley', {}, 1.33393],
  ['eightGaussians', {}, 2.83188],
  ['checkerboard', {}, Math.log(32)],
  ['peaks', {}, 1.01009],
  ['uniform', {}, Math.log(4)],
  ['triangle', {}, 0.5 + Math.log(2)],
]

test.each(known)('the entropy of %s %j is %d nats', (name, options, entropy) => {
  const dataset = knownDatasetOf(name)
  const found = dataset.entropy({ ...initialOptions(dataset.options), ...options })
  expect(Math.abs((found ?? NaN) - entropy), `${found}`).toBeLessThan(5e-5)
})

test('an entropy is there at once, even for the finest noise: it costs no more than the density of a picture', () => {
  const smiley = knownDatasetOf('smiley')
  const noise = { noise: 0.02 }
  const picture = lattice(smiley.window(noise), 1 / 128).points
  expect(cost(() => void smiley.entropy(noise))).toBeLessThan(cost(() => void smiley.logDensity(picture, noise)))
})
