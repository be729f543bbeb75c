import type { Probe, Snapshot } from '../engine/snapshot.ts'

/** Train NLL of every step so far, thinned evenly when it grows long, and the test NLLs. Nats of the whole point. */
export interface NllSeries {
  readonly trainSteps: readonly number[]
  readonly train: readonly number[]
  readonly test: readonly { readonly step: number; readonly nll: number; readonly standardError: number }[]
}

/**
 * Per-frame data, which bypasses React. A picture says what it wants while it is on screen; the newest snapshot that
 * answers all wants is here. The next probe is sent after `drawn()`.
 */
export interface Frames {
  latest(): Snapshot | null
  nll(): NllSeries
  /** Calls back when a new snapshot or new losses have come. Returns the way to stop. */
  subscribe(changed: () => void): () => void
  /** Adds a picture's wants to the probe, until released. */
  want(part: Probe): () => void
  /** The frame loop has drawn the newest snapshot. */
  drawn(): void
}
