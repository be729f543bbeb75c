import type { Experiment } from '../experiment/experiment.ts'
import type { Probe } from '../engine/snapshot.ts'
import type { TrainerKind } from '../engine/trainer.ts'
import type { Sentence } from '../words/sentence.ts'
import type { FromWorker } from './protocol.ts'

/** What the page hears from training. Crashes are mended here: the page only learns that the engine changed. */
export type TrainingEvent =
  | Exclude<FromWorker, { type: 'state' } | { type: 'engineFailed' }>
  | { readonly type: 'fellBack'; readonly from: TrainerKind; readonly reason: Sentence }

/** The page's end of the training thread. Answers arrive as events; those of an older run are dropped. */
export interface TrainingClient {
  /** Start an experiment from its seed; it begins to play at once if `playing`. */
  start(experiment: Experiment, playing: boolean): void
  /** Change it and keep what can be kept of the weights and the step. */
  change(experiment: Experiment): void
  play(): void
  pause(): void
  step(): void
  /** Ask for one snapshot. While one is under way a further call replaces the waiting one. */
  probe(probe: Probe): void
  dispose(): void
}

export declare function createTrainingClient(listen: (event: TrainingEvent) => void): TrainingClient
