import type { Snapshot } from '../../engine/snapshot.ts'
import type { Stages } from '../../engine/trainer.ts'
import type { Range, Window } from '../../math/window.ts'

/** The number of the last stage, z, in whatever the snapshot carries through the flow; 0 when it carries nothing. */
export function lastStageOf(snapshot: Snapshot | null): number {
  const carried = snapshot?.points ?? snapshot?.grid?.stages ?? snapshot?.samples ?? snapshot?.path?.latent
  return Math.max(0, (carried?.points.length ?? 1) - 1)
}

/** A stage that exists: 0 is x, `last` is z; anything beyond z (also ∞) is z. */
export const clampStage = (stage: number, last: number): number =>
  Number.isNaN(stage) ? last : Math.min(last, Math.max(0, stage))

/**
 * Points `[n, d]` at `stage`, straight between consecutive stages. On a whole stage it is the engine's own array and no
 * copy; otherwise `into` is filled, and made anew where it is too short.
 */
export function pointsAt(stages: Stages, stage: number, into: Float32Array): Float32Array {
  const last = stages.points.length - 1
  const at = clampStage(stage, last)
  const before = Math.floor(at)
  const share = at - before
  const from = stages.points[before] ?? new Float32Array()
  const to = stages.points[before + 1]
  if (share === 0 || !to) return from
  const filled = into.length >= from.length ? into.subarray(0, from.length) : new Float32Array(from.length)
  for (let i = 0; i < from.length; i++) filled[i] = (from[i] ?? 0) * (1 - share) + (to[i] ?? 0) * share
  return filled
}

const between = (a: number, b: number, share: number) => (share === 0 ? a : share === 1 ? b : a + (b - a) * share)

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

function wholeStageWindow(snapshot: Snapshot, stage: number, last: number): Window {
  if (stage >= last) return snapshot.latentWindow
  if (stage <= 0) return snapshot.dataWindow
  const blend = windowBetween(snapshot.dataWindow, snapshot.latentWindow, stage / last)
  const points = snapshot.points?.points[stage]
  return points ? middleWindow(points, blend) : blend
}

/** The window in which a plane at `stage` is seen: the data window at 0, the latent window at `last`. */
export function windowAt(snapshot: Snapshot, stage: number, last: number): Window {
  const at = clampStage(stage, last)
  const before = Math.floor(at)
  const from = wholeStageWindow(snapshot, before, last)
  return at === before ? from : windowBetween(from, wholeStageWindow(snapshot, before + 1, last), at - before)
}

/** How strongly a density that belongs to stage `home` shows at `stage`: whole there, gone 0.4 of a layer away. */
export const densityStrength = (stage: number, home: number): number => Math.max(0, 1 - Math.abs(stage - home) / 0.4)
