import type { Probe } from '../engine/snapshot.ts'
import type { TrainerKind } from '../engine/trainer.ts'
import type { Experiment } from '../experiment/experiment.ts'
import type { Sentence } from '../words/sentence.ts'
import type { FromWorker, Saved } from './protocol.ts'

/** What the page hears from training. Crashes are mended here: the page only learns that the engine changed. */
export type TrainingEvent =
  | Exclude<FromWorker, { type: 'trying' } | { type: 'state' } | { type: 'engineFailed' }>
  | { readonly type: 'fellBack'; readonly from: TrainerKind; readonly reason: Sentence }
  /** Steps that can be gone back to, ascending. */
  | { readonly type: 'remembered'; readonly steps: readonly number[] }
  /** What `save` asked for. */
  | { readonly type: 'saved'; readonly saved: Saved }

/** The page's end of the training thread. Answers arrive as events; those of an older run are dropped. */
export interface TrainingClient {
  /** Start an experiment from its seed; it begins to play at once if `playing`. */
  start(experiment: Experiment, playing: boolean): void
  /** Change it and keep what can be kept of the weights and the step. */
  change(experiment: Experiment): void
  play(): void
  pause(): void
  step(): void
  /** One step, taken apart. */
  dissect(): void
  /** Ask for one snapshot. While one is under way a further call replaces the waiting one. */
  probe(probe: Probe): void
  /** Ask for the code that runs. */
  list(): void
  /** Ask for `count` samples of the flow as it is now. */
  draw(count: number): void
  /** Ask for the state as it is now. */
  save(): void
  /** The state that was told last. */
  lastSaved(): Saved | null
  /** Rest at the remembered step nearest to this one, until `present`, or `branch`. Gives what is looked at then. */
  visit(step: number): Saved | null
  /** Back from the past to where the run stands; it rests there. */
  present(): Saved | null
  /** What follows goes on from the past: the run's later steps are forgotten. Gives where it stood. */
  branch(): Saved | null
  dispose(): void
}
