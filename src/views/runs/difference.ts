import type { Field } from '../../engine/snapshot.ts'
import { densitiesOf } from '../plane/heatMap.ts'

/** What of two models on one lattice is shown: p of each, p₁ − p₂, and half of ∫ |p₁ − p₂|, the share of mass that would have to be moved. */
export interface Difference {
  readonly one: Field
  readonly other: Field
  readonly values: Float32Array
  readonly moved: number
}

/** The trapezoid rule on a lattice, any number of axes. */
function integral(field: Field, value: (i: number) => number): number {
  const { columns, rows, window } = field
  const end = (i: number, n: number) => (n > 1 && (i === 0 || i === n - 1) ? 0.5 : 1)
  let sum = 0
  for (let j = 0; j < rows; j++) for (let i = 0; i < columns; i++) sum += end(i, columns) * end(j, rows) * value(j * columns + i)
  return window.reduce((area, [low, high], axis) => (area * (high - low)) / ((axis === 0 ? columns : rows) - 1), sum)
}

/** Null where the two do not lie on one lattice. */
export function differenceOf(one: Field, other: Field): Difference | null {
  if (one.columns !== other.columns || one.rows !== other.rows || JSON.stringify(one.window) !== JSON.stringify(other.window)) return null
  const [p, q] = [densitiesOf(one), densitiesOf(other)]
  const values = p.map((value, i) => value - (q[i] ?? 0))
  return { one, other, values, moved: integral(one, (i) => Math.abs(values[i] ?? 0)) / 2 }
}

/** The value that all but the largest 1 % of the numbers stay under in size, so that one spike does not make the rest pale. */
export function reachOf(values: Float32Array): number {
  const sizes = values.map(Math.abs).sort()
  return sizes[Math.floor(0.99 * (sizes.length - 1))] || sizes.at(-1) || 1
}
