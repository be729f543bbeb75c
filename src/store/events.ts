import type { Snapshot } from '../engine/snapshot.ts'
import type { Sentence } from '../words/sentence.ts'
import type { TrainingEvent } from '../worker/client.ts'
import type { Progress } from '../worker/protocol.ts'
import type { Frames, FramesFeed } from './frames.ts'
import type { Kept } from './kept.ts'
import type { Past, Playground, PlaygroundValues, RunStatus } from './state.ts'
import type { Throttle } from './throttle.ts'

/** Batches over which the shown train NLL is averaged. */
const averaged = 50

interface Ears {
  get(): Playground
  set(part: Partial<PlaygroundValues>): void
  readonly frames: FramesFeed & Pick<Frames, 'nll'>
  /** Gathers what comes many times a second, so that React hears of it only a few times a second. */
  readonly throttle: Throttle<Partial<PlaygroundValues>>
  kept(): Kept
}

type Event<T extends TrainingEvent['type']> = Extract<TrainingEvent, { readonly type: T }>

function onReady({ part, choice, entropy, step, parameterCount, playing }: Event<'ready'>, { get, set, frames, throttle }: Ears): void {
  throttle.flush()
  const { past } = get()
  const isOther = part.role !== get().part.role
  // The losses before were another's.
  if (isOther) frames.restart(false)
  if (past) frames.visiting()
  else frames.ready(step)
  const { progress, status } = get()
  const fresh = { ...(isOther && { testNll: null, trainNll: null }), listing: null, dissection: null }
  set({ ...fresh, part, trainer: choice, entropy, parameterCount, progress: { ...progress, step }, status: settled(status, playing) })
}

/** What was asked for meanwhile counts, not what the engine did when it sent its message: only a run that was starting takes its word. */
function settled(status: RunStatus, playing: boolean): RunStatus {
  if (status === 'stopped') return 'paused'
  if (status !== 'starting') return status
  return playing ? 'playing' : 'paused'
}

/** The past only tells its test NLL. What the present had still to tell when it was left says how far it had come. */
function onProgressInPast({ step, test }: Progress, past: Past, { set }: Pick<Ears, 'set'>): void {
  if (step > past.present.step) set({ past: { ...past, present: { ...past.present, step } } })
  if (test?.step === past.step) set({ testNll: test })
}

function onProgress(progress: Progress, playing: boolean, { get, set, frames, throttle }: Ears): void {
  frames.progress(progress, playing)
  const { past, trainer } = get()
  if (past) return onProgressInPast(progress, past, { set })
  throttle.gather({
    // While an engine is being tried, the speed is that of the one before.
    progress: { step: progress.step, stepsPerSecond: trainer ? progress.stepsPerSecond : 0 },
    trainNll: frames.trainNll(averaged),
    ...(progress.test && { testNll: progress.test }),
  })
  if (!playing) throttle.flush()
}

const fallBack = ({ from }: Event<'fellBack'>): Sentence => ({ key: 'engine.fellBack', values: { from: { key: `trainer.${from}.label` } } })

/** What a snapshot proves; what it was not asked for is left out. */
const proofOf = ({ mass, massError, inside, roundTrip, sampleCheck, logDetError }: Snapshot): Playground['proof'] => ({
  ...(mass !== undefined && { mass }),
  ...(massError !== undefined && { massError }),
  ...(inside && { inside }),
  ...(roundTrip !== undefined && { roundTrip }),
  ...(sampleCheck && { sampleCheck }),
  ...(logDetError !== undefined && { logDetError }),
})

/** Takes what training says into the store and to the pictures. */
export function hear(event: TrainingEvent, ears: Ears): void {
  const { get, set, frames, throttle } = ears
  switch (event.type) {
    case 'ready':
      return onReady(event, ears)
    case 'progress':
      return onProgress(event.progress, event.playing, ears)
    case 'snapshot': {
      const newest = frames.snapshot(event.snapshot)
      return newest ? throttle.gather({ proof: proofOf(newest) }) : undefined
    }
    case 'dissected':
      return set({ dissection: event.dissection })
    case 'drawn':
      return set({ drawn: event.table })
    case 'listing':
      return set({ listing: event.listing })
    case 'remembered':
      return throttle.gather({ remembered: event.steps })
    case 'saved':
      return ears.kept().keep(event.saved, frames.nll())
    case 'finished':
      throttle.flush()
      return set({ status: 'finished' })
    case 'stopped':
      throttle.flush()
      return set({
        status: 'stopped',
        notice: { tone: 'problem', sentence: event.reason, ofRun: true, ...(event.advice && { advice: event.advice }) },
      })
    case 'fellBack':
      throttle.flush()
      return set({
        trainer: null,
        listing: null,
        progress: { ...get().progress, stepsPerSecond: 0 },
        notice: { tone: 'news', sentence: fallBack(event), advice: event.reason },
      })
    default:
      event satisfies never
  }
}
