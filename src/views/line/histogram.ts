import type { Range } from '../../math/window.ts'

/** Bars of equal width; `heights` are densities, in 1 / unit of the axis, so that a curve of the density lies on top. */
export interface Histogram {
  readonly range: Range
  readonly heights: Float64Array
}

/**
 * Counts `values` into `bins` bars over `range`, divided by the number of all values and the bar width:
 * the bars integrate to the share of the values that lie inside the range.
 */
export function histogram(values: ArrayLike<number>, range: Range, bins: number): Histogram {
  const [low, high] = range
  const heights = new Float64Array(bins)
  const width = (high - low) / bins
  if (!(width > 0) || values.length === 0) return { range, heights }
  const share = 1 / (values.length * width)
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN
    if (!(value >= low && value <= high)) continue
    const bar = Math.min(bins - 1, Math.floor((value - low) / width))
    heights[bar] = (heights[bar] ?? 0) + share
  }
  return { range, heights }
}

/**
 * Twice as many bars as Freedman and Diaconis' rule asks for (2 · interquartile range / ∛n wide), within [16, 80]: few
 * points give calm bars, many points show peaks that are narrow beside the whole.
 */
export function barCount(sorted: ArrayLike<number>, range: Range): number {
  const n = sorted.length
  const spread = (sorted[Math.floor(n * 0.75)] ?? 0) - (sorted[Math.floor(n * 0.25)] ?? 0)
  const width = spread / Math.cbrt(Math.max(1, n))
  const bars = width > 0 ? Math.ceil((range[1] - range[0]) / width) : 0
  return Math.min(80, Math.max(16, bars))
}

/** Edges that fall on 0, on 1 and on every whole number, about `count` bars over the range: no bar lies across the end of (0, 1), half empty. */
export function roundBars([low, high]: Range, count: number): { readonly range: Range; readonly bins: number } {
  const ideal = (high - low) / count
  if (!(ideal > 0) || !Number.isFinite(ideal)) return { range: [low, high], bins: count }
  const perUnit = ideal < 1 ? Math.round(1 / ideal) : 1 / Math.round(ideal)
  const [first, last] = [Math.floor(low * perUnit), Math.ceil(high * perUnit)]
  return { range: [first / perUnit, last / perUnit], bins: last - first }
}
