import type { DatasetName } from '../../datasets/registry.ts'
import type { Experiment } from '../experiment.ts'
import { newLayer } from '../specs.ts'
import { couplings, nice, repeated, run } from './recipes.ts'

const realNvp = (data: DatasetName, standardise = false): Experiment => run(data, couplings(6, 'affine'), 'normal', { standardise })

/** NICE, RealNVP, Glow and Flow++ in the plane. */
export const coupling = {
  'moons-realnvp': realNvp('moons'),
  // The face lies off the origin: standardised, 2,000 steps end .04 nats lower.
  'smiley-realnvp': realNvp('smiley', true),
  'moons-nice': run('moons', nice(6), 'normal'),
  'smiley-mixture-coupling': run('smiley', couplings(4, 'logisticMixtureCdf', { onto: 'real' }), 'normal', { standardise: true, optimizer: { batch: 512 } }),
  // A step of Glow: actnorm, an invertible linear map, a coupling (Kingma & Dhariwal 2018, §3). The P of PLU swaps the axes.
  'moons-glow': run('moons', repeated(6, [newLayer('actnorm'), newLayer('plu'), newLayer('coupling', 'affine')]), 'normal'),
} as const satisfies Record<string, Experiment>
