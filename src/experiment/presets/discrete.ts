import type { Experiment } from '../experiment.ts'
import { newData, newLayer } from '../specs.ts'
import { run } from './recipes.ts'

const levels = (noise: 'none' | 'uniform'): Experiment =>
  run(
    newData('levels', { noise }),
    // Scales of a layer end at e^±5: the affine one lets spikes grow beyond.
    [newLayer('elementwise', 'affine'), newLayer('elementwise', 'gaussianMixtureCdf', { components: 10, onto: 'real' })],
    'normal',
    { optimizer: { learningRate: 0.02 } },
  )

/** Discrete data under a continuous density. */
export const discrete = {
  'levels-spikes': levels('none'),
  'levels-uniform-noise': levels('uniform'),
} as const satisfies Record<string, Experiment>
