import type { BaseName } from '../../flows/catalog.ts'
import type { Experiment } from '../experiment.ts'
import { newLayer } from '../specs.ts'
import { run } from './recipes.ts'

const peaks = (base: BaseName): Experiment =>
  run('peaks', [newLayer('elementwise', 'gaussianMixtureCdf', { onto: base === 'normal' ? 'real' : 'unit' })], base)

/** Flows of one number. */
export const line = {
  'peaks-uniform': peaks('uniform'),
  'peaks-normal': peaks('normal'),
  'peaks-beta': peaks('beta'),
} as const satisfies Record<string, Experiment>
