import type { Experiment } from '../experiment.ts'
import { couplings, run } from './recipes.ts'

/** Flows whose every network is told the class of the point. */
export const conditional = {
  'moons-conditional': run('moons', couplings(6, 'affine'), 'normal', { conditional: true }),
  'pinwheel-conditional': run('pinwheel', couplings(4, 'rationalQuadraticSpline'), 'normal', { conditional: true, optimizer: { batch: 512 } }),
} as const satisfies Record<string, Experiment>
