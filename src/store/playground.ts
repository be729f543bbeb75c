import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Experiment } from '../experiment/experiment.ts'
import { defaultExperiment } from '../experiment/presets.ts'
import { dimensionOf } from '../experiment/schema.ts'
import type { TrainingClient, TrainingEvent } from '../worker/client.ts'
import { hear } from './events.ts'
import { fitOf } from './fit.ts'
import { framesFeed, type Frames, type FramesFeed } from './frames.ts'
import { createKept, pageKept, type Kept } from './kept.ts'
import { firstPart, runStart, type Playground } from './state.ts'
import { createThrottle } from './throttle.ts'
import { createVerbs } from './verbs.ts'

export type { Notice, Playground, RunStatus, TestPoint } from './state.ts'

/** How often React hears of training, milliseconds. */
const interval = 250

export type CreateClient = (listen: (event: TrainingEvent) => void) => TrainingClient

export interface Session {
  readonly store: StoreApi<Playground>
  /** Makes the client. Nothing runs before. Verbs used earlier would be lost, so the page connects before it renders. */
  connect(create: CreateClient): void
  /** Frees the client. */
  disconnect(): void
}

/** The page's knowledge, joined to a training client and to the pictures' frames. */
export function createSession(opening: Experiment, frames: Frames & FramesFeed, kept: StoreApi<Kept> = createKept()): Session {
  let client: TrainingClient | null = null
  const store = createStore<Playground>()((set, get) => ({
    ...blank(opening),
    ...createVerbs({
      get,
      set,
      client: () => client,
      settle: () => throttle.flush(),
      restarting: (experiment) => {
        throttle.drop()
        const left = get().past ? client?.branch() : client?.lastSaved()
        kept.getState().haunt(left ?? null, frames.nll())
        frames.restart(dimensionOf(experiment) !== dimensionOf(get().experiment))
      },
      branching: (step, present) => {
        throttle.flush()
        kept.getState().haunt(present, frames.nll())
        frames.ready(step)
      },
    }),
  }))
  const set = (part: Partial<Playground>) => store.setState(part)
  const throttle = createThrottle(set, interval)
  const ears = { get: store.getState, set, frames, throttle, kept: kept.getState }
  return {
    store,
    connect: (create) => {
      const made = create((event) => hear(event, ears))
      client = made
      frames.connect((probe) => made.probe(probe))
    },
    disconnect: () => client?.dispose(),
  }
}

const blank = (experiment: Experiment) => ({
  ...runStart,
  experiment,
  fit: fitOf(experiment),
  part: firstPart(experiment),
  trainer: null,
  listing: null,
  entropy: null,
  parameterCount: 0,
  notice: null,
})

const session = createSession(defaultExperiment, framesFeed, pageKept)

/** The page's one session; for the store alone. */
export const pageSession: Session = session

export const currentPlayground = (): Playground => session.store.getState()

export const usePlayground = <T>(selector: (playground: Playground) => T): T => useStore(session.store, selector)
