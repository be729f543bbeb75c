import { drawLesson } from '../engine/lesson.ts'
import { createRun, prepare, type Prepared } from '../engine/run.ts'
import { teacherOf } from '../experiment/distillation.ts'
import type { Experiment } from '../experiment/experiment.ts'
import { success, type Result } from '../words/sentence.ts'
import { advanceToEnd, inform } from './advance.ts'
import { verdictOf, type Verdict } from './verdict.ts'
import { chooseEngine } from './trainers.ts'

/** An experiment made ready to train, and what became of its teacher, if it has one. */
export interface Taught {
  readonly prepared: Prepared & { ok: true }
  readonly teacher: Verdict | null
}

/** Trains the teacher of an experiment, if it has one, on WebAssembly, where it gives the same lesson everywhere. */
export async function teach(experiment: Experiment, prepared: Prepared & { ok: true }): Promise<Result<Taught>> {
  const teacher = teacherOf(experiment)
  if (!teacher) return success({ prepared, teacher: null })
  const ready = prepare(teacher, prepared.data)
  if (!ready.ok) return ready
  const chosen = await chooseEngine(ready.job, 'wasm', ['wasm'], inform)
  if (!chosen.ok) return chosen
  const run = createRun(teacher, ready, chosen.value.create)
  const trained = await advanceToEnd(run, 'teacher')
  if (!trained.ok) return trained
  const taught = prepare(experiment, prepared.data, await drawLesson(run, prepared.flow))
  const verdict = await verdictOf(run)
  run.trainer.dispose()
  return taught.ok ? success({ prepared: taught, teacher: verdict }) : taught
}
