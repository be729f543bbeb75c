import { bayes, mostProbable } from '../engine/bayes.ts'
import type { Model } from '../experiment/modelFile.ts'
import { readModel } from '../experiment/modelFile.ts'
import { dimensionOf } from '../experiment/schema.ts'
import { buildFlow, forwardStages, givenOf, inverseStages, logDensityOf, type Built, type Flow } from '../flows/flow.ts'
import { coordinatesOf, entries, float64Ops } from '../math/float64.ts'
import type { Columns } from '../math/float64.ts'
import type { Point } from '../flows/bijector.ts'
import { success, type Result } from '../words/sentence.ts'
import { readText } from './files.ts'

/** A trained flow in float64, without any engine. */
export interface OpenModel {
  readonly model: Model
  readonly flow: Flow
}

const flowOf = ({ experiment, standardisation, shares }: Model): Built =>
  buildFlow({ d: dimensionOf(experiment), layers: experiment.layers, base: experiment.base, standardisation, classes: shares?.length })

/** Reads a model file and builds its flow. */
export function openModel(file: string): Result<OpenModel> {
  const text = readText(file)
  if (!text.ok) return text
  const model = readModel(text.value, (read) => {
    const built = flowOf(read)
    return built.ok ? success(built.flow.layout.size) : built
  })
  if (!model.ok) return model
  const built = flowOf(model.value)
  return built.ok ? success({ model: model.value, flow: built.flow }) : built
}

const columnsOf = (point: Point<Columns>, n: number): Float64Array[] => point.map(({ at }) => entries(at, n))

/** What a model says of points. */
export interface Evaluated {
  /** log p(x) in nats, `[n]`; of all classes together where there are some. */
  readonly logDensity: ArrayLike<number>
  /** The coordinates of z, d times `[n]`; by the map of the most probable class where there are some. */
  readonly z: readonly Float64Array[]
  /** p(class | x), `[n]` for each class; none where the model knows of no classes. */
  readonly posterior: readonly ArrayLike<number>[]
}

/** Of points `[n, d]`. */
export function evaluateRows(open: OpenModel, points: Float64Array): Evaluated {
  const { shares } = open.model
  if (!shares) return { ...carryRows(open, points), posterior: [] }
  const n = points.length / open.flow.d
  const each = shares.map((_, c) => carryRows(open, points, new Uint8Array(n).fill(c)))
  const { logDensity, posterior } = bayes(each.map((one) => one.logDensity), shares)
  const z = Array.from({ length: open.flow.d }, (_, k) => Float64Array.from({ length: n }, (_unused, i) => each[mostProbable(posterior, i)]?.z[k]?.[i] ?? NaN))
  return { logDensity, z, posterior }
}

/** log p(x), or log p(x | class) where the flow is told of classes, and z. */
function carryRows({ model, flow }: OpenModel, points: Float64Array, labels?: Uint8Array): { logDensity: Float64Array; z: Float64Array[] } {
  const n = points.length / flow.d
  const ops = float64Ops(model.parameters)
  const stages = forwardStages(flow, ops, coordinatesOf(points, flow.d).map((at) => ({ at })), givenOf(flow, labels))
  return { logDensity: entries(logDensityOf(flow, ops, stages), n), z: columnsOf(stages.points.at(-1) ?? [], n) }
}

/** The coordinates of x, d times `[n]`, of latents `[n, d]`; and of these classes where the flow is told of some. */
export function invertRows({ model, flow }: OpenModel, latents: Float32Array, labels?: Uint8Array): Float64Array[] {
  const ops = float64Ops(model.parameters)
  const stages = inverseStages(flow, ops, coordinatesOf(latents, flow.d).map((at) => ({ at })), givenOf(flow, labels))
  return columnsOf(stages.points[0] ?? [], latents.length / flow.d)
}
