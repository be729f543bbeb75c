import type { OptionValues } from '../../math/options.ts'
import type { Experiment } from '../experiment.ts'
import { newData } from '../specs.ts'
import { couplings, run } from './recipes.ts'

const few = (count: number, optimizer: Partial<Experiment['optimizer']> = {}, network: OptionValues = {}): Experiment =>
  run({ ...newData('moons'), count }, couplings(6, 'affine', network), 'normal', { optimizer: { batch: 128, ...optimizer } })

/** How a flow is brought to work: it must be able to learn a few points by heart, before it is kept from that. */
export const practice = {
  'moons-ten-points': few(10, { steps: 500 }),
  'moons-few-points': few(200),
  'moons-few-points-regularised': few(200, { weightDecay: 0.1, clip: 1 }, { width: 16, depth: 1 }),
} as const satisfies Record<string, Experiment>
