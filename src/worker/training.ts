import { teacherOf } from '../experiment/distillation.ts'
import type { Experiment } from '../experiment/experiment.ts'
import type { RunSettings } from '../experiment/settings.ts'
import { type Chosen, chooseTrainer, type Machine } from '../engine/chooseTrainer.ts'
import type { RunData } from '../engine/data.ts'
import { nllOf } from '../engine/evaluation.ts'
import { type Backdrop, createBackdrop } from '../engine/probes.ts'
import type { TfjsHost } from '../engine/reference/backends.ts'
import { thisMachine } from '../engine/machine.ts'
import { drawLesson } from '../engine/lesson.ts'
import { Rivals } from '../engine/rivals.ts'
import { createRun, prepare, type Prepared, type Run, stateAfterChange } from '../engine/run.ts'
import type { CreateTrainer, TrainerJob, TrainerKind, TrainingState } from '../engine/trainer.ts'
import { failure, type Result, type Sentence, success } from '../words/sentence.ts'
import type { Part, Saved } from './protocol.ts'

/** A run on the engine that was chosen for it. */
export interface Training {
  readonly run: Run
  readonly backdrop: Backdrop
  readonly chosen: Chosen
  /** Of a teacher: the experiment of its student, and the state that this one goes on from. */
  readonly part: Exclude<Part, { role: 'teacher' }> | { readonly role: 'teacher'; readonly student: Experiment; readonly from?: Saved }
  /** Other models, to compare with. */
  readonly rivals: Rivals
}

/** A teacher in training. */
export type Teacher = Training & { readonly part: { readonly role: 'teacher' } }

export const isTeacher = (training: Training): training is Teacher => training.part.role === 'teacher'

/** The experiment that was asked for. */
const wholeOf = ({ run, part }: Training): Experiment => (part.role === 'teacher' ? part.student : run.experiment)

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
export async function choose(job: TrainerJob, asked: RunSettings['trainer'], surroundings: Surroundings): Promise<Result<Chosen>> {
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

/** Chooses an engine and starts an experiment on it, from its seed or from a saved state; its teacher first, if it has one. */
export async function startTraining(experiment: Experiment, surroundings: Surroundings, from?: Saved): Promise<Result<Training>> {
  const prepared = prepare(experiment)
  if (!prepared.ok) return prepared
  const teacher = teacherOf(experiment)
  if (teacher) return startTeacher(teacher, prepared.data, { role: 'teacher', student: experiment, ...(from && { from }) }, surroundings)
  const chosen = await choose(prepared.job, experiment.run.trainer, surroundings)
  return chosen.ok ? success(begin(experiment, prepared, chosen.value, { role: 'alone' }, from)) : chosen
}

function begin(experiment: Experiment, prepared: Prepared & { ok: true }, chosen: Chosen, part: Training['part'], from?: Saved): Training {
  const state = from && stateOf(from, experiment, prepared.job)
  const run = createRun(experiment, prepared, chosen.create, state)
  return { run, backdrop: createBackdrop(run), chosen, part, rivals: new Rivals(chosen.create) }
}

/** On WebAssembly, so that the link of a student gives the same lesson everywhere. */
async function startTeacher(teacher: Experiment, data: RunData, part: Training['part'], surroundings: Surroundings): Promise<Result<Training>> {
  const prepared = prepare(teacher, data)
  if (!prepared.ok) return prepared
  const chosen = await choose(prepared.job, 'wasm', surroundings)
  if (!chosen.ok) return chosen
  const { kind } = chosen.value.choice
  const reason: Sentence = { key: 'trainer.reason.teacher', values: { trainer: { key: `trainer.${kind}.label` } } }
  return success(begin(teacher, prepared, kind === 'wasm' ? { ...chosen.value, choice: { kind, reason } } : chosen.value, part))
}

/** The student of a teacher that is trained, on an engine that is chosen for it. */
export async function startStudent({ run: teacher, part }: Teacher, surroundings: Surroundings): Promise<Result<Training>> {
  const { student, from } = part
  const untold = prepare(student, teacher.data)
  if (!untold.ok) return untold
  const prepared = prepare(student, teacher.data, await drawLesson(teacher, untold.flow))
  if (!prepared.ok) return prepared
  const nll = await nllOf(teacher.trainer, teacher.data.test, teacher.data.testComponents)
  const chosen = await choose(prepared.job, student.run.trainer, surroundings)
  return chosen.ok ? success(begin(student, prepared, chosen.value, { role: 'student', teacher: nll }, from)) : chosen
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
  sameData(a, b) && a.standardise === b.standardise && a.conditional === b.conditional && same(a.layers, b.layers) &&
  same(a.base, b.base) && same(a.teacher, b.teacher)

/** Whether a change asks for another lesson, so that a teacher has to be trained first. */
export function asksForLesson(training: Training, experiment: Experiment): boolean {
  const before = wholeOf(training)
  return (before.teacher ?? experiment.teacher) !== undefined && !sameModel(before, experiment)
}

/** Other settings for what is in training: a teacher hears of those that it shares with its student, and of what that is to go on from. */
function retuned(training: Training, experiment: Experiment, from?: Saved): Training {
  const { run, part } = training
  if (part.role === 'teacher') {
    const own = run.retuned(teacherOf(experiment) ?? experiment)
    return { ...training, run: own, part: { ...part, student: experiment, ...(from && { from }) } }
  }
  if (from) run.trainer.writeState(from.state)
  return { ...training, run: run.retuned(experiment) }
}

/** Changes an experiment in mid-run, on the same engine and without another lesson, and keeps of the weights what can be kept: of its own, or of a saved state. */
export async function changeTraining(training: Training, experiment: Experiment, from?: Saved): Promise<Result<Training>> {
  const { run, chosen } = training
  const isSame = sameModel(wholeOf(training), experiment) && (!from || sameModel(from.experiment, experiment))
  if (isSame) return success(retuned(training, experiment, from))
  const prepared = prepare(experiment, sameData(run.experiment, experiment) ? run.data : undefined)
  if (!prepared.ok) return failure(prepared.reason.key, prepared.reason.values)
  const state = from ? stateOf(from, experiment, prepared.job) : stateAfterChange({ flow: run.flow, state: await run.trainer.readState() }, prepared.job)
  run.trainer.dispose()
  const changed = createRun(experiment, prepared, chosen.create, state)
  return success({ ...training, run: changed, backdrop: createBackdrop(changed) })
}
