import type { Stages } from '../../engine/trainer.ts'
import type { Range } from '../../math/window.ts'
import { clampStage } from '../plane/morph.ts'

/** Number of the last stage: where z is. Stage 0 is x. */
export const lastStage = (stages: Stages): number => Math.max(0, stages.points.length - 1)

/** Whether a stage is z. */
export const isLast = (stages: Stages, stage: number): boolean => clampStage(stage, lastStage(stages)) === lastStage(stages)

/** Splits a fractional stage into the stage before it and the share of the way to the next. */
export function splitStage(stages: Stages, stage: number): { readonly from: number; readonly share: number } {
  const last = lastStage(stages)
  const held = clampStage(stage, last)
  const from = Math.min(Math.max(0, last - 1), Math.floor(held))
  return { from, share: held - from }
}

/** 1D points at a fractional stage, `[n]`: straight from one stage to the next. */
export function pointsBetween(stages: Stages, stage: number): Float32Array {
  const { from, share } = splitStage(stages, stage)
  const a = stages.points[from] ?? new Float32Array()
  const b = stages.points[from + 1] ?? a
  if (share === 0) return a
  if (share === 1) return b
  return a.map((value, i) => value + ((b[i] ?? value) - value) * share)
}

/**
 * Exact density of the model's own points at a fractional stage, in 1 / unit of that stage, `[n]`, at the places that
 * `pointsBetween` gives: p(x) / |∂y/∂x|, where the slope between two stages is the mean of theirs, weighted by the share.
 */
export function densityBetween(stages: Stages, stage: number): Float64Array {
  const { from, share } = splitStage(stages, stage)
  const n = stages.logDensity.length
  const density = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let logSlope = 0
    for (let k = 0; k < from; k++) logSlope += stages.logDets[k]?.[i] ?? 0
    const next = logSlope + (stages.logDets[from]?.[i] ?? 0)
    const slope = (1 - share) * Math.exp(logSlope) + share * Math.exp(next)
    const p = Math.exp(stages.logDensity[i] ?? -Infinity) / slope
    density[i] = Number.isFinite(p) ? p : 0
  }
  return density
}

/** Range of all finite values but the outer `tail` share at each end, widened to a round step so that it does not tremble. */
function coveringRange(values: ArrayLike<number>, tail: number): Range {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort()
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0
  const [low, high] = [at(tail), at(1 - tail)]
  const margin = Math.max(1e-3, (high - low) * 0.06)
  const step = 2 ** (Math.ceil(Math.log2(high - low + 2 * margin)) - 4)
  return [Math.floor((low - margin) / step) * step, Math.ceil((high + margin) / step) * step]
}

/** Vertical window at a fractional stage: x's window at stage 0, z's at the last, the values' own in between. */
export function heightWindow(stages: Stages, stage: number, ends: { readonly x: Range; readonly z: Range }): Range {
  const last = lastStage(stages)
  const { from, share } = splitStage(stages, stage)
  const rangeOf = (k: number): Range => {
    if (k >= last) return ends.z
    return k === 0 ? ends.x : coveringRange(stages.points[k] ?? [], 0.002)
  }
  const [a, b] = [rangeOf(from), rangeOf(from + 1)]
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
}
