import type { NllSeries } from '../../store/frames.ts'
import { say } from '../../words/catalogue.ts'
import { nats } from '../nats.ts'
import { lastStep, readAt } from './series.ts'

/** What a reading is told in. */
export interface Told {
  /** What nats are multiplied by. */
  readonly factor: number
  /** The unit's short name. */
  readonly unit: string
}

/** With its step where that is not the one of the train loss. */
function testReading(test: NllSeries['test'][number], step: number, { factor }: Told): string {
  const values = { nll: nats(test.nll * factor), error: nats(test.standardError * factor), step: test.step.toLocaleString('en') }
  return say(test.step === step ? 'nll.reading.test' : 'nll.reading.testAt', values)
}

/** Nats; null where not known. */
interface Levels {
  readonly entropy: number | null
  readonly teacher: number | null
  readonly told: Told
}

/** The values at a step as a line of words; the newest where no step is given. */
export function reading(series: NllSeries, { entropy, teacher, told }: Levels, cursor: number | null): string {
  const found = readAt(series, cursor ?? lastStep(series))
  if (!found) return say('nll.none')
  const { step, train, test } = found
  const parts = [say('nll.reading', { step: step.toLocaleString('en'), train: nats((train ?? NaN) * told.factor) })]
  if (test) parts.push(testReading(test, step, told))
  if (teacher !== null) parts.push(say('nll.reading.teacher', { nll: nats(teacher * told.factor) }))
  if (entropy !== null) parts.push(say('nll.reading.entropy', { entropy: nats(entropy * told.factor) }))
  return `${parts.join(' · ')} ${told.unit}`
}
