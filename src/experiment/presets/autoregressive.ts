import type { DatasetName } from '../../datasets/registry.ts'
import type { Experiment } from '../experiment.ts'
import { newBase, newLayer } from '../specs.ts'
import { run } from './recipes.ts'

const levelled = (data: DatasetName): Experiment => run(data, [newLayer('autoregressive', 'gaussianMixtureCdf')], 'uniform')

/** Flows whose parameters come from the coordinates before. */
export const autoregressive = {
  'moons-autoregressive': levelled('moons'),
  'smiley-autoregressive': levelled('smiley'),
  'moons-other-order': run('moons', [newLayer('autoregressive', 'gaussianMixtureCdf', { order: 'reverse' })], 'uniform'),
  'moons-two-orders': run(
    'moons',
    [newLayer('autoregressive', 'gaussianMixtureCdf', { onto: 'real' }), newLayer('autoregressive', 'gaussianMixtureCdf', { order: 'reverse' })],
    'uniform',
  ),
  'moons-mixture-base': run('moons', [newLayer('autoregressive', 'gaussianMixtureCdf', { onto: 'real' })], newBase('mixture', { fit: 'learned' })),
  // Onto the whole line: what a network reads of z is spread there, and not pressed together at the ends of (0, 1).
  'moons-distilled': run('moons', [newLayer('inverseAutoregressive', 'gaussianMixtureCdf', { onto: 'real' })], 'normal', { teacher: { steps: 2000 } }),
} as const satisfies Record<string, Experiment>
