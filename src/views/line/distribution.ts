import type { Field } from '../../engine/snapshot.ts'
import type { Range } from '../../math/window.ts'

/** A density on a regular 1D lattice and its running integral; `mass[i]` is ∫ p from the window's left end to xᵢ. */
export interface Distribution {
  readonly range: Range
  /** p(xᵢ), in 1 / unit of x. */
  readonly density: Float64Array
  readonly mass: Float64Array
}

/** Densities above this (e³⁰⁰) are cut, so that sums of them stay finite. */
const largestLog = 300

/** Exponentiates a 1D field of log p and integrates it by the trapezoid rule. Nothing is normalised: its end shows ∫ p. */
export function distribution(field: Field): Distribution {
  const range = field.window[0] ?? [0, 1]
  const n = field.columns
  const density = new Float64Array(n)
  const mass = new Float64Array(n)
  const h = (range[1] - range[0]) / Math.max(1, n - 1)
  for (let i = 0; i < n; i++) {
    const logP = field.values[i] ?? -Infinity
    density[i] = Number.isNaN(logP) ? 0 : Math.exp(Math.min(largestLog, logP))
    if (i > 0) mass[i] = (mass[i - 1] ?? 0) + (h * ((density[i - 1] ?? 0) + (density[i] ?? 0))) / 2
  }
  return { range, density, mass }
}

/** xᵢ of a regular lattice of n points, both ends included. */
export const latticeAt = (range: Range, n: number, i: number): number => range[0] + ((range[1] - range[0]) * i) / Math.max(1, n - 1)

/** Index of the first entry of an ascending array that is ≥ `value`; its length where there is none. */
export function lowerBound(ascending: ArrayLike<number>, value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? Infinity) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** The x left of which a mass of `target` lies: exact for the piecewise linear density that the trapezoid rule integrates. */
export function quantile({ range, density, mass }: Distribution, target: number): number {
  const n = mass.length
  const right = lowerBound(mass, target)
  if (right === 0) return range[0]
  if (right === n) return range[1]
  const left = right - 1
  const h = (range[1] - range[0]) / (n - 1)
  const p = density[left] ?? 0
  const slope = ((density[right] ?? 0) - p) / h
  const area = target - (mass[left] ?? 0)
  // p t + slope t²/2 = area, in the form that stays accurate where slope → 0.
  const t = (2 * area) / (p + Math.sqrt(Math.max(0, p * p + 2 * slope * area)))
  return latticeAt(range, n, left) + Math.min(h, Number.isFinite(t) ? t : 0)
}

/** Edges of `count` slices of equal mass, `[count + 1]` ascending x; empty where the window holds no mass. */
export function equalMassEdges(learned: Distribution, count: number): readonly number[] {
  const total = learned.mass.at(-1) ?? 0
  if (!(total > 0) || !Number.isFinite(total)) return []
  return Array.from({ length: count + 1 }, (_, i) => quantile(learned, (total * i) / count))
}

/** Value of an array on a regular lattice at any x, linear in between, held at the ends. */
export function valueAt(values: ArrayLike<number>, range: Range, x: number): number {
  const n = values.length
  const place = Math.min(n - 1, Math.max(0, ((x - range[0]) / (range[1] - range[0])) * (n - 1)))
  const left = Math.min(n - 2, Math.floor(place))
  const a = values[Math.max(0, left)] ?? NaN
  const b = values[left + 1] ?? a
  return a + (b - a) * (place - left)
}

/** Share of the points at or below x: the empirical CDF. `sorted` ascending. */
export function empiricalCdf(sorted: ArrayLike<number>, x: number): number {
  let above = lowerBound(sorted, x)
  while (above < sorted.length && sorted[above] === x) above++
  return sorted.length === 0 ? 0 : above / sorted.length
}

/** Largest distance between the learned CDF and the empirical one over the window (Kolmogorov and Smirnov's D), and where. */
export function largestGap(learned: Distribution, sorted: ArrayLike<number>): { readonly x: number; readonly gap: number } {
  let worst = { x: learned.range[0], gap: 0 }
  for (let i = 0; i < sorted.length; i++) {
    const x = sorted[i] ?? NaN
    const f = valueAt(learned.mass, learned.range, x)
    const gap = Math.max(Math.abs(f - i / sorted.length), Math.abs(f - (i + 1) / sorted.length))
    if (gap > worst.gap) worst = { x, gap }
  }
  return worst
}
