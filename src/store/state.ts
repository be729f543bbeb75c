import type { DataSpec, Experiment, LayerSpec } from '../experiment/experiment.ts'
import type { Dissection } from '../engine/dissection.ts'
import type { Listing } from '../engine/listing.ts'
import type { SampleTable } from '../engine/sampleTable.ts'
import type { Snapshot } from '../engine/snapshot.ts'
import type { Part, Progress, TrainerChoice } from '../worker/protocol.ts'
import type { Sentence } from '../words/sentence.ts'
import type { Fit } from './fit.ts'

/** One row of the NLL chart, nats of the whole point; and which share of the test points Bayes' rule puts into their class. */
export type TestPoint = NonNullable<Progress['test']>

/** A step of the past that is looked at, and how the present stands meanwhile. */
export interface Past {
  readonly step: number
  readonly present: Pick<PlaygroundValues, 'status' | 'testNll' | 'changedAt'> & { readonly step: number }
}

export type RunStatus = 'starting' | 'playing' | 'paused' | 'finished' | 'stopped'

/** Something to tell, and what to try. */
export interface Notice {
  readonly tone: 'problem' | 'news'
  readonly sentence: Sentence
  readonly advice?: Sentence
  /** Whether it tells why the run stopped: it is gone once another try is made. */
  readonly ofRun?: boolean
}

/** What the page knows. Values only; per-frame pictures do not pass through here (see frames.ts). */
export interface PlaygroundValues {
  readonly experiment: Experiment
  /** Where numbers lie between the layers, or why the stack cannot run. Training is held until a misfit is mended. */
  readonly fit: Fit
  readonly status: RunStatus
  /** Who is in training. */
  readonly part: Part
  readonly trainer: TrainerChoice | null
  readonly progress: Pick<Progress, 'step' | 'stepsPerSecond'>
  /** The floor of the NLL: entropy of the data, or of the data given its class; null where it is not known. */
  readonly entropy: number | null
  readonly parameterCount: number
  /** Newest test NLL, and newest train NLL averaged over the last batches. */
  readonly testNll: TestPoint | null
  readonly trainNll: number | null
  /** Numbers read off the newest snapshot for the proof panel. */
  readonly proof: Pick<Snapshot, 'mass' | 'massError' | 'inside' | 'roundTrip' | 'sampleCheck' | 'logDetError'>
  /** The code that trains, once it was asked for; null again when another configuration is ready. */
  readonly listing: Listing | null
  /** The samples that were last drawn for a file. */
  readonly drawn: SampleTable | null
  /** The step that was last taken apart; null again when the run goes another way. */
  readonly dissection: Dissection | null
  /** What went wrong, and what to try. */
  readonly notice: Notice | null
  /** Step at which the experiment was last changed while running, so that the link no longer replays this very curve; null when it does. */
  readonly changedAt: number | null
  /** What is looked at instead of the present. Training that goes on goes on from there. */
  readonly past: Past | null
  /** Steps that can be gone back to, ascending. */
  readonly remembered: readonly number[]
}

export interface PlaygroundVerbs {
  /** Change the experiment live, keeping what can be kept. A misfitting stack is kept, told in `fit`, and not run. */
  change(part: Partial<Experiment>): void
  /** Other data, from step 0. Where its dimension is another one, a stack and a base that can take it come along: those last used there, or ready-made ones. */
  takeData(data: DataSpec): void
  /** A ready-made stack, from step 0, with a base that fits its end. */
  takeStack(layers: readonly LayerSpec[]): void
  /** Replace it whole (a preset, a link) and start from its seed. */
  open(experiment: Experiment): void
  play(): void
  pause(): void
  stepOnce(): void
  /** One step, taken apart for `dissection`. */
  dissect(): void
  /** Back to step 0 with the same seed. */
  reset(): void
  /** Back to step 0 with a new seed. */
  newSeed(): void
  /** Look at the past: the remembered step nearest to this one. */
  visit(step: number): void
  toPresent(): void
  /** Look one remembered step further back or on; beyond the newest lies the present. */
  move(by: 1 | -1): void
  /** Put the run aside as it is now. */
  keep(): void
  /** Asks for `listing`. */
  list(): void
  /** Asks for samples of the flow as it is now, as `drawn`. */
  draw(count: number): void
  notify(notice: Notice): void
  dismiss(): void
}

export interface Playground extends PlaygroundValues, PlaygroundVerbs {}

/** Who is in training first. */
export const firstPart = ({ teacher }: Experiment): Part => ({ role: teacher ? 'teacher' : 'alone' })

/** What stands at the beginning of every run. */
export const runStart = {
  status: 'starting',
  progress: { step: 0, stepsPerSecond: 0 },
  testNll: null,
  trainNll: null,
  proof: {},
  dissection: null,
  drawn: null,
  changedAt: null,
  past: null,
  remembered: [],
} as const satisfies Partial<PlaygroundValues>
