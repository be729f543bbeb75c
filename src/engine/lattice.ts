import type { Interval } from '../flows/bijector.ts'
import type { Range, Window } from '../math/window.ts'
import type { Field, Snapshot } from './snapshot.ts'

/** Entry i of n evenly spaced numbers over a range, both ends included. */
export const spaced = ([low, high]: Range, i: number, n: number): number => low + ((high - low) * i) / Math.max(1, n - 1)

/** Points `[columns · rows, d]` of a lattice over a window, the first axis fast. */
export function latticePoints(window: Window, resolution: number): { points: Float32Array; columns: number; rows: number } {
  const [first, second] = window
  const [d, rows] = second ? [2, resolution] : [1, 1]
  const points = new Float32Array(resolution * rows * d)
  for (let j = 0, at = 0; j < rows; j++) {
    for (let i = 0; i < resolution; i++) {
      if (first) points[at++] = spaced(first, i, resolution)
      if (second) points[at++] = spaced(second, j, resolution)
    }
  }
  return { points, columns: resolution, rows }
}

/** ∫ exp(values) over the window by the trapezoid rule on every `stride`-th lattice point: ends of an axis count half. */
export function massOf({ window, columns, rows, values }: Field, stride = 1): number {
  const weight = (i: number, n: number): number => (n === 1 ? 1 : i === 0 || i + stride >= n ? 0.5 : 1)
  let sum = 0
  for (let j = 0; j < rows; j += stride) {
    for (let i = 0; i < columns; i += stride) sum += weight(i, columns) * weight(j, rows) * Math.exp(values[j * columns + i] ?? 0)
  }
  const spacing = window.map(([low, high], axis) => (stride * (high - low)) / ((axis === 0 ? columns : rows) - 1))
  return spacing.reduce((area, side) => area * side, sum)
}

/** The mass in the window, and how much it depends on the lattice; an even lattice cannot be halved, and tells no error. */
export function massAndError(density: Field): Pick<Snapshot, 'mass' | 'massError'> {
  const mass = massOf(density)
  return density.columns % 2 === 1 ? { mass, massError: Math.abs(mass - massOf(density, 2)) } : { mass }
}

/** Lines of a lattice over a window of the plane, `detail` points each, first axis held first: `[2 · lines · detail, 2]`. */
export function latticeLines([first, second]: Window, lines: number, detail: number): Float32Array {
  if (!first || !second) throw new RangeError('a lattice of lines needs two axes')
  const points: number[] = []
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < detail; i++) points.push(spaced(first, line, lines), spaced(second, i, detail))
  }
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < detail; i++) points.push(spaced(first, i, detail), spaced(second, line, lines))
  }
  return Float32Array.from(points)
}

/** Whether each of n points `[n, d]` lies where its coordinates may lie. */
export function areInside(points: Float32Array, intervals: readonly Interval[]): readonly boolean[] {
  const d = intervals.length
  const within = (interval: Interval, at: number): boolean => interval === 'real' || (at > 0 && at < 1)
  return Array.from({ length: points.length / d }, (_, i) => intervals.every((interval, k) => within(interval, points[i * d + k] ?? NaN)))
}

/**
 * The part of a base's window from which points can be carried back, where on (0, 1) each of `n` lattice points stands
 * in the middle of its cell: at the ends themselves the inverse is infinite.
 */
export const carriedWindow = (window: Window, support: Interval, n: number): Window =>
  support === 'real' ? window : window.map((): Range => [0.5 / n, 1 - 0.5 / n])
