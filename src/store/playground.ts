import type { Experiment } from '../experiment/experiment.ts'
import type { Snapshot } from '../engine/snapshot.ts'
import type { Progress, TrainerChoice } from '../worker/protocol.ts'
import type { Sentence } from '../words/sentence.ts'

/** One row of the NLL chart, nats of the whole point. */
export interface TestPoint {
  readonly step: number
  readonly nll: number
  readonly standardError: number
}

export type RunStatus = 'starting' | 'playing' | 'paused' | 'finished' | 'stopped'

/** What the page knows. Values and short verbs; per-frame pictures do not pass through here (see frames.ts). */
export interface Playground {
  readonly experiment: Experiment
  readonly status: RunStatus
  readonly trainer: TrainerChoice | null
  readonly progress: Pick<Progress, 'step' | 'stepsPerSecond'>
  readonly entropy: number | null
  readonly parameterCount: number
  /** Newest test NLL, and newest train NLL averaged over the last batches. */
  readonly testNll: TestPoint | null
  readonly trainNll: number | null
  /** Numbers read off the newest snapshot for the proof panel. */
  readonly proof: Pick<Snapshot, 'mass' | 'roundTrip'>
  /** What went wrong, and what to try. */
  readonly notice: { readonly tone: 'problem' | 'news'; readonly sentence: Sentence; readonly advice?: Sentence } | null
  /** Step at which the experiment was last changed while running, so that the link no longer replays this very curve; null when it does. */
  readonly changedAt: number | null

  /** Change the experiment live, keeping what can be kept. A misfitting stack is kept, told in `notice`, and not run. */
  change(part: Partial<Experiment>): void
  /** Replace it whole (a preset, a link) and start from its seed. */
  open(experiment: Experiment): void
  play(): void
  pause(): void
  stepOnce(): void
  /** Back to step 0 with the same seed. */
  reset(): void
  /** Back to step 0 with a new seed. */
  newSeed(): void
  dismiss(): void
}
