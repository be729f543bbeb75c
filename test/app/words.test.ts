import { describe, expect, test } from 'vitest'
import { ellipseOptions } from '../../src/datasets/gaussianMixture.ts'
import { datasetNames, datasets } from '../../src/datasets/registry.ts'
import { layerHint, layerLabel, rowLabel, optionLabel, choiceLabel, basePhrase } from '../../src/app/labels.ts'
import { stackPhrase } from '../../src/app/stackPhrase.ts'
import { stacks, stacksFor } from '../../src/app/stacks.ts'
import { layerInfo, misfitAt } from '../../src/app/layerInfo.ts'
import { scalarsOf, validateExperiment } from '../../src/experiment/schema.ts'
import { dataOptions, optimizerOptions, runOptions } from '../../src/experiment/settings.ts'
import { layerOptions, newBase, newData, newLayer } from '../../src/experiment/specs.ts'
import { defaultExperiment } from '../../src/experiment/presets.ts'
import { baseCatalog, baseNames, structureNames } from '../../src/flows/catalog.ts'
import { chooseScalar } from '../../src/flows/scalar/registry.ts'
import { checkStack } from '../../src/flows/stack.ts'
import type { OptionSpecs } from '../../src/math/options.ts'
import { withStack } from '../../src/store/choices.ts'
import { planeLooks } from '../../src/store/planeLook.ts'
import { fitOf } from '../../src/store/fit.ts'
import { isMessageKey, say } from '../../src/words/catalogue.ts'

const layers = structureNames.flatMap((structure) => {
  const scalars = scalarsOf(structure)
  return scalars.length > 0 ? scalars.map((scalar) => newLayer(structure, scalar)) : [newLayer(structure)]
})

const tables: readonly (readonly [string, OptionSpecs])[] = [
  ['optimizer', optimizerOptions],
  ['run', { trainer: runOptions.trainer }],
  ['data', dataOptions],
  ['ellipse', ellipseOptions],
  ...datasetNames.map((name) => [`data set ${name}`, datasets[name].options] as const),
  ...baseNames.map((name) => [`base ${name}`, baseCatalog[name]] as const),
  ...layers.map((layer) => [layerLabel(layer), layerOptions(layer.structure, layer.scalar)] as const),
]

test.each(tables)('every option of %s has words, and so has every choice', (_, specs) => {
  for (const [name, spec] of Object.entries(specs)) {
    expect(isMessageKey(`option.${name}.label`), name).toBe(true)
    expect(optionLabel(name)).not.toBe('')
    for (const value of spec.kind === 'choice' ? spec.values : []) {
      expect(isMessageKey(`option.${name}.${value}`), `${name} ${value}`).toBe(true)
      expect(choiceLabel(name, value)).not.toBe('')
    }
  }
})

test.each(layers.flatMap(({ scalar, options }) => (scalar ? [[scalar, options] as const] : [])))('every parameter of %s has words', (scalar, options) => {
  for (const name of Object.keys(chooseScalar(scalar, options).parameters)) expect(isMessageKey(`parameter.${name}`), name).toBe(true)
})

test.each(layers.map((layer) => [layerLabel(layer), layer] as const))('%s has a name, a hint and a place in a sentence', (name, layer) => {
  expect(name).toMatch(/\S/)
  expect(layerHint(layer)).toMatch(/\.$/)
  expect(stackPhrase([layer])).toBe(stackPhrase([layer]).trim())
  expect(stackPhrase([layer])).toContain(name)
})

test('only a layer that has parameters is said to have them', () => {
  const hints = new Map(layers.filter(({ structure }) => structure === 'elementwise').map((layer) => [layer.scalar, layerHint(layer)]))
  const free = [...hints].filter(([, hint]) => hint.includes('free parameters')).map(([scalar]) => scalar)
  expect(free).toContain('affine')
  expect([...hints.keys()].filter((scalar) => !free.includes(scalar))).toEqual(['sigmoid', 'logit'])
})

test.each(layers.map((layer) => [layerLabel(layer), layer] as const))('%s has a name that fits into a row', (_, layer) => {
  expect(rowLabel(layer).length).toBeLessThanOrEqual(45)
})

test('every choice of how the planes are drawn has words', () => {
  for (const [name, values] of Object.entries(planeLooks)) for (const value of ['label', ...values]) expect(isMessageKey(`look.${name}.${value}`), `${name} ${value}`).toBe(true)
})

describe('the sentence', () => {
  const couplings = (count: number) => Array.from({ length: count }, () => newLayer('coupling', 'affine'))

  test('counts layers in words, in the singular and the plural', () => {
    expect(stackPhrase(couplings(1))).toBe('one affine coupling')
    expect(stackPhrase(couplings(6))).toBe('six affine couplings')
    expect(stackPhrase(couplings(32))).toBe('32 affine couplings')
    expect(stackPhrase([])).toBe('no layer at all')
  })

  test('names two kinds and only counts more', () => {
    const two = [...couplings(6), newLayer('elementwise', 'sigmoid')]
    expect(stackPhrase(two)).toBe('six affine couplings and one sigmoid layer')
    expect(stackPhrase([...two, newLayer('actnorm')])).toBe('eight layers')
  })

  test('ends on the base with its numbers', () => {
    expect(baseNames.map((name) => basePhrase(newBase(name)))).toEqual([
      'a standard normal', 'Uniform(0, 1)', 'Beta(5, 5)', 'a logistic', 'a Student’s t', 'a mixture of 2 Gaussians',
    ])
    expect(basePhrase(newBase('mixture', { fit: 'learned', components: 3 }))).toBe('a learned mixture of 3 Gaussians')
    expect(basePhrase(newBase('mixture', { over: 'axes' }))).toBe('a mixture of 2 Gaussians on each axis')
  })
})

const offered = ([1, 2] as const).flatMap((dimension) => stacksFor(dimension).map(([name, stack]) => ({ dimension, name, stack })))

test.each(offered)('the stack $name has words, is a valid experiment and finds a base that fits', ({ dimension, name, stack }) => {
  expect(say(`stack.${name}.label`)).toMatch(/\S/)
  expect(say(`stack.${name}.hint`)).toMatch(/\.$/)
  const data = newData(dimension === 1 ? 'peaks' : 'moons')
  const experiment = { ...defaultExperiment, data, ...withStack({ ...defaultExperiment, data }, stack) }
  expect(validateExperiment(experiment)).toMatchObject({ ok: true })
  expect(fitOf(experiment).ok).toBe(true)
})

test('the default stack is one of those that the sentence offers', () => {
  expect(JSON.stringify(stacks[2].realnvp)).toBe(JSON.stringify(defaultExperiment.layers))
})

describe("a layer's row", () => {
  const stack = [newLayer('coupling', 'affine', { transforms: 'first' }), newLayer('permutation'), newLayer('elementwise', 'sigmoid'), newLayer('elementwise', 'affine')]
  const fit = checkStack(2, stack, newBase('normal'))

  test('says what decides about what, and where numbers go', () => {
    const said = stack.slice(0, 3).map((layer, i) => layerInfo(layer, i, fit))
    expect(said.map((part) => part.replaceAll('\u00a0', ' '))).toEqual(['x₂ → x₁', 'x₁ ⇄ x₂', 'ℝ → (0, 1)'])
    expect(said.join('')).not.toContain(' ')
  })

  test('is marked where it does not get what it needs', () => {
    expect(misfitAt(fit)).toBe(3)
    expect(misfitAt(checkStack(2, stack.slice(0, 3), newBase('normal')))).toBe(3)
    expect(misfitAt(checkStack(2, stack.slice(0, 2), newBase('normal')))).toBeNull()
  })
})
