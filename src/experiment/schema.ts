import * as v from 'valibot'
import { ellipseOptions, maximumEllipses } from '../datasets/gaussianMixture.ts'
import { datasetNames, datasets, type DatasetName } from '../datasets/registry.ts'
import { baseCatalog, baseNames, scalarCatalog, scalarNames, structureCatalog, structureNames, type BaseName, type ScalarName, type StructureName } from '../flows/catalog.ts'
import { chooseScalar } from '../flows/scalar/registry.ts'
import { allows, initialOptions, type OptionSpec, type OptionSpecs, type OptionsOf, type OptionValue, type OptionValues } from '../math/options.ts'
import { success, type Result } from '../words/sentence.ts'
import { isSingle, readPoints, roundPoints, type PointList } from './ownPoints.ts'
import { refusal, refusalOf, refuse, refuseOption, refuseRecord } from './refusal.ts'
import { dataOptions, maximumAnchors, maximumLabelLength, maximumLayers, optimizerOptions, runOptions, teacherOptions } from './settings.ts'
import { layerOptions } from './layerOptions.ts'

/**
 * The one door for foreign data. Everything here is derived from the tables of the catalogue, the data sets and the
 * settings; a new layer, base or data set passes through it untouched. The types of `experiment.ts` are derived from it.
 */

type Entries = Readonly<Record<string, v.GenericSchema>>
type OptionEntries<S extends OptionSpecs> = { readonly [K in keyof S]: v.OptionalSchema<v.GenericSchema<OptionsOf<S>[K]>, OptionsOf<S>[K]> }

const isRecord = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)

/** An object of exactly these names. */
const record = <E extends Entries>(entries: E) => {
  const refuseIt = refuseRecord(Object.keys(entries))
  return v.pipe(v.custom<object>(isRecord, refuseIt), v.strictObject(entries, refuseIt), v.readonly())
}

/** −0 is 0: a link has but one of them. */
const option = (spec: OptionSpec) =>
  v.optional(
    v.pipe(v.custom<OptionValue>((value) => allows(spec, value), refuseOption(spec)), v.transform((value) => (value === 0 ? 0 : value))),
    spec.initial,
  )

const optionEntries = <S extends OptionSpecs>(specs: S) =>
  Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, option(spec)])) as unknown as OptionEntries<S>

const options = (specs: OptionSpecs): v.GenericSchema<unknown, OptionValues> =>
  record(optionEntries(specs)) as v.GenericSchema<unknown, OptionValues>

const name = <const N extends readonly string[]>(names: N) => v.picklist(names, refuse('refusal.choice', { choices: names.join(', ') }))

/** An entry of a foreign object where it is one of the names expected: it decides which options are read. */
function named<N extends string>(input: unknown, key: string, names: readonly N[]): N | undefined {
  const found: unknown = isRecord(input) && Object.hasOwn(input, key) ? Reflect.get(input, key) : undefined
  return names.find((one) => one === found)
}

/** A scalar bijector has something that a network can choose. */
export const isLearned = (scalar: ScalarName): boolean =>
  Object.keys(chooseScalar(scalar, initialOptions(scalarCatalog[scalar])).parameters).length > 0

/** The scalar bijectors that a structure can take. */
export function scalarsOf(structure: StructureName): readonly ScalarName[] {
  const { scalar } = structureCatalog[structure]
  if (scalar === 'none') return []
  return scalar === 'any' ? scalarNames : scalarNames.filter(isLearned)
}

function layerSchemaOf(structure: StructureName | undefined, scalar: ScalarName | undefined) {
  const allowed = structure ? scalarsOf(structure) : scalarNames
  const refuseScalar = allowed.length > 0 ? refuse('refusal.choice', { choices: allowed.join(', ') }) : refuse('refusal.unknownHere')
  const entries = {
    structure: name(structureNames),
    scalar: v.exactOptional(v.picklist(allowed, refuseScalar)),
    options: v.optional(options(structure ? layerOptions(structure, scalar) : {}), {}),
  }
  return v.pipe(
    record(entries),
    v.check((layer) => allowed.length === 0 || 'scalar' in layer, refuse('refusal.scalar', { choices: allowed.join(', ') })),
  )
}

export const layerSchema = v.lazy((input) =>
  layerSchemaOf(named(input, 'structure', structureNames), named(input, 'scalar', scalarNames)),
)

const layersSchema = v.pipe(
  v.custom<readonly unknown[]>(Array.isArray, refuse('refusal.list')),
  v.maxLength(maximumLayers, ({ input }) => refusal('refusal.layers', { max: maximumLayers, count: input.length })),
  v.array(layerSchema),
  v.readonly(),
)

const baseSchemaOf = (base: BaseName | undefined) =>
  record({ name: name(baseNames), options: v.optional(options(base ? baseCatalog[base] : {}), {}) })

export const baseSchema = v.lazy((input) => baseSchemaOf(named(input, 'name', baseNames)))

const kinds = ['dataset', 'mixture', 'points'] as const

const datasetSchemaOf = (dataset: DatasetName | undefined) =>
  record({
    kind: v.pipe(v.optional(name(kinds), 'dataset'), v.literal('dataset')),
    name: name(datasetNames),
    options: v.optional(options(dataset ? datasets[dataset].options : {}), {}),
    ...optionEntries(dataOptions),
  })

const isLabel = (value: unknown): boolean => typeof value === 'string' && value.length <= maximumLabelLength

const pointsSchema = record({
  kind: v.literal('points'),
  label: v.custom<string>(isLabel, refuse('refusal.label', { max: maximumLabelLength })),
  points: v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset, addIssue, NEVER }): PointList => {
      const read = readPoints(dataset.value)
      if (read.ok) return read.value
      addIssue({ message: refusal(read.reason.key, read.reason.values) })
      return NEVER
    }),
  ),
})

const mixtureSchema = record({
  kind: v.literal('mixture'),
  components: v.pipe(
    v.custom<readonly unknown[]>(Array.isArray, refuse('refusal.list')),
    v.check(({ length }) => length >= 1 && length <= maximumEllipses, ({ input }) => refusal('refusal.ellipses', { max: maximumEllipses, count: input.length })),
    v.array(record(optionEntries(ellipseOptions))),
    v.readonly(),
  ),
  ...optionEntries(dataOptions),
})

export const dataSchema = v.lazy((input) => {
  const kind = named(input, 'kind', kinds)
  if (kind === 'points') return pointsSchema
  return kind === 'mixture' ? mixtureSchema : datasetSchemaOf(named(input, 'name', datasetNames))
})

const isPlace = (value: unknown): boolean => Array.isArray(value) && value.every(isSingle)
const isPlaces = (value: unknown): boolean => Array.isArray(value) && value.length <= maximumAnchors && value.every(isPlace)
const refuseAnchors = refuse('refusal.anchors', { max: maximumAnchors })
const anchorsSchema = v.pipe(v.custom<PointList>(isPlaces, refuseAnchors), v.transform(roundPoints))

const shape = record({
  data: dataSchema,
  standardise: v.optional(v.boolean(refuse('refusal.boolean')), false),
  conditional: v.optional(v.boolean(refuse('refusal.boolean')), false),
  layers: layersSchema,
  base: baseSchema,
  optimizer: v.optional(record(optionEntries(optimizerOptions)), {}),
  run: v.optional(record(optionEntries(runOptions)), {}),
  anchors: v.optional(anchorsSchema, []),
  teacher: v.exactOptional(record(optionEntries(teacherOptions))),
})

type Shape = v.InferOutput<typeof shape>

/** Coordinates of one data point. */
export function dimensionOf({ data }: Pick<Shape, 'data'>): 1 | 2 {
  if (data.kind === 'mixture') return 2
  return data.kind === 'dataset' ? datasets[data.name].dimension : data.points[0]?.length === 1 ? 1 : 2
}

/** How many classes the points of the data come in: its components; a person's own points are all of one. */
export function classesOf({ data }: Pick<Shape, 'data'>): number {
  if (data.kind === 'mixture') return data.components.length
  return data.kind === 'dataset' ? datasets[data.name].components : 1
}

/** There must be something to tell a conditional flow. */
const classesFit = ({ data, conditional }: Shape): boolean => !conditional || classesOf({ data }) > 1

/** Two anchors or more, or none, each with as many coordinates as the data. */
function anchorsFit({ data, anchors }: Shape): boolean {
  const dimension = dimensionOf({ data })
  return anchors.length !== 1 && anchors.every((anchor) => anchor.length === dimension)
}

export const experimentSchema = v.pipe(
  shape,
  v.forward(v.check(classesFit, refuse('refusal.conditional')), ['conditional']),
  v.forward(v.check(anchorsFit, refuseAnchors), ['anchors']),
)

/** An experiment from anything at all, its gaps filled with defaults, its points in float32; or what is wrong with it, and where. */
export function validateExperiment(input: unknown): Result<v.InferOutput<typeof experimentSchema>> {
  const read = v.safeParse(experimentSchema, input, { abortEarly: true })
  return read.success ? success(read.output) : { ok: false, reason: refusalOf(read.issues[0]) }
}
