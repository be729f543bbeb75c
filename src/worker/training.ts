import type { Experiment } from '../experiment/experiment.ts'
import type { RunSettings } from '../experiment/settings.ts'
import { type Chosen, chooseTrainer, type Machine } from '../engine/chooseTrainer.ts'
import { type Backdrop, createBackdrop } from '../engine/probes.ts'
import type { TfjsHost } from '../engine/reference/backends.ts'
import { thisMachine } from '../engine/machine.ts'
import { createRun, prepare, type Run, stateAfterChange } from '../engine/run.ts'
import type { CreateTrainer, TrainerJob, TrainerKind, TrainingState } from '../engine/trainer.ts'
import { failure, type Result, success } from '../words/sentence.ts'
import type { Saved } from './protocol.ts'

/** A run on the engine that was chosen for it. */
export interface Training {
  readonly run: Run
  readonly backdrop: Backdrop
  readonly chosen: Chosen
}

export interface Surroundings {
  readonly host: TfjsHost
  /** This engine is about to be tried, or still being tried. */
  readonly onTrial: (kind: TrainerKind) => void
  /** A fault of an engine that no call reports: a lost device. During its trial, the trial fails instead. */
  readonly onFault: (kind: TrainerKind, message: string) => void
  /** Engines that have failed. */
  readonly avoid: readonly TrainerKind[]
}

/** A trial may take longer than a thread may be silent: so often the engine that is being tried is told again. Milliseconds. */
const tryingEveryMs = 10_000

/** Chooses an engine, telling all the while which is being tried; a thread that is blocked falls silent nonetheless. */
async function choose(job: TrainerJob, asked: RunSettings['trainer'], surroundings: Surroundings): Promise<Result<Chosen>> {
  let tried: TrainerKind | null = null
  const onTrial = (kind: TrainerKind): void => {
    tried = kind
    surroundings.onTrial(kind)
  }
  const again = setInterval(() => tried && surroundings.onTrial(tried), tryingEveryMs)
  try {
    return await chooseTrainer(machineFor(job, { ...surroundings, onTrial }), asked, surroundings.avoid)
  } finally {
    clearInterval(again)
  }
}

/** This machine; each engine's faults are told apart. */
function machineFor(job: TrainerJob, { host, onTrial, onFault }: Surroundings): Machine {
  const trial = (kind: TrainerKind): Promise<CreateTrainer> => {
    onTrial(kind)
    let tell = (message: string): void => onFault(kind, message)
    return new Promise<CreateTrainer>((resolve, reject) => {
      tell = (message) => reject(new Error(message))
      thisMachine(job, host, (message) => tell(message)).trial(kind).then(resolve, reject)
    }).finally(() => {
      tell = (message) => onFault(kind, message)
    })
  }
  return { ...thisMachine(job, host, () => {}), trial }
}

/** Chooses an engine and starts an experiment on it, from its seed or from a saved state. */
export async function startTraining(experiment: Experiment, surroundings: Surroundings, from?: Saved): Promise<Result<Training>> {
  const prepared = prepare(experiment)
  if (!prepared.ok) return prepared
  const chosen = await choose(prepared.job, experiment.run.trainer, surroundings)
  if (!chosen.ok) return chosen
  const state = from && stateOf(from, experiment, prepared.job)
  const run = createRun(experiment, prepared, chosen.value.create, state)
  return success({ run, backdrop: createBackdrop(run), chosen: chosen.value })
}

/** What a saved state is worth to an experiment that may have changed since. */
function stateOf({ experiment: before, state }: Saved, experiment: Experiment, job: TrainerJob): TrainingState | undefined {
  if (sameModel(before, experiment)) return state
  const old = prepare(before)
  return old.ok ? stateAfterChange({ flow: old.flow, state }, job) : undefined
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
