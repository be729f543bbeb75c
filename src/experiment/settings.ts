import { choice, integer, number, type OptionSpecs, type OptionsOf } from '../math/options.ts'

/**
 * How a run is trained and shown: names, ranges and defaults, said once for controls, links, files and command line.
 */
export const optimizerOptions = {
  method: choice(['adam', 'sgd'], 'adam'),
  /** Step size at the start of the schedule. */
  learningRate: number(0.00001, 1, 0.00001, 0.005),
  schedule: choice(['cosine', 'constant'], 'cosine'),
  /** Points per optimizer step, drawn from the training set with replacement. */
  batch: integer(1, 4096, 256),
  /** Where a cosine schedule reaches zero and the run ends. */
  steps: integer(1, 1_000_000, 2000),
  /** Largest Euclidean norm of the whole gradient; a longer one is shortened to it. 0: none is. */
  clip: number(0, 10, 0.01, 0),
  /** Decoupled weight decay: each step takes rate · decay of every weight away. */
  weightDecay: number(0, 0.1, 0.0001, 0),
} as const satisfies OptionSpecs

export const runOptions = {
  seed: integer(0, 4_294_967_295, 42),
  /** Optimizer steps per second: slow motion to as fast as the machine goes. */
  speed: choice(['1', '2', '5', '10', '30', '100', 'full'], 'full'),
  /** Which engine: 'auto' asks the machine. */
  trainer: choice(['auto', 'webgpu', 'wasm', 'tfjs-webgpu', 'tfjs-wasm', 'tfjs-webgl', 'tfjs-cpu'], 'auto'),
} as const satisfies OptionSpecs

export const dataOptions = {
  /** Training points drawn. The test set is drawn apart and is never trained on. */
  count: integer(10, 50_000, 10_000),
} as const satisfies OptionSpecs

/** Of an experiment whose flow learns from a teacher. */
export const teacherOptions = {
  /** Optimizer steps of the teacher, before the student begins; its rate always falls as a cosine. */
  steps: integer(1, 1_000_000, 2000),
} as const satisfies OptionSpecs

export type OptimizerSettings = OptionsOf<typeof optimizerOptions>
export type RunSettings = OptionsOf<typeof runOptions>

/** Own points: at most this many, or a link or file is refused. */
export const maximumOwnPoints = 100_000
/** Own points: at least so many, or there is nothing to learn. */
export const minimumOwnPoints = 10
/** Own points: of fewer than these none is held out, since they could not be spared. */
export const fewestToHoldOut = 20
/** Own points: characters of the name they go by. */
export const maximumLabelLength = 100
/** Points that a path leads through; it takes two at least. */
export const maximumAnchors = 8
/** Layers of one stack. */
export const maximumLayers = 32
