import type { DatasetName } from '../../datasets/registry.ts'
import type { Experiment } from '../experiment.ts'
import { newLayer } from '../specs.ts'
import { run } from './recipes.ts'

const levelled = (data: DatasetName): Experiment => run(data, [newLayer('autoregressive', 'gaussianMixtureCdf')], 'uniform')

/** Flows whose parameters come from the coordinates before. */
export const autoregressive = {
  'moons-autoregressive': levelled('moons'),
  'smiley-autoregressive': levelled('smiley'),
} as const satisfies Record<string, Experiment>
