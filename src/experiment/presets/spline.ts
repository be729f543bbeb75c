import type { DatasetName } from '../../datasets/registry.ts'
import type { Experiment } from '../experiment.ts'
import { couplings, run } from './recipes.ts'

/** So rich a map would learn the noise of a batch: batches are twice the usual size. */
const splines = (data: DatasetName): Experiment => run(data, couplings(4, 'rationalQuadraticSpline'), 'normal', { optimizer: { batch: 512 } })

/** Couplings that bend an axis by a spline. */
export const spline = {
  'moons-spline': splines('moons'),
} as const satisfies Record<string, Experiment>
