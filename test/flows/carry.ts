import type { Layer, Mapped, Point } from '../../src/flows/bijector.ts'
import { type Columns, coordinatesOf, entries, float64Ops } from '../../src/math/float64.ts'

/** Points as coordinates, with the tails that a layer handed on. */
export type Carried = Point<Columns>

export const asPoint = (points: ArrayLike<number>, d: number): Carried => coordinatesOf(points, d).map((at) => ({ at }))

/** A layer applied in float64: images as they are handed on, as numbers `[n, d]`, and log-dets `[n]`. */
export function carry(layer: Layer, parameters: Float64Array, input: Carried, n: number, direction: 'forward' | 'inverse') {
  const { to, logDet }: Mapped<Columns> = layer[direction](float64Ops(parameters), input)
  const axes = to.map(({ at }) => entries(at, n))
  const d = to.length
  const points = Float64Array.from({ length: n * d }, (_, i) => axes[i % d]?.[Math.floor(i / d)] ?? NaN)
  return { to, points, logDets: entries(logDet, n) }
}

/** Steps of the five-point stencil: error h⁴ f⁽⁵⁾/30 + rounding ε f/h. The fine one is for points next to a knot of a spline. */
export const steps = { usual: 2e-4, fine: 2e-6 } as const

/** ∂output_i/∂input_j at one point, by the five-point stencil. */
export function jacobian(map: (x: Float64Array) => Float64Array, x: Float64Array, h: number = steps.usual): number[][] {
  const shifted = (j: number, by: number): Float64Array => map(x.map((value, k) => (k === j ? value + by : value)))
  const columns = Array.from(x, (_, j) => {
    const [a, b, c, e] = [shifted(j, -2 * h), shifted(j, -h), shifted(j, h), shifted(j, 2 * h)]
    return Array.from(x, (_value, i) => ((a[i] ?? NaN) - 8 * (b[i] ?? NaN) + 8 * (c[i] ?? NaN) - (e[i] ?? NaN)) / (12 * h))
  })
  return columns.map((_, i) => columns.map((column) => column[i] ?? NaN))
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
