import { afterEach, beforeEach, vi } from 'vitest'
import type * as machine from '../../src/engine/machine.ts'
import type { TrainerKind, TrainingState } from '../../src/engine/trainer.ts'
import type { Experiment } from '../../src/experiment/experiment.ts'
import { presets } from '../../src/experiment/presets.ts'
import { newLayer } from '../../src/experiment/specs.ts'
import type { Saved, ToWorker } from '../../src/worker/protocol.ts'
import { Rig } from './rig.ts'
import { FakeThread } from './thread.ts'

/** A fresh session and its engines for each test of a file that calls `setUp`. */
export let rig = new Rig()
export let thread = new FakeThread()

/** What a step takes on the thread's clock. */
const stepMs = 1

export function setUp(): void {
  beforeEach(() => {
    rig = new Rig()
    thread = new FakeThread()
    rig.onSlice = (steps) => {
      thread.time += steps * stepMs
    }
  })
  afterEach(() => thread.stop())
}

vi.mock('../../src/engine/machine.ts', async (importOriginal) => {
  const { thisMachine } = await importOriginal<typeof machine>()
  const rigged: typeof thisMachine = (job, host, onFault) => rig.machine(thisMachine(job, host, onFault), onFault)
  return { thisMachine: rigged }
})

type Parts = Partial<Omit<Experiment, 'optimizer' | 'run'>> & { optimizer?: Partial<Experiment['optimizer']>; run?: Partial<Experiment['run']> }

export const base: Experiment = { ...presets['peaks-normal'], data: { ...presets['peaks-normal'].data, count: 200 } as Experiment['data'] }

/** Two peaks, one layer, on so few points that a step takes no time. */
export const tiny = ({ optimizer, run, ...parts }: Parts = {}): Experiment => ({
  ...base,
  ...parts,
  optimizer: { ...base.optimizer, batch: 16, schedule: 'constant', ...optimizer },
  run: { ...base.run, ...run },
})

/** A layer that ends on (0, 1), where a Normal base starts nowhere. */
export const misfit = tiny({ layers: [newLayer('elementwise', 'gaussianMixtureCdf', { onto: 'unit' }), newLayer('elementwise', 'logit'), newLayer('elementwise', 'logit')] })
export const affine = newLayer('elementwise', 'affine')

export const start = (experiment: Experiment, { run = 1, playing = false, avoid = [] as readonly TrainerKind[], ...more }: { run?: number; playing?: boolean; avoid?: readonly TrainerKind[]; from?: Saved } = {}): ToWorker =>
  ({ type: 'start', run, experiment, playing, avoid, ...more })
export const change = (experiment: Experiment, run: number, playing = false): ToWorker => ({ type: 'change', run, experiment, playing })
export const probe = (run = 1, points = 5): ToWorker => ({ type: 'probe', run, probe: { points } })

/** The state that is told last once the session rests. */
export async function settledState(): Promise<TrainingState> {
  await thread.rest()
  const state = thread.all('state').at(-1)?.state
  if (!state) throw new Error('no state was told')
  return state
}

/** Starts, and trains so many steps. */
export async function trained(experiment: Experiment, steps: number): Promise<TrainingState> {
  thread.send(start(experiment))
  await thread.rest()
  thread.send(...Array.from({ length: steps }, () => ({ type: 'step' }) as const))
  return settledState()
}
