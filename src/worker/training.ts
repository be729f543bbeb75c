import type { Experiment } from '../experiment/experiment.ts'
import { type Chosen, chooseTrainer } from '../engine/chooseTrainer.ts'
import { type Backdrop, createBackdrop } from '../engine/probes.ts'
import type { TfjsHost } from '../engine/reference/backends.ts'
import { thisMachine } from '../engine/machine.ts'
import { createRun, prepare, type Run, stateAfterChange } from '../engine/run.ts'
import type { TrainerKind, TrainingState } from '../engine/trainer.ts'
import { failure, type Result, success } from '../words/sentence.ts'

/** A run on the engine that was chosen for it. */
export interface Training {
  readonly run: Run
  readonly backdrop: Backdrop
  readonly chosen: Chosen
}

export interface Surroundings {
  readonly host: TfjsHost
  /** A fault that no call reports: a lost device. */
  readonly onFault: (message: string) => void
  /** Engines that have failed. */
  readonly avoid: readonly TrainerKind[]
}

/** Chooses an engine and starts an experiment on it, from its seed or from a saved state. */
export async function startTraining(
  experiment: Experiment,
  { host, onFault, avoid }: Surroundings,
  state?: TrainingState,
): Promise<Result<Training>> {
  const prepared = prepare(experiment)
  if (!prepared.ok) return prepared
  const chosen = await chooseTrainer(thisMachine(prepared.job, host, onFault), experiment.run.trainer, avoid)
  if (!chosen.ok) return chosen
  const fits = state?.parameters.length === prepared.flow.layout.size
  const run = createRun(experiment, prepared, chosen.value.create, fits ? state : undefined)
  return success({ run, backdrop: createBackdrop(run), chosen: chosen.value })
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Whether the same points are drawn. */
const sameData = (a: Experiment, b: Experiment): boolean => a.run.seed === b.run.seed && same(a.data, b.data)

/** Whether weights, points and engine can stay as they are. */
const sameModel = (a: Experiment, b: Experiment): boolean =>
  sameData(a, b) && a.standardise === b.standardise && same(a.layers, b.layers) && same(a.base, b.base)

/** Changes an experiment in mid-run, on the same engine, and keeps of the weights what can be kept. */
export async function changeTraining({ run, backdrop, chosen }: Training, experiment: Experiment): Promise<Result<Training>> {
  if (sameModel(run.experiment, experiment)) {
    return success({ run: run.retuned(experiment), backdrop, chosen })
  }
  const prepared = prepare(experiment, sameData(run.experiment, experiment) ? run.data : undefined)
  if (!prepared.ok) return failure(prepared.reason.key, prepared.reason.values)
  const state = stateAfterChange({ flow: run.flow, state: await run.trainer.readState() }, prepared.job)
  run.trainer.dispose()
  const changed = createRun(experiment, prepared, chosen.create, state)
  return success({ run: changed, backdrop: createBackdrop(changed), chosen })
}
