import { checkStack, type StackCheck } from '../flows/stack.ts'
import { checkStudent, studentLayers, teacherLayers } from '../flows/distillation.ts'
import type { Experiment } from './experiment.ts'
import { dimensionOf } from './schema.ts'

/** Without a teacher: the flow learns from the data. */
export const untaught = ({ teacher: _teacher, ...experiment }: Experiment): Experiment => experiment

/** What a student's teacher is: the same stack with networks that read x, learning from the data; null where it has none. */
export function teacherOf(experiment: Experiment): Experiment | null {
  const { teacher, layers, optimizer } = experiment
  if (!teacher) return null
  return { ...untaught(experiment), layers: teacherLayers(layers), optimizer: { ...optimizer, steps: teacher.steps, schedule: 'cosine' } }
}

/** An autoregressive experiment as the teacher of an inverse autoregressive one; null where its stack can teach none. */
export function distilled(experiment: Experiment): Experiment | null {
  const { layers, optimizer, teacher } = experiment
  const student = { ...experiment, layers: studentLayers(layers), teacher: { steps: optimizer.steps } }
  const isTeacher = !teacher && layers.some(({ structure }) => structure === 'autoregressive')
  return isTeacher && checkExperiment(student).ok ? student : null
}

/** Whether a stack carries its data onto its base and, where it has a teacher, can learn from it. */
export function checkExperiment(experiment: Experiment): StackCheck {
  const { layers, base, teacher } = experiment
  const d = dimensionOf(experiment)
  const check = checkStack(d, layers, base)
  const reason = check.ok && teacher ? checkStudent(d, layers, base) : null
  return reason ? { ok: false, reason, mend: null, intervals: check.intervals } : check
}
