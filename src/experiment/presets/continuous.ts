import type { DatasetName } from '../../datasets/registry.ts'
import type { OptionValues } from '../../math/options.ts'
import type { Experiment } from '../experiment.ts'
import { newLayer } from '../specs.ts'
import { run } from './recipes.ts'

const drift = (data: DatasetName, options: OptionValues = {}): Experiment =>
  run(data, [newLayer('continuous', undefined, options)], 'normal', { optimizer: { learningRate: 0.01 } })

/** Flows that are continuous in time. */
export const continuous = {
  '8gaussians-continuous': drift('eightGaussians'),
  // One hidden layer stays .1 nats above the entropy; two narrow ones cost three times as much.
  'moons-continuous': drift('moons', { depth: 2, width: 32 }),
} as const satisfies Record<string, Experiment>
