import type { Layer, Mapped, Point } from '../../src/flows/bijector.ts'
import { type Columns, columns, coordinatesOf, entries, float64Ops } from '../../src/math/float64.ts'
import { build, type Case } from './cases.ts'

/** Points as coordinates, with the tails that a layer handed on. */
export type Carried = Point<Columns>

export const asPoint = (points: ArrayLike<number>, d: number): Carried => coordinatesOf(points, d).map((at) => ({ at }))

/** The class of each of n samples, one-hot; none where there are no classes. */
export function oneHot(classes: number, n: number, classOf: (i: number) => number): Columns | undefined {
  if (classes === 0) return undefined
  const given = columns(classes, n)
  for (let i = 0; i < n; i++) given.data[classOf(i) * n + i] = 1
  return given
}

/** A layer applied in float64: images as they are handed on, as numbers `[n, d]`, and log-dets `[n]`. */
export function carry(layer: Layer, parameters: Float64Array, input: Carried, n: number, direction: 'forward' | 'inverse', given?: Columns) {
  const { to, logDet }: Mapped<Columns> = layer[direction](float64Ops(parameters), input, given)
  const axes = to.map(({ at }) => entries(at, n))
  const d = to.length
  const points = Float64Array.from({ length: n * d }, (_, i) => axes[i % d]?.[Math.floor(i / d)] ?? NaN)
  return { to, points, logDets: entries(logDet, n) }
}

/** Steps of the five-point stencil: error h⁴ f⁽⁵⁾/30 + rounding ε f/h. The fine one is for points next to a knot of a spline. */
export const steps = { usual: 2e-4, fine: 2e-6 } as const

/** Places of the five-point stencil, in steps, and what each of them counts. */
const stencil = [[-2, 1 / 12], [-1, -8 / 12], [1, 8 / 12], [2, -1 / 12]] as const

/** How many points the stencil of one point asks for. */
export const stencilSize = (d: number): number => d * stencil.length

/**
 * ∂output_i/∂input_j at each of n points `[n, d]`, by the five-point stencil. `map` gets all its places at once,
 * `stencilSize(d)` for each point.
 */
export function jacobians(map: (points: Float64Array) => Float64Array, points: Float64Array, d: number, h: number = steps.usual): number[][][] {
  const places = Array.from({ length: points.length / d }, (_, i) => i).flatMap((i) =>
    Array.from({ length: d }, (_, j) => stencil.map(([by]) => points.slice(i * d, (i + 1) * d).map((value, k) => (k === j ? value + by * h : value)))).flat(),
  )
  const images = map(Float64Array.from(places.flatMap((place) => [...place])))
  const slope = (point: number, i: number, j: number): number =>
    stencil.reduce((sum, [, weight], s) => sum + (weight / h) * (images[((point * d + j) * stencil.length + s) * d + i] ?? NaN), 0)
  const axes = Array.from({ length: d }, (_, k) => k)
  return Array.from({ length: points.length / d }, (_, point) => axes.map((i) => axes.map((j) => slope(point, i, j))))
}

/** log |det| by elimination with pivoting. */
export function logAbsDet(matrix: readonly (readonly number[])[]): number {
  const rows = matrix.map((row) => [...row])
  let sum = 0
  for (let k = 0; k < rows.length; k++) {
    const pivot = rows.reduce((best, row, i) => (i >= k && Math.abs(row[k] ?? 0) > Math.abs(rows[best]?.[k] ?? 0) ? i : best), k)
    const [top, old] = [rows[pivot] ?? [], rows[k] ?? []]
    rows[pivot] = old
    rows[k] = top
    sum += Math.log(Math.abs(top[k] ?? 0))
    for (const row of rows.slice(k + 1)) {
      const factor = (row[k] ?? 0) / (top[k] ?? 1)
      row.forEach((value, j) => (row[j] = value - factor * (top[j] ?? 0)))
    }
  }
  return sum
}

/** The largest of some numbers, whatever their signs; NaN counts as infinite. */
export const largest = (values: ArrayLike<number>): number => Math.max(...Array.from(values, (value) => (Number.isNaN(value) ? Infinity : Math.abs(value))))
export const difference = (a: Float64Array, b: Float64Array): number => largest(a.map((value, i) => value - (b[i] ?? NaN)))

/**
 * A case built, in float64: sample i is of class i mod classes. `places` is how many rows stand for each point,
 * `slopes` the Jacobians of a direction at points `[n, d]`.
 */
export function mapOf(one: Case, seed: number, spread?: number) {
  const { layer, parameters } = build(one, seed, spread)
  const { d, classes = 0 } = one
  const run = (direction: 'forward' | 'inverse', point: Carried, rows: number, places = 1) =>
    carry(layer, parameters, point, rows, direction, oneHot(classes, rows, (row) => Math.floor(row / places) % classes))
  const each = (direction: 'forward' | 'inverse', points: Float64Array, places?: number) => run(direction, asPoint(points, d), points.length / d, places)
  const slopes = (direction: 'forward' | 'inverse', points: Float64Array, h?: number) =>
    jacobians((rows) => each(direction, rows, stencilSize(d)).points, points, d, h)
  return { layer, run, each, slopes }
}
