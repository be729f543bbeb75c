import type { BaseName } from '../../flows/catalog.ts'
import type { Experiment } from '../experiment.ts'
import { newBase, newLayer } from '../specs.ts'
import { repeated, run } from './recipes.ts'

const peaks = (base: BaseName): Experiment =>
  run('peaks', [newLayer('elementwise', 'gaussianMixtureCdf', { onto: base === 'normal' ? 'real' : 'unit' })], base)

const intoUnit = [newLayer('elementwise', 'affine'), newLayer('elementwise', 'sigmoid')]

/** A few free numbers may take larger steps than a network's weights. */
const brisk = { optimizer: { learningRate: 0.02 } } as const

/** Flows of one number. */
export const line = {
  'peaks-uniform': peaks('uniform'),
  'peaks-normal': peaks('normal'),
  'peaks-beta': peaks('beta'),
  'peaks-affine': run('peaks', [newLayer('elementwise', 'affine')], 'normal'),
  'peaks-sigmoid': run('peaks', [newLayer('elementwise', 'affine'), newLayer('elementwise', 'sigmoid')], 'uniform'),
  'peaks-mixture-base': run('peaks', [newLayer('elementwise', 'affine')], newBase('mixture', { fit: 'learned' })),
  'peaks-one-component': run('peaks', [newLayer('elementwise', 'gaussianMixtureCdf', { components: 1 })], 'uniform'),
  'peaks-two-components': run('peaks', [newLayer('elementwise', 'gaussianMixtureCdf', { components: 2 })], 'uniform'),
  // Affine layers in between move the place where the next polynomial is shallowest.
  'peaks-polynomial': run(
    'peaks',
    [...repeated(3, [newLayer('elementwise', 'affine'), newLayer('elementwise', 'polynomial', { degree: '3' })]), newLayer('elementwise', 'affine')],
    'normal',
    brisk,
  ),
  'peaks-composition': run(
    'peaks',
    [newLayer('elementwise', 'gaussianMixtureCdf'), newLayer('elementwise', 'gaussianMixtureCdf', { components: 2, direction: 'inverse' })],
    'mixture',
  ),
  'uniform-cdf': run('uniform', [newLayer('elementwise', 'logisticMixtureCdf', { components: 10 })], 'uniform', brisk),
  'comb-cdf': run('comb', [newLayer('elementwise', 'gaussianMixtureCdf', { components: 10, onto: 'real' })], 'normal', { standardise: true, ...brisk }),
  'triangle-histogram': run('triangle', [...intoUnit, newLayer('elementwise', 'piecewiseLinear', { bins: 16 })], 'uniform', brisk),
  'triangle-trapezoids': run('triangle', [...intoUnit, newLayer('elementwise', 'piecewiseQuadratic', { bins: 16 })], 'uniform', brisk),
} as const satisfies Record<string, Experiment>
