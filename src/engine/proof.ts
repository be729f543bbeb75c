import { forwardStages, givenOf, type Flow } from '../flows/flow.ts'
import { coordinatesOf, entries, float64Ops } from '../math/float64.ts'
import { kolmogorovDistance } from '../math/statistics.ts'
import type { Range, Window } from '../math/window.ts'
import type { Field, SampleCheck } from './snapshot.ts'
import type { Stages } from './trainer.ts'

/** Step of the central difference, as a share of the data's window: in float64 its error and that of rounding are both below 1e-8. */
const share = 2e-6

/** log |det| of a matrix `[d, d]`, row after row, by elimination with pivots. */
function logAbsDeterminant(matrix: readonly (readonly number[])[]): number {
  const rows = matrix.map((row) => [...row])
  let sum = 0
  for (let k = 0; k < rows.length; k++) {
    const size = (row: readonly number[]): number => Math.abs(row[k] ?? 0)
    const pivot = rows.slice(k).reduce((best, row) => (size(row) > size(best) ? row : best))
    rows[rows.indexOf(pivot)] = rows[k] ?? pivot
    rows[k] = pivot
    sum += Math.log(size(pivot))
    for (const row of rows.slice(k + 1)) {
      const factor = (row[k] ?? 0) / (pivot[k] ?? 1)
      for (let j = k; j < row.length; j++) row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0)
    }
  }
  return sum
}

/** ∂z/∂x of n points `[n, d]` by central differences over `steps` `[d]` in float64, `[n][d][d]`. */
function differences(flow: Flow, parameters: Float32Array, x: Float64Array, labels: Uint8Array | undefined, steps: readonly number[]): readonly (readonly (readonly number[])[])[] {
  const { d } = flow
  const n = x.length / d
  const ops = float64Ops(parameters)
  const carried = (axis: number, by: number): readonly Float64Array[] => {
    const shifted = x.map((value, i) => (i % d === axis ? value + by : value))
    const { points } = forwardStages(flow, ops, coordinatesOf(shifted, d).map((at) => ({ at })), givenOf(flow, labels))
    return (points.at(-1) ?? []).map(({ at }) => entries(at, n))
  }
  const axes = Array.from({ length: d }, (_, axis) => axis)
  const columns = steps.map((step, axis) => [carried(axis, step), carried(axis, -step)] as const)
  return Array.from({ length: n }, (_, i) =>
    axes.map((row) => columns.map(([up, down], axis) => ((up[row]?.[i] ?? NaN) - (down[row]?.[i] ?? NaN)) / (2 * (steps[axis] ?? NaN)))),
  )
}

/** Points on their way, and the class of each where the flow is told of classes. */
type CarriedPoints = Stages & { readonly components?: Uint8Array }

/**
 * The largest gap between the log-det that the engine sums up and that of a finite difference through all layers, over
 * the first `count` of the carried points. In nats. `window` is the data's.
 */
export function logDetError(flow: Flow, parameters: Float32Array, { points, logDets, components }: CarriedPoints, count: number, window: Window): number {
  const steps = window.map(([low, high]) => share * (high - low))
  const x = Float64Array.from((points[0] ?? new Float32Array()).subarray(0, count * flow.d))
  const gaps = differences(flow, parameters, x, components?.subarray(0, count), steps).map((matrix, i) => {
    const summed = logDets.reduce((sum, logDet) => sum + (logDet[i] ?? NaN), 0)
    return Math.abs(summed - logAbsDeterminant(matrix))
  })
  return Math.max(...gaps)
}

/** The running share of the mass along an axis of a lattice of log-densities, the other summed over: a CDF within the window. */
function cdfAlong({ window, columns, rows, values }: Field, axis: number): (x: number) => number {
  const count = axis === 0 ? columns : rows
  const density = new Float64Array(count)
  values.forEach((logP, at) => {
    const i = axis === 0 ? at % columns : Math.floor(at / columns)
    density[i] = (density[i] ?? 0) + Math.exp(logP)
  })
  const sums = new Float64Array(count)
  for (let i = 1; i < count; i++) sums[i] = (sums[i - 1] ?? 0) + ((density[i - 1] ?? 0) + (density[i] ?? 0)) / 2
  const [low, high]: Range = window[axis] ?? [0, 1]
  return (x) => {
    const at = Math.min(count - 1, Math.max(0, ((x - low) / (high - low)) * (count - 1)))
    const i = Math.min(count - 2, Math.floor(at))
    const [from, to] = [sums[i] ?? 0, sums[i + 1] ?? 0]
    return (from + (to - from) * (at - i)) / (sums[count - 1] ?? 1)
  }
}

/** Whether `samples` `[n, d]` follow the density of the lattice, as far as they lie in its window. */
export function checkSamples(samples: Float32Array, density: Field): SampleCheck {
  const { window } = density
  const d = window.length
  const inside = Array.from({ length: samples.length / d }, (_, i) => samples.subarray(i * d, i * d + d)).filter((point) =>
    window.every(([low, high], axis) => (point[axis] ?? NaN) >= low && (point[axis] ?? NaN) <= high),
  )
  const distances = window.map((_, axis) => kolmogorovDistance(inside.map((point) => point[axis] ?? NaN), cdfAlong(density, axis)))
  return { distance: inside.length > 0 ? Math.max(...distances) : NaN, count: inside.length }
}
