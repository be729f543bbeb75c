import type { Batch, Flow } from '../flows/flow.ts'
import type { OptimizerSettings } from '../experiment/settings.ts'
import type { Listing } from './listing.ts'

/** Which engine really runs. */
export type TrainerKind = 'webgpu' | 'wasm' | 'tfjs-webgpu' | 'tfjs-wasm' | 'tfjs-webgl' | 'tfjs-cpu'

/** The reference engine, by the tfjs backend it runs on. */
export type ReferenceKind = Exclude<TrainerKind, 'webgpu' | 'wasm'>

/**
 * Every stage of n points on their way through the flow, x first and z last (also for `inverse`, which runs the
 * other way): `points[k]` is `[n, d]`, `logDets[k]` `[n]` is layer k's log |det ∂stage k+1/∂stage k| in nats,
 * `logDensity` `[n]` is log p(x) in nats of the whole point.
 */
export interface Stages {
  readonly points: readonly Float32Array[]
  readonly logDets: readonly Float32Array[]
  readonly logDensity: Float32Array
}

/**
 * Jacobians of n points, x → z, each `[n, d, d]`, row after row: entry [i, j] is ∂output i/∂input j. `layers[k]` is
 * ∂stage k+1/∂stage k, `whole` is ∂z/∂x.
 */
export interface Jacobians {
  readonly layers: readonly Float32Array[]
  readonly whole: Float32Array
}

/** Everything that a paused run needs to go on as if it had never stopped. */
export interface TrainingState {
  readonly step: number
  readonly parameters: Float32Array
  /** First and second moments of the optimizer, each as long as `parameters`. */
  readonly firstMoment: Float32Array
  readonly secondMoment: Float32Array
}

/**
 * What `step(count)` did: the step reached, and the train NLL of each batch, in nats of the whole point.
 * `broken`: the state it led to, if a loss, a weight or a moment was not finite; then the trainer stands again where it
 * stood before the call, and `losses` is empty. Null where all is well.
 */
export interface StepReport {
  readonly step: number
  readonly losses: Float32Array
  readonly broken: TrainingState | null
}

/** What a trainer is made from: the training points, and how to learn them. */
export interface TrainerJob extends Batch {
  readonly flow: Flow
  /** Of a student: what its teacher made of each point at the stage that the student's networks read, `[n, d]`. */
  readonly kept?: Float32Array
  readonly seed: number
  readonly optimizer: OptimizerSettings
}

/**
 * The contract that every engine keeps; the tfjs one is the reference. A flow that is told of classes needs the class of
 * every point, `labels` `[n]`: what is trained on and carried is then log p(x | class).
 */
export interface Trainer {
  readonly kind: TrainerKind
  /** `count` optimizer steps, with no read-back in between. If it rejects, the trainer stands where it stood. */
  step(count: number): Promise<StepReport>
  /** `points` `[n, d]` from x to z. */
  stages(points: Float32Array, labels?: Uint8Array): Promise<Stages>
  /** `latents` `[n, d]` from z back to x. */
  inverse(latents: Float32Array, labels?: Uint8Array): Promise<Stages>
  /**
   * log p alone, `[n]`: of x, or of points of a later stage under the density that the layers before it make of p(x).
   * That of a later stage is compiled when it is first asked for.
   */
  logDensity(points: Float32Array, labels?: Uint8Array, stage?: number): Promise<Float32Array>
  /** How the flow stretches space around `points` `[n, d]`. Compiled when it is first asked for. */
  jacobians(points: Float32Array, labels?: Uint8Array): Promise<Jacobians>
  readState(): Promise<TrainingState>
  writeState(state: TrainingState): void
  /** Changes rate, schedule, batch or method; the optimizer's memory stays. */
  setOptimizer(settings: OptimizerSettings): void
  /** The code that runs, made readable on asking. */
  listing(): Promise<Listing>
  dispose(): void
}

/** Makes a trainer for a job, on an engine that is known to work. */
export type CreateTrainer = (job: TrainerJob, start: TrainingState) => Trainer
