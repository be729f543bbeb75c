import type { Flow } from '../flows/flow.ts'
import type { Layer, Point } from '../flows/bijector.ts'
import { blockSize } from '../math/block.ts'
import { columns, type Columns, coordinatesOf, entries, float64Ops } from '../math/float64.ts'
import type { Range, Window } from '../math/window.ts'
import type { OptimizerSettings } from '../experiment/settings.ts'
import { smoothedGradient } from './optimizer.ts'
import type { Inside, LayerCurve } from './snapshot.ts'
import type { TrainingState } from './trainer.ts'

/** Places along each axis of the field, and along the curve of a coordinate. */
const resolution = { field: 33, curve: 161 } as const

/** The share of values left out at each end of an axis, and the room left around the rest. */
const tail = 0.01
const room = 0.15

const spaced = ([low, high]: Range, i: number, n: number): number => low + ((high - low) * i) / (n - 1)
const asPoint = (values: readonly Columns[]): Point<Columns> => values.map((at) => ({ at }))

/** Where most of some values lie, with a little room; all of (0, 1) where a layer asks for it. */
function rangeOf(values: Float64Array, unit: boolean): Range {
  if (unit) return [1e-6, 1 - 1e-6]
  const sorted = values.filter(Number.isFinite).sort()
  const low = sorted[Math.floor(tail * sorted.length)] ?? -1
  const high = sorted[Math.ceil((1 - tail) * sorted.length) - 1] ?? 1
  const pad = room * (high - low) || 1
  return [low - pad, high + pad]
}

/** Points `[n, d]` carried to the input of a layer. */
function carriedTo(flow: Flow, layer: number, ops: ReturnType<typeof float64Ops>, points: ArrayLike<number>): Point<Columns> {
  return flow.layers.slice(0, layer).reduce((point, one) => one.forward(ops, point).to, asPoint(coordinatesOf(points, flow.d)))
}

/** What the layer does to each place of a lattice over its input plane; nothing on a line, where the curve says it all. */
function fieldOf(layer: Layer, ops: ReturnType<typeof float64Ops>, window: Window): Inside['field'] {
  const [across, up] = window
  if (!across || !up) return null
  const n = resolution.field
  const points = Float64Array.from({ length: 2 * n * n }, (_, i) => (i % 2 === 0 ? spaced(across, (i / 2) % n, n) : spaced(up, Math.floor(i / 2 / n), n)))
  const { to, logDet } = layer.forward(ops, asPoint(coordinatesOf(points, 2)))
  const [first, second] = to.map(({ at }) => entries(at, n * n))
  return {
    window,
    columns: n,
    rows: n,
    values: Float32Array.from(entries(logDet, n * n)),
    moved: Float32Array.from({ length: 2 * n * n }, (_, i) => (i % 2 === 0 ? first : second)?.[Math.floor(i / 2)] ?? NaN),
  }
}

/** Coordinate k behind the layer as a function of itself before it, the others held where the point has them. */
function curveOf(layer: Layer, ops: ReturnType<typeof float64Ops>, at: readonly number[], window: Window, k: number): LayerCurve {
  const range = window[k] ?? [0, 1]
  const inputs = Float64Array.from({ length: resolution.curve }, (_, i) => spaced(range, i, resolution.curve))
  const point = at.map((value, j) => (j === k ? columns(1, inputs.length, inputs) : columns(1, 1, Float64Array.of(value))))
  const output = layer.forward(ops, asPoint(point)).to[k]
  return { inputs: Float32Array.from(inputs), outputs: Float32Array.from(output ? entries(output.at, inputs.length) : inputs) }
}

/** Length of the smoothed gradient over the weights of each layer, the base last; nats per unit of weight. */
export function gradientNorms({ layers, base }: Flow, method: OptimizerSettings['method'], { step, firstMoment }: TrainingState): readonly number[] {
  const gradient = smoothedGradient(method, step, firstMoment)
  const squares = (from: number, size: number) => gradient.subarray(from, from + size).reduce((sum, value) => sum + value * value, 0)
  return [...layers, base].map(({ blocks }) => Math.sqrt(blocks.reduce((sum, block) => sum + squares(block.offset, blockSize(block)), 0)))
}

/**
 * What happens inside a layer, in float64. `point` `[d]` is a data point; the window is where `sample` `[n, d]`, some
 * data points, lie when they reach the layer.
 */
export function insideOf(flow: Flow, parameters: Float32Array, layer: number, point: readonly number[], sample: Float32Array): Omit<Inside, 'gradients'> {
  const one = flow.layers[layer]
  if (!one) throw new RangeError(`a flow of ${flow.layers.length} layers has no layer ${layer}`)
  const ops = float64Ops(parameters)
  const here = carriedTo(flow, layer, ops, point)
  const at = here.map((coordinate) => entries(coordinate.at, 1)[0] ?? NaN)
  const window = carriedTo(flow, layer, ops, sample).map((coordinate, k) => rangeOf(entries(coordinate.at, sample.length / flow.d), one.domain[k] === 'unit'))
  const chosen = one.parametersAt?.(ops, here) ?? []
  return {
    layer,
    at,
    field: fieldOf(one, ops, window),
    curves: at.map((_, k) => curveOf(one, ops, at, window, k)),
    chosen: chosen.map(({ coordinate, values, landmarks }) => ({
      coordinate,
      values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Array.from(value.data)])),
      landmarks: landmarks === null ? [] : Array.from(landmarks.data),
    })),
  }
}
