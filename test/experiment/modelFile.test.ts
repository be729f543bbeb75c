import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readModel, writeModel, type Model } from '../../src/experiment/modelFile.ts'
import { defaultExperiment } from '../../src/experiment/presets.ts'
import { classesOf, dimensionOf } from '../../src/experiment/schema.ts'
import { success } from '../../src/words/sentence.ts'
import { arbitraryExperiment } from './arbitrary.ts'
import { expectOpenedOrRefused, refusalIn, runs } from './expectations.ts'

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0)
const positive = fc.double({ min: 1e-30, max: 1e30, noNaN: true })
const weights = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { maxLength: 50 }).map((values) => Float32Array.from(values))

const arbitraryModel: fc.Arbitrary<Model> = fc.tuple(arbitraryExperiment, fc.nat(), weights).chain(([experiment, step, parameters]) => {
  const classes = classesOf(experiment)
  const model: Model = { experiment, step, parameters, ...(experiment.conditional && { shares: new Array<number>(classes).fill(1 / classes) }) }
  if (!experiment.standardise) return fc.constant(model)
  const exactly = { minLength: dimensionOf(experiment), maxLength: dimensionOf(experiment) }
  const standardisation = fc.record({ mean: fc.array(finite, exactly), deviation: fc.array(positive, exactly) }, { noNullPrototype: true })
  return standardisation.map((one) => ({ ...model, standardisation: one }))
})

const two: Model = { experiment: defaultExperiment, step: 7, parameters: Float32Array.of(1, -2) }
const read = (text: string, size = 2) => readModel(text, () => success(size))
const altered = (change: object): string => JSON.stringify({ ...(JSON.parse(writeModel(two)) as object), ...change })

describe('a model file', () => {
  it('gives back the model that was written', () => {
    fc.assert(
      fc.property(arbitraryModel, (model) => {
        expect(readModel(writeModel(model), () => success(model.parameters.length))).toEqual({ ok: true, value: model })
      }),
      runs(100),
    )
  })

  it('holds parameters as little-endian float32', () => {
    expect(JSON.parse(writeModel(two))).toMatchObject({ format: 'x2z-model', version: 1, step: 7, parameters: 'AACAPwAAAMA=' })
  })

  it.each([
    ['{', 'This is not valid JSON, so it is cut short or was altered; save or copy it again.'],
    ['[1]', 'This is not a model file of x2z: its “format” should be “x2z-model”; choose a file that “x2z train --out” wrote.'],
    [altered({ version: 2 }), 'This model was saved by a newer x2z (its version is 2, this one reads up to 1); update x2z.'],
    [altered({ version: 'one' }), 'In the model file, “version” is missing or damaged; save the model again.'],
    [altered({ step: -1 }), 'In the model file, “step” is missing or damaged; save the model again.'],
    [altered({ parameters: 'AACAPwAAAM' }), 'In the model file, “parameters” is missing or damaged; save the model again.'],
    [altered({ parameters: 'AACAPw==' }), 'The model file holds 1 parameters, but its flow has 2; save the model again.'],
    [altered({ parameters: 'AADAfwAAAMA=' }), 'The model file holds parameters that are not finite numbers; train the model again.'],
    [altered({ experiment: { ...defaultExperiment, standardise: true } }), 'In the model file, “standardisation” is missing or damaged; save the model again.'],
    [altered({ experiment: { ...defaultExperiment, conditional: true } }), 'In the model file, “shares” is missing or damaged; save the model again.'],
    [altered({ experiment: { ...defaultExperiment, conditional: true }, shares: [0.5, 0.4] }), 'In the model file, “shares” is missing or damaged; save the model again.'],
    [altered({ experiment: { ...defaultExperiment, conditional: true }, shares: [1] }), 'In the model file, “shares” is missing or damaged; save the model again.'],
    [altered({ experiment: {} }), 'In the experiment, “data” is missing; add it.'],
  ])('is refused in a sentence: %#', (text, sentence) => {
    expect(refusalIn(read(text))).toBe(sentence)
  })

  it('opens or is refused, whatever it holds', () => {
    const field = fc.constantFrom('format', 'version', 'experiment', 'step', 'parameters', 'standardisation')
    fc.assert(
      fc.property(field, fc.jsonValue(), (key, value) => void expectOpenedOrRefused(() => read(altered({ [key]: value })))),
      runs(300),
    )
  })
})
