import type { Model } from '../experiment/modelFile.ts'
import { readModel } from '../experiment/modelFile.ts'
import { dimensionOf } from '../experiment/schema.ts'
import { buildFlow, forwardStages, inverseStages, logDensityOf, type Built, type Flow } from '../flows/flow.ts'
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

const flowOf = ({ experiment, standardisation }: Model): Built =>
  buildFlow({ d: dimensionOf(experiment), layers: experiment.layers, base: experiment.base, standardisation })

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

/** log p(x) in nats `[n]` and the coordinates of z, d times `[n]`, of points `[n, d]`. */
export function evaluateRows({ model, flow }: OpenModel, points: Float64Array): { logDensity: Float64Array; z: Float64Array[] } {
  const n = points.length / flow.d
  const ops = float64Ops(model.parameters)
  const stages = forwardStages(flow, ops, coordinatesOf(points, flow.d).map((at) => ({ at })))
  return { logDensity: entries(logDensityOf(flow, ops, stages), n), z: columnsOf(stages.points.at(-1) ?? [], n) }
}

/** The coordinates of x, d times `[n]`, of latents `[n, d]`. */
export function invertRows({ model, flow }: OpenModel, latents: Float32Array): Float64Array[] {
  const ops = float64Ops(model.parameters)
  const stages = inverseStages(flow, ops, coordinatesOf(latents, flow.d).map((at) => ({ at })))
  return columnsOf(stages.points[0] ?? [], latents.length / flow.d)
}
