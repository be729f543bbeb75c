import { failure, success, type Result } from '../words/sentence.ts'
import type { Experiment } from './experiment.ts'
import { validateExperiment } from './schema.ts'

export function parseJson(text: string): Result<unknown> {
  try {
    return success(JSON.parse(text.replace(/^\uFEFF/, '')))
  } catch {
    return failure('json.invalid')
  }
}

/** An experiment as a person writes it by hand: what is left out has its default. */
export function readExperiment(text: string): Result<Experiment> {
  const json = parseJson(text)
  return json.ok ? validateExperiment(json.value) : json
}
