import type { Snapshot } from '../../engine/snapshot.ts'
import type { Stages } from '../../engine/trainer.ts'
import { stageWindow, windowBetween } from '../../engine/stageWindow.ts'
import type { Window } from '../../math/window.ts'

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

/** The window in which a plane at `stage` is seen: the data window at 0, the latent window at `last`. */
export function windowAt(snapshot: Snapshot, stage: number, last: number): Window {
  const at = clampStage(stage, last)
  const before = Math.floor(at)
  const from = stageWindow(snapshot, before, last)
  return at === before ? from : windowBetween(from, stageWindow(snapshot, before + 1, last), at - before)
}

/** How strongly a density that belongs to stage `home` shows at `stage`: whole there, gone 0.4 of a layer away. */
export const densityStrength = (stage: number, home: number): number => Math.max(0, 1 - Math.abs(stage - home) / 0.4)
