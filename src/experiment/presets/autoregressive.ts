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
  'smiley-other-order': run('smiley', [newLayer('autoregressive', 'gaussianMixtureCdf', { order: 'reverse' })], 'uniform', { standardise: true }),
  'smiley-two-orders': run(
    'smiley',
    [newLayer('autoregressive', 'gaussianMixtureCdf', { onto: 'real' }), newLayer('autoregressive', 'gaussianMixtureCdf', { order: 'reverse' })],
    'uniform',
    { standardise: true },
  ),
  'smiley-mixture-base': run(
    'smiley',
    [newLayer('autoregressive', 'gaussianMixtureCdf', { onto: 'real' })],
    newBase('mixture', { components: 3, fit: 'learned' }),
    { standardise: true },
  ),
  'swiss-roll-autoregressive': run('swissRoll', [newLayer('autoregressive', 'gaussianMixtureCdf', { components: 10 })], 'uniform', { standardise: true }),
  'moons-inverse-autoregressive': run(
    'moons',
    (['forward', 'reverse'] as const).map((order) => newLayer('inverseAutoregressive', 'rationalQuadraticSpline', { order })),
    'normal',
  ),
} as const satisfies Record<string, Experiment>
