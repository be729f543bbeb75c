import { checkExperiment } from '../experiment/distillation.ts'
import type { Experiment } from '../experiment/experiment.ts'
import { batchIndex } from '../math/random.ts'
import { type Batch, buildFlow, type Flow, initialise, startParameters } from '../flows/flow.ts'
import { standardisationOf } from '../flows/standardisation.ts'
import type { Mend } from '../flows/stack.ts'
import type { Sentence } from '../words/sentence.ts'
import { carryOver, freshState } from './carryOver.ts'
import { drawData, type RunData } from './data.ts'
import { diagnose } from './diagnosis.ts'
import type { Lesson } from './lesson.ts'
import { pointsOf } from './rows.ts'
import type { CreateTrainer, Trainer, TrainerJob, TrainingState } from './trainer.ts'

/** What happened in some steps: losses of each batch in nats, or the sentence that says why training stopped. */
export type Advance =
  | { readonly ok: true; readonly step: number; readonly losses: Float32Array }
  | { readonly ok: false; readonly step: number; readonly losses: Float32Array; readonly reason: Sentence }

/** One experiment in training: its data, its flow and its trainer. */
export interface Run {
  readonly experiment: Experiment
  readonly data: RunData
  /** What a student learns from in the place of the training points. */
  readonly lesson: Lesson | null
  readonly flow: Flow
  readonly trainer: Trainer
  /** `count` optimizer steps. If the numbers break, the run stands at the last good step. */
  advance(count: number): Promise<Advance>
  /** The same run with other optimizer settings; weights and the optimizer's memory stay. */
  retuned(experiment: Experiment): Run
}

/** The NLL below which no such flow gets, in nats: H(X), or H(X | C) if it is told the class; null where it is not known. */
export const floorOf = ({ flow, data }: Pick<Run, 'flow' | 'data'>): number | null => (flow.classes > 0 ? data.conditionalEntropy : data.entropy)

export type Prepared =
  | { readonly ok: true; readonly data: RunData; readonly flow: Flow; readonly job: TrainerJob }
  | { readonly ok: false; readonly reason: Sentence; readonly mend: Mend | null }

/**
 * Draws the data (unless it is at hand) and builds the flow of an experiment, or says why it does not fit. With the lesson
 * of its teacher it learns from that; without one from the data, one coordinate after another.
 */
export function prepare(experiment: Experiment, data: RunData = drawData(experiment), lesson?: Lesson): Prepared {
  const check = checkExperiment(experiment)
  if (!check.ok) return check
  const standardisation = experiment.standardise ? standardisationOf(data.train, data.d) : undefined
  const classes = experiment.conditional ? data.classes : 0
  const built = buildFlow({ d: data.d, layers: experiment.layers, base: experiment.base, standardisation, classes })
  if (!built.ok) return built
  const { run, optimizer } = experiment
  const points = lesson ?? { points: data.train, ...(classes > 0 && { labels: data.components }) }
  return { ok: true, data, flow: built.flow, job: { flow: built.flow, ...points, seed: run.seed, optimizer } }
}

/** Which of n training points an optimizer step draws, `[size]`. `step` counts from 0. */
export const batchRows = (seed: number, size: number, n: number, step: number): readonly number[] =>
  Array.from({ length: size }, (_, i) => batchIndex(seed, step, i, n))

/** The points of an optimizer step. */
function batchOf({ points, labels, flow, seed, optimizer }: TrainerJob, step: number): Batch {
  const rows = batchRows(seed, optimizer.batch, points.length / flow.d, step)
  return { points: pointsOf(points, flow.d, rows), labels: labels && Uint8Array.from(rows, (row) => labels[row] ?? 0) }
}

/** Training points that data-dependent layers start from. */
const startBatch = 1024

const startPoints = ({ flow, points, labels }: TrainerJob): Batch => ({
  points: points.subarray(0, startBatch * flow.d),
  labels: labels?.subarray(0, startBatch),
})

/** The weights before the first step, from the seed and the first training points. */
export const startOf = (job: TrainerJob): Float32Array => startParameters(job.flow, job.seed, startPoints(job))

/** The state a changed experiment goes on from: what can be kept of the old run is kept. */
export function stateAfterChange(old: { flow: Flow; state: TrainingState }, job: TrainerJob): TrainingState {
  const start = startOf(job)
  if (old.flow.d !== job.flow.d) return freshState(start)
  const { state, isNew } = carryOver(old.flow, old.state, job.flow, start)
  initialise(job.flow, state.parameters, startPoints(job), isNew)
  return state
}

/**
 * Takes `count` steps one at a time, to find the one at which the numbers break and what broke. The trainer is left at
 * the last state that was good.
 */
async function stepWithCare(trainer: Trainer, job: TrainerJob, count: number): Promise<Advance> {
  const losses: number[] = []
  for (let i = 0; i < count; i++) {
    const report = await trainer.step(1)
    if (report.broken) {
      const { points, labels } = batchOf(job, report.step)
      const stages = await trainer.stages(points, labels)
      const reason = diagnose(job.flow, report.step, stages, report.broken)
      return { ok: false, step: report.step, losses: Float32Array.from(losses), reason }
    }
    losses.push(...report.losses)
  }
  return { ok: true, step: (await trainer.readState()).step, losses: Float32Array.from(losses) }
}

/** Starts training a prepared experiment, from `state` or from its seed. */
export function createRun(
  experiment: Experiment,
  prepared: Prepared & { ok: true },
  createTrainer: CreateTrainer,
  state: TrainingState = freshState(startOf(prepared.job)),
): Run {
  return runOf(experiment, prepared, createTrainer(prepared.job, state))
}

function runOf(experiment: Experiment, { data, flow, job }: Prepared & { ok: true }, trainer: Trainer): Run {
  return {
    experiment,
    data,
    lesson: job.kept ? { points: job.points, kept: job.kept } : null,
    flow,
    trainer,
    advance: async (count) => {
      const { step, losses, broken } = await trainer.step(count)
      return broken ? stepWithCare(trainer, job, count) : { ok: true, step, losses }
    },
    retuned: (next) => {
      trainer.setOptimizer(next.optimizer)
      return runOf(next, { ok: true, data, flow, job: { ...job, optimizer: next.optimizer } }, trainer)
    },
  }
}
