import type { BaseName } from '../../flows/catalog.ts'
import type { Experiment } from '../experiment.ts'
import { newBase, newLayer } from '../specs.ts'
import { run } from './recipes.ts'

const peaks = (base: BaseName): Experiment =>
  run('peaks', [newLayer('elementwise', 'gaussianMixtureCdf', { onto: base === 'normal' ? 'real' : 'unit' })], base)

/** Flows of one number. */
export const line = {
  'peaks-uniform': peaks('uniform'),
  'peaks-normal': peaks('normal'),
  'peaks-beta': peaks('beta'),
  'peaks-affine': run('peaks', [newLayer('elementwise', 'affine')], 'normal'),
  'peaks-sigmoid': run('peaks', [newLayer('elementwise', 'affine'), newLayer('elementwise', 'sigmoid')], 'uniform'),
  'peaks-mixture-base': run('peaks', [newLayer('elementwise', 'affine')], newBase('mixture', { fit: 'learned' })),
  'peaks-one-component': run('peaks', [newLayer('elementwise', 'gaussianMixtureCdf', { components: 1 })], 'uniform'),
} as const satisfies Record<string, Experiment>
