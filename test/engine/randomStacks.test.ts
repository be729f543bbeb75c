import { describe, expect, test } from 'vitest'
import { dimensionOf } from '../../src/experiment/schema.ts'
import { checkStack } from '../../src/flows/stack.ts'
import { tell } from '../../src/words/catalogue.ts'
import { expectSentence } from '../experiment/expectations.ts'
import { belowEntropy, randomExperiment, thrown, trainRandom } from './randomStacks.ts'

/**
 * Training a few stands for all, unless X2Z_ALL is set, which is to be done before a release:
 * `X2Z_ALL=1 npm run unit -- test/engine/randomStacks`, or `npm run -s stacks`, which also saves what it found.
 */
const all = Array.from({ length: 100 }, (_, i) => i + 1)
const trained = process.env['X2Z_ALL'] ? all : all.slice(0, 12)

describe('layers and a base thrown together', () => {
  const checks = all.map((seed) => {
    const { data, layers, base } = thrown(seed)
    return { seed, check: checkStack(dimensionOf({ data }), layers, base) }
  })

  test('fit, or are told why not in a sentence', () => {
    for (const { check } of checks) if (!check.ok) expectSentence(tell(check.reason))
    const fitting = checks.filter(({ check }) => check.ok).length
    expect(fitting).toBeGreaterThan(10)
    expect(fitting).toBeLessThan(90)
  })

  test('fit once they are mended as the builder offers', () => {
    for (const seed of all) {
      const experiment = randomExperiment(seed)
      expect(checkStack(dimensionOf(experiment), experiment.layers, experiment.base).ok, `seed ${seed}`).toBe(true)
    }
  })
})

test.each(trained)('a random stack trains, or stops with the sentence that says why (seed %d)', async (seed) => {
  const ended = await trainRandom(seed)
  if (ended.stopped !== null) expectSentence(ended.stopped)
  // Also a run that stopped stands at its last good state.
  expect(Number.isFinite(ended.nll), `${ended.stack}: NLL ${ended.nll}`).toBe(true)
  expect(belowEntropy(ended), `${ended.stack}: NLL ${ended.nll} ± ${ended.standardError}, H ${ended.entropy}`).toBe(false)
})
