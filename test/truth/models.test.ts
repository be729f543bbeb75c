import { describe, expect, test } from 'vitest'
import { dimensionOf } from '../../src/experiment/schema.ts'
import { baseNames, scalarNames, structureNames } from '../../src/flows/catalog.ts'
import { checkStack } from '../../src/flows/stack.ts'
import { truthModelNames, truthModels } from './models.ts'

const experiments = truthModelNames.map((name) => truthModels[name].experiment)
const layers = experiments.flatMap((experiment) => experiment.layers)

/** What is in no model would be held against nothing. */
describe('the models that another implementation is asked about', () => {
  test.each(structureNames)('hold the structure %s', (name) => expect(layers.map(({ structure }) => structure)).toContain(name))
  test.each(scalarNames)('hold the scalar bijector %s', (name) => expect(layers.map(({ scalar }) => scalar)).toContain(name))
  test.each(baseNames)('hold the base %s', (name) => expect(experiments.map(({ base }) => base.name)).toContain(name))
  test.each(truthModelNames)('fit together: %s', (name) => {
    const { experiment } = truthModels[name]
    expect(checkStack(dimensionOf(experiment), experiment.layers, experiment.base)).toMatchObject({ ok: true })
  })
})
