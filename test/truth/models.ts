import { newBase, newLayer } from '../../src/experiment/specs.ts'
import type { Experiment } from '../../src/experiment/experiment.ts'
import { couplings, nice, repeated, run } from '../../src/experiment/presets/recipes.ts'

/** A flow to train and to hold against another implementation. */
export interface TruthModel {
  readonly experiment: Experiment
  /** How the other implementation integrates a continuous layer: in the layer's own steps, or in steps of its choice. */
  readonly solver: 'fixed' | 'adaptive'
}

const model = (experiment: Experiment, solver: TruthModel['solver'] = 'fixed'): TruthModel => ({ experiment, solver })

const standardise = { standardise: true } as const
const sigmoid = newLayer('elementwise', 'sigmoid')
const bothOrders = (structure: 'autoregressive' | 'inverseAutoregressive', scalar: Parameters<typeof newLayer>[1]) =>
  (['forward', 'reverse'] as const).map((order) => newLayer(structure, scalar, { order }))

/** The linear layers, one of each, round a coupling. */
const linear = [
  newLayer('actnorm'),
  newLayer('plu'),
  newLayer('rotation', undefined, { angle: 30 }),
  ...couplings(1, 'affine'),
  newLayer('permutation'),
  newLayer('triangular', undefined, { half: 'lower' }),
  ...couplings(1, 'affine'),
  newLayer('triangular', undefined, { half: 'upper' }),
]

const continuous = (options: Parameters<typeof newLayer>[2]) => [newLayer('continuous', undefined, options)]

/** One model of each kind: every structure, every scalar bijector and every base is in one of them. */
export const truthModels = {
  nice: model(run('moons', nice(4), 'normal')),
  realNvp: model(run('moons', couplings(6, 'affine'), 'normal', standardise)),
  residualConditioner: model(run('smiley', couplings(4, 'affine', { depth: 3, activation: 'silu', connections: 'residual' }), 'normal')),
  splineCoupling: model(run('eightGaussians', couplings(4, 'rationalQuadraticSpline'), 'normal')),
  splineAutoregressive: model(run('rings', bothOrders('autoregressive', 'rationalQuadraticSpline'), newBase('studentT', { freedom: 4 }))),
  inverseSpline: model(run('moons', couplings(2, 'rationalQuadraticSpline', { direction: 'inverse' }), 'normal')),
  gaussianMixture: model(run('smiley', [newLayer('autoregressive', 'gaussianMixtureCdf')], 'uniform', standardise)),
  gaussianMixtureCoupling: model(run('moons', couplings(4, 'gaussianMixtureCdf', { onto: 'real', activation: 'softplus' }), 'logistic')),
  logisticMixture: model(run('checkerboard', [newLayer('autoregressive', 'logisticMixtureCdf')], 'beta', standardise)),
  logisticMixtureCoupling: model(run('pinwheel', couplings(4, 'logisticMixtureCdf', { onto: 'real' }), 'normal')),
  polynomialCoupling: model(run('moons', couplings(4, 'polynomial'), 'normal')),
  piecewiseLinear: model(run('moons', [sigmoid, ...couplings(4, 'piecewiseLinear')], 'uniform')),
  piecewiseQuadratic: model(run('twoSpirals', [sigmoid, ...couplings(4, 'piecewiseQuadratic'), newLayer('elementwise', 'logit')], 'logistic')),
  inverseAutoregressive: model(run('moons', repeated(2, bothOrders('inverseAutoregressive', 'affine')), 'normal')),
  linear: model(run('twoSpirals', linear, newBase('mixture', { components: 3, fit: 'learned' }))),
  mixtureOfEachAxis: model(run('eightGaussians', couplings(4, 'affine'), newBase('mixture', { components: 4, over: 'axes' }))),
  planar: model(run('moons', repeated(8, [newLayer('planar')]), 'normal', standardise)),
  radial: model(run('circles', repeated(8, [newLayer('radial')]), 'normal', standardise)),
  continuous: model(run('moons', continuous({ depth: 2 }), 'normal')),
  continuousSoftplus: model(run('circles', continuous({ activation: 'softplus' }), 'normal', standardise)),
  continuousAdaptive: model(run('moons', continuous({ steps: 16 }), 'normal'), 'adaptive'),
  line: model(run('peaks', [newLayer('elementwise', 'gaussianMixtureCdf')], newBase('beta', { a: 2, b: 3 }))),
  lineThereAndBack: model(
    run('triangle', [newLayer('elementwise', 'gaussianMixtureCdf'), newLayer('elementwise', 'logisticMixtureCdf', { direction: 'inverse' })], 'normal'),
  ),
} as const satisfies Record<string, TruthModel>

export type TruthModelName = keyof typeof truthModels

export const truthModelNames = Object.keys(truthModels) as TruthModelName[]
