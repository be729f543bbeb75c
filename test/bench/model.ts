import { startOf, prepare } from '../../src/engine/run.ts'
import { freshState } from '../../src/engine/carryOver.ts'
import type { CreateTrainer, TrainerJob } from '../../src/engine/trainer.ts'
import type { Experiment } from '../../src/experiment/experiment.ts'
import { presets } from '../../src/experiment/presets.ts'
import { blockSize } from '../../src/math/block.ts'
import { batchIndex } from '../../src/math/random.ts'
import { tell } from '../../src/words/catalogue.ts'
import type { Contestant } from './interleave.ts'

const widened = (experiment: Experiment, width: number): Experiment => ({
  ...experiment,
  layers: experiment.layers.map((layer) => ({ ...layer, options: { ...layer.options, width } })),
})

/** What is trained. RealNVP: couplings × hidden units of each of a conditioner's two hidden layers. */
const models = {
  'realnvp-6x64': widened(presets['moons-realnvp'], 64),
  'realnvp-6x16': widened(presets['moons-realnvp'], 16),
  'smiley-autoregressive': presets['smiley-autoregressive'],
  'moons-autoregressive': presets['moons-autoregressive'],
  'moons-spline': presets['moons-spline'],
} as const satisfies Record<string, Experiment>

export type ModelName = keyof typeof models

/** Small and constant, so that however many steps are measured none breaks. */
const learningRate = 0.0005

export function jobOf(model: ModelName, batch: number): TrainerJob {
  const experiment = models[model]
  const optimizer = { ...experiment.optimizer, batch, learningRate, schedule: 'constant' } as const
  const prepared = prepare({ ...experiment, optimizer })
  if (!prepared.ok) throw new Error(tell(prepared.reason))
  return prepared.job
}

/** The points of one optimizer step, a coordinate after the other: `[d][batch]`. */
export function batchOf({ flow: { d }, points, seed, optimizer }: TrainerJob, step: number): readonly Float32Array[] {
  const n = points.length / d
  const rows = Array.from({ length: optimizer.batch }, (_, i) => batchIndex(seed, step, i, n))
  return Array.from({ length: d }, (_, k) => Float32Array.from(rows, (row) => points[row * d + k] ?? NaN))
}

/** The weights before the first step, block by block, in the order of the layout. */
export function startBlocks(job: TrainerJob): readonly { readonly shape: readonly number[]; readonly values: Float32Array }[] {
  const start = startOf(job)
  return job.flow.layout.blocks.map((block) => ({
    shape: block.shape,
    values: start.slice(block.offset, block.offset + blockSize(block)),
  }))
}

export const ownBackend = 'compiled, wasm SIMD, 1 thread'

/** One of our own engines; a turn is an optimizer step. */
export function trainerContestant(job: TrainerJob, create: CreateTrainer, backend: string): Contestant {
  const trainer = create(job, freshState(startOf(job)))
  return {
    backend,
    work: 1,
    run: async (turns) => {
      const from = performance.now()
      const { losses, broken } = await trainer.step(turns)
      const seconds = (performance.now() - from) / 1000
      if (broken) throw new Error(`${backend}: the numbers broke at step ${broken.step}.`)
      return { seconds, loss: losses.at(-1) ?? NaN }
    },
    dispose: () => trainer.dispose(),
  }
}
