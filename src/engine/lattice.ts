import type { Range, Window } from '../math/window.ts'
import type { Field, Snapshot } from './snapshot.ts'

/** Entry i of n evenly spaced numbers over a range, both ends included. */
export const spaced = ([low, high]: Range, i: number, n: number): number => low + ((high - low) * i) / Math.max(1, n - 1)

/** Points `[columns · rows, d]` of a lattice over a window, the first axis fast. */
export function latticePoints(window: Window, resolution: number): { points: Float32Array; columns: number; rows: number } {
  const [first, second] = window
  const rows = second ? resolution : 1
  const points: number[] = []
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < resolution; i++) {
      if (first) points.push(spaced(first, i, resolution))
      if (second) points.push(spaced(second, j, resolution))
    }
  }
  return { points: Float32Array.from(points), columns: resolution, rows }
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
