import { say } from '../../words/catalogue.ts'
import type { NllWords } from './pen.ts'

/** The chart's words, with the unit of its axis; `given`: whether the flow is told the class. */
export const nllWords = (unit: string, given: boolean): NllWords => ({
  steps: say('nll.steps'),
  stepsShort: say('nll.steps.short'),
  unit,
  train: say('nll.train'),
  test: say('nll.test'),
  testShort: say('nll.test.short'),
  entropy: say(given ? 'nll.entropy.given' : 'nll.entropy'),
  entropyShort: say('nll.entropy.short'),
  teacher: say('nll.teacher'),
})
