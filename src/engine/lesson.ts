import type { Flow } from '../flows/flow.ts'
import { keptStage } from '../flows/distillation.ts'
import { createRandom } from '../math/random.ts'
import type { Run } from './run.ts'

/** What a student learns from: samples of its teacher `[n, d]`, each with the stage that the student's networks read. */
export interface Lesson {
  readonly points: Float32Array
  readonly kept: Float32Array
}

/** Samples of a lesson. The data may be scarce; of its samples a teacher gives as many as are asked for. */
const samples = 50_000

/** A trained teacher's lesson: latents of the base from the run's seed, and all they become on the way to x. */
export async function drawLesson({ experiment, flow, trainer }: Run, student: Flow): Promise<Lesson> {
  const { parameters } = await trainer.readState()
  const latents = flow.base.sample(createRandom(experiment.run.seed).fork('lesson'), samples, parameters)
  const { points } = await trainer.inverse(latents)
  const [x, kept] = [points[0], points[keptStage(student)]]
  if (!x || !kept) throw new RangeError('the teacher has no such stage')
  return { points: x, kept }
}
