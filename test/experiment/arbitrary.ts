import fc from 'fast-check'
import { ellipseOptions, maximumEllipses, type Ellipse } from '../../src/datasets/gaussianMixture.ts'
import { datasetNames, datasets } from '../../src/datasets/registry.ts'
import type { BaseSpec, DataSpec, Experiment, LayerSpec } from '../../src/experiment/experiment.ts'
import { float32 } from '../../src/experiment/ownPoints.ts'
import { classesOf, dimensionOf, scalarsOf } from '../../src/experiment/schema.ts'
import { dataOptions, maximumAnchors, optimizerOptions, runOptions, teacherOptions, type OptimizerSettings, type RunSettings } from '../../src/experiment/settings.ts'
import { layerOptions } from '../../src/experiment/layerOptions.ts'
import { baseCatalog, baseNames, structureNames } from '../../src/flows/catalog.ts'
import type { OptionSpec, OptionSpecs, OptionValue, OptionValues } from '../../src/math/options.ts'

/** Every valid experiment, drawn from the same tables from which the validator is made. */

const oneOption = (spec: OptionSpec): fc.Arbitrary<OptionValue> => {
  if (spec.kind === 'choice') return fc.constantFrom(...spec.values)
  if (spec.kind === 'integer') return fc.integer({ min: spec.min, max: spec.max })
  return fc.double({ min: spec.min, max: spec.max, noNaN: true }).map((value) => value + 0)
}

export const arbitraryOptions = (specs: OptionSpecs): fc.Arbitrary<OptionValues> =>
  fc.record(Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, oneOption(spec)])), { noNullPrototype: true })

const layer: fc.Arbitrary<LayerSpec> = fc.constantFrom(...structureNames).chain((structure) => {
  const scalars = scalarsOf(structure)
  const scalar = scalars.length > 0 ? fc.constantFrom(...scalars) : fc.constant(undefined)
  return scalar.chain((chosen) =>
    arbitraryOptions(layerOptions(structure, chosen)).map((options) => ({ structure, ...(chosen && { scalar: chosen }), options })),
  )
})

const base: fc.Arbitrary<BaseSpec> = fc
  .constantFrom(...baseNames)
  .chain((name) => arbitraryOptions(baseCatalog[name]).map((options) => ({ name, options })))

const single = fc.float({ noNaN: true, noDefaultInfinity: true }).map(float32)
const point = (d: number) => fc.array(single, { minLength: d, maxLength: d })
const varies = (points: readonly (readonly number[])[]) =>
  points[0]?.every((first, j) => points.some((one) => one[j] !== first)) ?? false

const ownPoints: fc.Arbitrary<DataSpec> = fc
  .constantFrom(1, 2)
  .chain((d) => fc.array(point(d), { minLength: 10, maxLength: 60 }))
  .filter(varies)
  .chain((points) => fc.string({ maxLength: 100, unit: 'grapheme' }).map((text) => ({ kind: 'points', label: text.slice(0, 100), points })))

const drawn: fc.Arbitrary<DataSpec> = fc.constantFrom(...datasetNames).chain((name) =>
  fc
    .tuple(arbitraryOptions(datasets[name].options), arbitraryOptions(dataOptions))
    .map(([options, { count }]) => ({ kind: 'dataset', name, options, count: Number(count) })),
)

const mixture: fc.Arbitrary<DataSpec> = fc
  .tuple(fc.array(arbitraryOptions(ellipseOptions) as fc.Arbitrary<Ellipse>, { minLength: 1, maxLength: maximumEllipses }), arbitraryOptions(dataOptions))
  .map(([components, { count }]) => ({ kind: 'mixture', components, count: Number(count) }))

export const arbitraryExperiment: fc.Arbitrary<Experiment> = fc.oneof(drawn, mixture, ownPoints).chain((data) =>
  fc.record(
    {
      data: fc.constant(data),
      standardise: fc.boolean(),
      conditional: classesOf({ data }) > 1 ? fc.boolean() : fc.constant(false),
      layers: fc.array(layer, { maxLength: 32 }),
      base,
      optimizer: arbitraryOptions(optimizerOptions) as fc.Arbitrary<OptimizerSettings>,
      run: arbitraryOptions(runOptions) as fc.Arbitrary<RunSettings>,
      teacher: fc.oneof(fc.constant(null), arbitraryOptions(teacherOptions) as fc.Arbitrary<NonNullable<Experiment['teacher']>>),
      anchors: fc.oneof(fc.constant([]), fc.array(point(dimensionOf({ data })), { minLength: 2, maxLength: maximumAnchors })),
    },
    { noNullPrototype: true },
  ).map(({ teacher, ...rest }) => ({ ...rest, ...(teacher && { teacher }) })),
)
