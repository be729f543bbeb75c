import type { Experiment } from '../experiment/experiment.ts'
import type { Dissection } from '../engine/dissection.ts'
import type { Evaluation, Nll } from '../engine/evaluation.ts'
import type { Probe, Snapshot } from '../engine/snapshot.ts'
import type { TrainerChoice } from '../engine/chooseTrainer.ts'
import type { Listing } from '../engine/listing.ts'
import type { SampleTable } from '../engine/sampleTable.ts'
import type { TrainerKind, TrainingState } from '../engine/trainer.ts'
import type { Sentence } from '../words/sentence.ts'

/** Types of the thread seam; no code. `run` counts configurations, so that late answers to an old one are dropped. */

export type { TrainerChoice }

/** A state of training, and the experiment that it belongs to. */
export interface Saved {
  readonly experiment: Experiment
  readonly state: TrainingState
}

export type ToWorker =
  /** Start this experiment from its seed, or go on from a saved state. `avoid`: engines that have already failed. */
  | { readonly type: 'start'; readonly run: number; readonly experiment: Experiment; readonly playing: boolean; readonly from?: Saved; readonly avoid: readonly TrainerKind[] }
  /**
   * Change the experiment and keep what can be kept of the weights and the step count: of those in training, or of a
   * saved state, to look at the past. Where training stood is told before it is left.
   */
  | { readonly type: 'change'; readonly run: number; readonly experiment: Experiment; readonly playing: boolean; readonly from?: Saved }
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  /** One optimizer step, then pause. */
  | { readonly type: 'step' }
  /** One optimizer step, taken apart, then pause. */
  | { readonly type: 'dissect' }
  /** Ask for one snapshot, of the configuration that is then in training. It replaces one that still waits. */
  | { readonly type: 'probe'; readonly run: number; readonly probe: Probe }
  /** Ask for the code that runs. */
  | { readonly type: 'list' }
  /** Ask for the state of training as it is now. */
  | { readonly type: 'save' }
  /** Ask for samples of the flow as it then is. */
  | { readonly type: 'draw'; readonly count: number }

/** What begins a configuration; `ready` or `stopped` answers it. */
export type Begin = Extract<ToWorker, { type: 'start' | 'change' }>

/**
 * NLLs are in nats of the whole point, of −log p(x | class) where the flow is told of classes. `test` pairs a step with
 * how the model does on points never trained on.
 */
export interface Progress {
  readonly step: number
  /** Steps per second, measured over the last second or so; 0 while paused. */
  readonly stepsPerSecond: number
  /** Train NLL of the batches since the last report: entry i belongs to step `step − losses.length + 1 + i`. */
  readonly losses: Float32Array
  readonly test?: Evaluation & { readonly step: number }
}

/** Who is in training: a flow that learns from the data, or a teacher and after it its student. The NLL is the teacher's on all test points. */
export type Part = { readonly role: 'alone' } | { readonly role: 'teacher' } | { readonly role: 'student'; readonly teacher: Nll }

export type FromWorker =
  /** This engine is about to be tried, or still being tried: if the thread falls silent, it is to blame. */
  | { readonly type: 'trying'; readonly run: number; readonly kind: TrainerKind }
  | { readonly type: 'ready'; readonly run: number; readonly part: Part; readonly choice: TrainerChoice; readonly entropy: number | null; readonly step: number; readonly parameterCount: number; readonly playing: boolean }
  | { readonly type: 'progress'; readonly run: number; readonly progress: Progress; readonly playing: boolean }
  | { readonly type: 'snapshot'; readonly run: number; readonly snapshot: Snapshot }
  /** The step that was asked to be taken apart. */
  | { readonly type: 'dissected'; readonly run: number; readonly dissection: Dissection }
  /** The code that trains this configuration. */
  | { readonly type: 'listing'; readonly run: number; readonly listing: Listing }
  /** Samples that were asked for. */
  | { readonly type: 'drawn'; readonly run: number; readonly table: SampleTable }
  /**
   * The state of training: about once a second, so that a crash loses at most that much, at the steps that a history
   * remembers, when asked for, and when training is left for another state.
   */
  | { readonly type: 'state'; readonly run: number; readonly state: TrainingState }
  /** Training stopped: NaN, no engine left, a stack that does not fit. The last good state is kept. */
  | { readonly type: 'stopped'; readonly run: number; readonly reason: Sentence; readonly advice?: Sentence }
  /** The schedule has ended: the run is complete. */
  | { readonly type: 'finished'; readonly run: number }
  /** The engine failed (not the flow): the client respawns the worker with the next engine and the last state. */
  | { readonly type: 'engineFailed'; readonly run: number; readonly kind: TrainerKind; readonly reason: Sentence }
