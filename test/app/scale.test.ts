import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scaleOf } from '../../src/app/scale.ts'
import { decimals, snap, type NumericSpec } from '../../src/math/options.ts'
import { dataOptions, optimizerOptions } from '../../src/experiment/settings.ts'
import { allows, integer, number } from '../../src/math/options.ts'

const specs: readonly (readonly [string, NumericSpec])[] = [
  ['learning rate', optimizerOptions.learningRate],
  ['batch', optimizerOptions.batch],
  ['steps', optimizerOptions.steps],
  ['count', dataOptions.count],
  ['width', integer(1, 256, 64)],
  ['depth', integer(0, 4, 2)],
  ['noise', number(0.02, 0.5, 0.01, 0.1)],
]

describe.each(specs)('%s', (_, spec) => {
  const scale = scaleOf(spec)

  test('every position of the slider is a value that the option allows, and the ends are its ends', () => {
    expect(scale.value(scale.min)).toBe(spec.min)
    expect(scale.value(scale.max)).toBe(spec.max)
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const steps = Math.round(((scale.max - scale.min) * share) / scale.step)
        expect(allows(spec, scale.value(scale.min + steps * scale.step))).toBe(true)
      }),
      { seed: 1 },
    )
  })

  test('a higher position never means a lower value', () => {
    const positions = Array.from({ length: 301 }, (_, i) => scale.min + ((scale.max - scale.min) * i) / 300)
    const values = positions.map((at) => scale.value(at))
    expect(values).toEqual(values.toSorted((a, b) => a - b))
  })

  test('what is typed lands on what the option allows', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (typed) => allows(spec, snap(spec, typed))), { seed: 2 })
  })
})

test('a slider over many decades goes by ratios', () => {
  const { position } = scaleOf(optimizerOptions.learningRate)
  expect(position(0.001) - position(0.0001)).toBe(position(0.01) - position(0.001))
})

test('decimals are those of the step', () => {
  expect([0.00001, 0.01, 0.5, 1].map((step) => decimals(number(0, 1, step, 0)))).toEqual([5, 2, 1, 0])
})
