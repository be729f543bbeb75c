import type { Standardisation } from '../flows/standardisation.ts'
import { failure, success, type Result } from '../words/sentence.ts'
import { fromBase64, toBase64 } from './base64.ts'
import type { Experiment } from './experiment.ts'
import { parseJson } from './json.ts'
import { migrate, type Migrations } from './migrate.ts'
import { classesOf, dimensionOf, validateExperiment } from './schema.ts'

const format = 'x2z-model'
/** The version that is written, and from the version in the key to the next. */
const version = 1
const migrations: Migrations = {}

/** A trained flow as it lies in a file. */
export interface Model {
  readonly experiment: Experiment
  /** Optimizer steps done. */
  readonly step: number
  readonly parameters: Float32Array
  /** There exactly when the experiment standardises. */
  readonly standardisation?: Standardisation
  /** The share of each class among the training points; there exactly when the flow was told of classes. */
  readonly shares?: readonly number[]
}

/** The file of a model: every option is written out, parameters are base64 of little-endian float32. */
export const writeModel = ({ parameters, ...model }: Model): string =>
  `${JSON.stringify({ format, version, ...model, parameters: toBase64(littleEndian(parameters)) })}\n`

/** Reads a model file. `sizeOf` tells how many parameters its flow has, or why there is no such flow. */
export function readModel(text: string, sizeOf: (model: Model) => Result<number>): Result<Model> {
  const json = parseJson(text)
  if (!json.ok) return json
  const file = entriesOf(json.value)
  if (file['format'] !== format) return failure('model.format')
  const written = file['version']
  if (!isCount(written) || written < 1) return failure('model.field', { name: 'version' })
  if (written > version) return failure('model.newer', { version: written, ours: version })
  const model = modelIn(entriesOf(migrate(migrations, file, written, version)))
  if (!model.ok) return model
  const size = sizeOf(model.value)
  if (!size.ok) return size
  const got = model.value.parameters.length
  return got === size.value ? model : failure('model.size', { got, wanted: size.value })
}

type Entries = Readonly<Record<string, unknown>>

const entriesOf = (value: unknown): Entries =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

function modelIn({ experiment: told, step, parameters: packed, standardisation, shares }: Entries): Result<Model> {
  const experiment = validateExperiment(told)
  if (!experiment.ok) return experiment
  if (!isCount(step)) return failure('model.field', { name: 'step' })
  const parameters = typeof packed === 'string' ? floatsIn(packed) : null
  if (!parameters) return failure('model.field', { name: 'parameters' })
  if (!parameters.every(Number.isFinite)) return failure('model.notFinite')
  const standard = experiment.value.standardise && standardisationIn(standardisation, dimensionOf(experiment.value))
  if (standard === null) return failure('model.field', { name: 'standardisation' })
  const classes = classesOf(experiment.value)
  if (experiment.value.conditional && !isShares(shares, classes)) return failure('model.field', { name: 'shares' })
  return success({
    experiment: experiment.value,
    step,
    parameters,
    ...(standard && { standardisation: standard }),
    ...(experiment.value.conditional && isShares(shares, classes) && { shares }),
  })
}

/** Shares sum to 1, but for rounding. */
const isShares = (value: unknown, count: number): value is readonly number[] =>
  isFinites(value, count) && value.every((one) => one >= 0) && Math.abs(value.reduce((sum, one) => sum + one, 0) - 1) < 1e-6

function standardisationIn(value: unknown, d: number): Standardisation | null {
  const { mean, deviation } = entriesOf(value)
  if (!isFinites(mean, d) || !isFinites(deviation, d) || !deviation.every((one) => one > 0)) return null
  return { mean, deviation }
}

const isFinites = (value: unknown, count: number): value is readonly number[] =>
  Array.isArray(value) && value.length === count && value.every((one) => typeof one === 'number' && Number.isFinite(one))

function littleEndian(numbers: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * numbers.length))
  numbers.forEach((value, i) => view.setFloat32(4 * i, value, true))
  return new Uint8Array(view.buffer)
}

function floatsIn(packed: string): Float32Array | null {
  const bytes = fromBase64(packed)
  if (!bytes || bytes.length % 4 !== 0) return null
  const view = new DataView(bytes.buffer)
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true))
}
