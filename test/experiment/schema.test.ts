import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validateExperiment } from '../../src/experiment/schema.ts'
import { defaultExperiment, presets } from '../../src/experiment/presets.ts'
import { arbitraryExperiment } from './arbitrary.ts'
import { expectOpenedOrRefused, refusalIn, runs } from './expectations.ts'

const { data, layers, base } = defaultExperiment
const [coupling] = layers
const spread = Array.from({ length: 12 }, (_, i) => [i, -i])

describe('the door for experiments', () => {
  it('lets every valid experiment through unchanged', () => {
    fc.assert(
      fc.property(arbitraryExperiment, (experiment) => void expect(validateExperiment(experiment)).toEqual({ ok: true, value: experiment })),
      runs(300),
    )
  })

  it('fills gaps with the defaults', () => {
    const sparse = { data: { name: 'moons' }, layers: layers.map(({ structure, scalar, options: { transforms } }) => ({ structure, scalar, options: { transforms } })), base: { name: 'normal' } }
    expect(validateExperiment(sparse)).toEqual({ ok: true, value: defaultExperiment })
  })

  it('never throws and always answers in a sentence', () => {
    const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true, withTypedArray: true })
    const keys = fc.constantFrom('data', 'layers', 'base', 'optimizer', 'run', 'anchors', 'standardise', '__proto__', 'constructor')
    const spoiled = fc.tuple(arbitraryExperiment, keys, anything).map(([experiment, key, value]) => ({ ...experiment, [key]: value }))
    fc.assert(
      fc.property(fc.oneof(anything, spoiled), (input) => void expectOpenedOrRefused(() => validateExperiment(input))),
      runs(1000),
    )
  })

  it.each([
    [{ layers, base }, 'In the experiment, “data” is missing; add it.'],
    [{ data, layers, base, extra: 1 }, 'In the experiment, “extra” is not known; remove it or choose from data, standardise, conditional, layers, base, optimizer, run, anchors, teacher.'],
    [{ data, layers, base, run: JSON.parse('{"__proto__": {"seed": 1}}') }, 'In the run, “__proto__” is not known; remove it or choose from seed, speed, trainer.'],
    [{ data, layers, base, run: { seed: -1 } }, 'In the run, “seed” must be a whole number from 0 to 4294967295, but is -1.'],
    [{ data, layers: [{ ...coupling, options: { width: 1000 } }], base }, 'In layer 1, “width” must be a whole number from 1 to 256, but is 1000.'],
    [{ data, layers: [coupling, { structure: 'coupling', scalar: 'sigmoid' }], base }, 'In layer 2, “scalar” must be one of affine, shift, polynomial, gaussianMixtureCdf, logisticMixtureCdf, rationalQuadraticSpline, piecewiseLinear, piecewiseQuadratic, but is “sigmoid”.'],
    [{ data, layers: [{ structure: 'coupling' }], base }, 'In the list of layers, entry 1 needs a “scalar”; choose one of affine, shift, polynomial, gaussianMixtureCdf, logisticMixtureCdf, rationalQuadraticSpline, piecewiseLinear, piecewiseQuadratic.'],
    [{ data, layers: [{ structure: 'permutation', scalar: 'affine' }], base }, 'In layer 1, “scalar” has no place; remove it.'],
    [{ data, layers: new Array(33).fill(coupling), base }, 'A stack holds at most 32 layers, but this one has 33; remove some.'],
    [{ data: { kind: 'points', label: '', points: spread.slice(0, 9) }, layers, base }, 'At least 10 points are needed, but there are only 9; add more.'],
    [{ data: { kind: 'points', label: '', points: [...spread, [1]] }, layers, base }, 'Point 13 must be a list of 2 numbers, like the first, but is a list of 1.'],
    [{ data: { kind: 'points', label: '', points: [...spread, [1, 1e39]] }, layers, base }, 'Point 13 holds 1e+39, but every coordinate must be a finite number of at most 3.4e38 in size.'],
    [{ data: { kind: 'points', label: '', points: spread.map(([x]) => [x, 7]) }, layers, base }, 'Coordinate 2 is the same number in every point, so there is no density to learn along it; leave it out.'],
    [{ data: { kind: 'mixture' }, layers, base }, 'In the data, “components” is missing; add it.'],
    [{ data: { kind: 'mixture', components: [] }, layers, base }, 'A mixture has 1 to 8 ellipses, but this one has none; add one.'],
    [{ data: { kind: 'mixture', components: new Array(9).fill({}) }, layers, base }, 'A mixture has 1 to 8 ellipses, but this one has 9; remove some.'],
    [{ data: { kind: 'mixture', components: [{}, { weight: 0 }] }, layers, base }, 'In ellipse 2 of the data, “weight” must be a number from 0.1 to 10, but is 0.'],
    [{ data: { kind: 'mixture', components: [{ centre1: NaN }] }, layers, base }, 'In ellipse 1 of the data, “centre1” must be a number from -4 to 4, but is NaN.'],
    [{ data, layers, base, anchors: [[0, 1]] }, 'The picked points must be 2 to 8 points with as many finite numbers each as the data has, or none; pick them again.'],
    [{ data, layers, base, conditional: 'yes' }, 'In the experiment, “conditional” must be true or false, but is “yes”.'],
    [
      { data: { name: 'uniform' }, layers, base, conditional: true },
      'The flow is to be told the class of each point (“conditional”), but this data has only one class; choose data with two or more, or leave “conditional” out.',
    ],
    [{ data, layers, base, anchors: new Array(9).fill([0, 1]) }, 'The picked points must be 2 to 8 points with as many finite numbers each as the data has, or none; pick them again.'],
    [{ data, layers, base, anchors: [[0], [1]] }, 'The picked points must be 2 to 8 points with as many finite numbers each as the data has, or none; pick them again.'],
  ])('answers %# in the words of the user', (input, sentence) => {
    expect(refusalIn(validateExperiment(input))).toBe(sentence)
  })

  it('has presets that pass through it', () => {
    for (const preset of Object.values(presets)) expect(validateExperiment(preset)).toEqual({ ok: true, value: preset })
  })
})
