import type { Experiment } from '../experiment/experiment.ts'
import type { Probe } from '../engine/snapshot.ts'
import type { TrainerKind, TrainingState } from '../engine/trainer.ts'
import type { Sentence } from '../words/sentence.ts'
import type { FromWorker, ToWorker } from './protocol.ts'

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

/** A thread that answers nothing for this long, while it has something to do, is given up. Milliseconds. */
const silenceMs = 30_000

const spawnWorker = (): Worker => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'training' })

/** Starts the training thread and keeps one alive: after a crash, the next one goes on from the last saved state. */
export function createTrainingClient(listen: (event: TrainingEvent) => void, spawn: () => Worker = spawnWorker): TrainingClient {
  let run = 0
  let experiment: Experiment | null = null
  let saved: TrainingState | undefined
  let playing = false
  let kind: TrainerKind | null = null
  let avoid: TrainerKind[] = []
  let watchdog: ReturnType<typeof setTimeout> | undefined
  let worker = connect()

  function connect(): Worker {
    const fresh = spawn()
    fresh.onmessage = ({ data }: MessageEvent<FromWorker>) => hear(data)
    fresh.onerror = (event) => {
      event.preventDefault()
      lose({ key: 'engine.crashed', values: { message: event.message } })
    }
    return fresh
  }

  function send(message: ToWorker): void {
    worker.postMessage(message)
    clearTimeout(watchdog)
    watchdog = setTimeout(() => lose({ key: 'engine.lost' }), silenceMs)
  }

  /** Replaces the thread, on another engine, from the last saved state. */
  function lose(reason: Sentence): void {
    worker.terminate()
    clearTimeout(watchdog)
    if (kind) {
      avoid = [...avoid, kind]
      listen({ type: 'fellBack', from: kind, reason })
    } else {
      listen({ type: 'stopped', run, reason })
      return
    }
    worker = connect()
    kind = null
    if (experiment) send({ type: 'start', run: ++run, experiment, playing, avoid, ...(saved && { state: saved }) })
  }

  function hear(message: FromWorker): void {
    clearTimeout(watchdog)
    if (message.run !== run) return
    switch (message.type) {
      case 'state':
        saved = message.state
        return
      case 'engineFailed':
        kind = message.kind
        lose(message.reason)
        return
      case 'ready':
        kind = message.choice.kind
        listen(message)
        return
      case 'stopped':
      case 'finished':
        playing = false
        listen(message)
        return
      case 'progress':
      case 'snapshot':
        if (playing) watchdog = setTimeout(() => lose({ key: 'engine.lost' }), silenceMs)
        listen(message)
        return
      default:
        message satisfies never
    }
  }

  return {
    start: (next, play) => {
      experiment = next
      playing = play
      saved = undefined
      send({ type: 'start', run: ++run, experiment, playing, avoid })
    },
    change: (next) => {
      experiment = next
      send({ type: 'change', run: ++run, experiment })
    },
    play: () => {
      playing = true
      send({ type: 'play' })
    },
    pause: () => {
      playing = false
      send({ type: 'pause' })
    },
    step: () => {
      playing = false
      send({ type: 'step' })
    },
    probe: (probe) => send({ type: 'probe', run, probe }),
    dispose: () => {
      clearTimeout(watchdog)
      worker.terminate()
    },
  }
}
