import type { Experiment } from '../experiment/experiment.ts'
import type { TrainingClient } from '../worker/client.ts'
import type { Saved } from '../worker/protocol.ts'
import type { Playground } from './state.ts'

/** What the verbs act on. */
export interface Hands {
  get(): Playground
  set(part: Partial<Playground>): void
  /** Null before the page is connected: then nothing runs. */
  client(): Pick<TrainingClient, 'start' | 'change' | 'play' | 'pause' | 'step' | 'dissect' | 'list' | 'draw' | 'save' | 'visit' | 'present' | 'branch'> | null
  /** A run begins at step 0 with this experiment. */
  restarting(experiment: Experiment): void
  /** The run goes on from a step of its past; it stood at `present` before. */
  branching(step: number, present: Saved | null): void
  /** Brings `progress` up to what was last heard. */
  settle(): void
}
