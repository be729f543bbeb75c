import type { Experiment } from '../experiment/experiment.ts'
import { type Batch, givenOf, logDensityOf, type Flow } from '../flows/flow.ts'
import { coordinatesOf, entries, float64Ops } from '../math/float64.ts'
import { forcedStages, keptStage } from '../flows/distillation.ts'
import { createRandom } from '../math/random.ts'
import { drawClasses } from './bayes.ts'
import type { RunData } from './data.ts'
import { pointsOf } from './rows.ts'
import { emptyStages, fillStages } from './streams.ts'
import type { Stages, Trainer } from './trainer.ts'

/** What a student learns from: samples of its teacher `[n, d]`, each with the stage that the student's networks read. */
export interface Lesson extends Batch {
  readonly kept: Float32Array
}

/** The stages of points `[n, d]` as a student learns them, its networks reading the kept stage `[n, d]`; in float64. */
export function toldStages(flow: Flow, parameters: Float32Array, { points, labels, kept }: Lesson): Stages {
  const n = points.length / flow.d
  const ops = float64Ops(parameters)
  const [x, told] = [points, kept].map((rows) => coordinatesOf(rows, flow.d).map((at) => ({ at })))
  const stages = forcedStages(flow, ops, x ?? [], told ?? [], givenOf(flow, labels))
  const column = (value: Parameters<typeof entries>[0]): Float32Array => Float32Array.from(entries(value, n))
  const streams = [...stages.points.flatMap((point) => point.map(({ at }) => at)), ...stages.logDets, logDensityOf(flow, ops, stages)]
  const found = emptyStages(flow, n)
  fillStages(found, flow.d, 0, n, streams.map(column))
  return found
}

/** A run that has ended. */
interface Teacher {
  readonly data: Pick<RunData, 'shares'>
  readonly experiment: Experiment
  readonly flow: Flow
  readonly trainer: Trainer
}

/** Samples of a lesson. The data may be scarce; of its samples a teacher gives as many as are asked for. */
const samples = 50_000

/** The samples of a lesson that are numbers: one that is none would break a student that has done nothing wrong. */
function finite({ points, labels, kept }: Lesson, d: number): Lesson {
  const sound = Array.from({ length: points.length / d }, (_, i) => i).filter((i) =>
    [points, kept].every((rows) => rows.subarray(i * d, (i + 1) * d).every(Number.isFinite)),
  )
  if (sound.length * d === points.length) return { points, labels, kept }
  const [x, told] = [points, kept].map((rows) => pointsOf(rows, d, sound))
  return { points: x ?? points, kept: told ?? kept, labels: labels && Uint8Array.from(sound, (i) => labels[i] ?? 0) }
}

/** A trained teacher's lesson: latents of the base from the run's seed, and all they become on the way to x. */
export async function drawLesson({ data: { shares }, experiment, flow, trainer }: Teacher, student: Flow): Promise<Lesson> {
  const { parameters } = await trainer.readState()
  const latents = flow.base.sample(createRandom(experiment.run.seed).fork('lesson'), samples, parameters)
  const labels = flow.classes > 0 ? drawClasses(createRandom(experiment.run.seed).fork('classes of the lesson'), shares, samples) : undefined
  const { points } = await trainer.inverse(latents, labels)
  const [x, kept] = [points[0], points[keptStage(student)]]
  if (!x || !kept) throw new RangeError('the teacher has no such stage')
  return finite({ points: x, labels, kept }, flow.d)
}
