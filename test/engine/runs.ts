import { createReferenceTrainer } from '../../src/engine/reference/trainer.ts'
import { createRun, prepare, type Run } from '../../src/engine/run.ts'
import type { CreateTrainer, TrainingState } from '../../src/engine/trainer.ts'
import { createWasmTrainer } from '../../src/engine/wasm/trainer.ts'
import type { Experiment } from '../../src/experiment/experiment.ts'
import { tell } from '../../src/words/catalogue.ts'

/** The engines that run in Node: the tfjs reference (after `startTfjs`), and the compiled one. */
export const trainers = {
  'tfjs-wasm': (job, start) => createReferenceTrainer(job, 'tfjs-wasm', start),
  wasm: createWasmTrainer,
} as const satisfies Record<string, CreateTrainer>

export type TestedTrainer = keyof typeof trainers

export const trainerNames = Object.keys(trainers) as TestedTrainer[]

/** A run of an experiment; throws the sentence of one that does not fit. */
export function startRun(experiment: Experiment, trainer: TestedTrainer = 'wasm', state?: TrainingState): Run {
  const prepared = prepare(experiment)
  if (!prepared.ok) throw new Error(tell(prepared.reason))
  return createRun(experiment, prepared, trainers[trainer], state)
}

/** Takes some steps; throws the sentence of a run that stopped. */
export async function train(run: Run, steps: number): Promise<Float32Array> {
  const done = await run.advance(steps)
  if (!done.ok) throw new Error(tell(done.reason))
  return done.losses
}

/** An experiment with other optimizer settings. */
export const tuned = (experiment: Experiment, settings: Partial<Experiment['optimizer']>): Experiment => ({
  ...experiment,
  optimizer: { ...experiment.optimizer, ...settings },
})
