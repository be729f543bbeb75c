import { expect, test } from 'vitest'
import { presetNames, presetsOf, type PresetName } from '../../src/experiment/presets.ts'
import { keep, promises } from './promises.ts'

/**
 * Presets that train in about a second. `npm run -s promises` trains them all, on more seeds; what it found lies in
 * `test/bench/results/`.
 */
const quick: readonly PresetName[] = [
  ...presetsOf('line'),
  ...presetsOf('discrete'),
  'moons-affine',
  'moons-elementwise',
  'moons-planar',
  'moons-radial',
  'smiley-autoregressive',
  'moons-ten-points',
  'moons-few-points-regularised',
]

/** Not the one that people meet. */
const seed = 3

test.each(quick)(`%s trains to its promise (seed ${seed})`, async (name) => {
  expect((await keep(name, seed)).broken).toEqual([])
})

test('every preset promises something', () => {
  for (const name of presetNames) expect(Object.keys(promises[name]).length, name).toBeGreaterThan(0)
})
