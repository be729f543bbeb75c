import type { Range, Window } from '../math/window.ts'

const between = (a: number, b: number, share: number) => (share === 0 ? a : share === 1 ? b : a + (b - a) * share)

/** From one window to another, straight. */
export const windowBetween = (from: Window, to: Window, share: number): Window =>
  from.map((range, axis): Range => {
    const other = to[axis] ?? range
    return [between(range[0], other[0], share), between(range[1], other[1], share)]
  })

/** At most this many points are looked at to find where a middle stage lies. */
const looked = 512

/** Where the middle 98 % of the values of one axis lie, widened to a round step so that it does not tremble. */
function usualRange(points: Float32Array, axis: number): Range | null {
  const n = points.length / 2
  const stride = Math.max(1, Math.ceil(n / looked))
  const values: number[] = []
  for (let i = 0; i < n; i += stride) values.push(points[2 * i + axis] ?? 0)
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
  const low = sorted[Math.floor(sorted.length * 0.01)]
  const high = sorted[Math.ceil(sorted.length * 0.99) - 1]
  if (low === undefined || high === undefined) return null
  const pad = Math.max(high - low, 1e-6) * 0.12
  const step = 2 ** (Math.ceil(Math.log2(high - low + 2 * pad)) - 3)
  return [Math.floor((low - pad) / step) * step, Math.ceil((high + pad) / step) * step]
}

const found = new WeakMap<Float32Array, Window>()

function middleWindow(points: Float32Array, otherwise: Window): Window {
  const known = found.get(points)
  if (known) return known
  const ranges = otherwise.map((range, axis) => usualRange(points, axis) ?? range)
  found.set(points, ranges)
  return ranges
}

/** What the window of a stage hangs on; `points` are those that are carried, stage after stage, each `[n, 2]`. */
export interface Windows {
  readonly dataWindow: Window
  readonly latentWindow: Window
  readonly points?: { readonly points: readonly Float32Array[] }
}

/** The window in which a whole stage is seen: that of x at 0, that of z at `last`, and between them where the points lie. */
export function stageWindow({ dataWindow, latentWindow, points }: Windows, stage: number, last: number): Window {
  if (stage >= last) return latentWindow
  if (stage <= 0) return dataWindow
  const blend = windowBetween(dataWindow, latentWindow, stage / last)
  const carried = points?.points[stage]
  return carried ? middleWindow(carried, blend) : blend
}
