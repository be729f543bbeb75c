import type { Experiment } from '../experiment/experiment.ts'
import type { Probe } from '../engine/snapshot.ts'
import type { TrainerKind, TrainingState } from '../engine/trainer.ts'
import type { Sentence } from '../words/sentence.ts'
import type { FromWorker, ToWorker } from './protocol.ts'
import { createWatchdog } from './watchdog.ts'

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

class Client implements TrainingClient {
  readonly #listen: (event: TrainingEvent) => void
  readonly #spawn: () => Worker
  readonly #watchdog = createWatchdog(silenceMs, () => this.#lose({ key: 'engine.lost' }))
  #run = 0
  #experiment: Experiment | null = null
  #saved: TrainingState | undefined
  #playing = false
  #kind: TrainerKind | null = null
  #avoid: TrainerKind[] = []
  #worker: Worker

  constructor(listen: (event: TrainingEvent) => void, spawn: () => Worker) {
    this.#listen = listen
    this.#spawn = spawn
    this.#worker = this.#connect()
  }

  start(experiment: Experiment, playing: boolean): void {
    this.#experiment = experiment
    this.#playing = playing
    this.#saved = undefined
    this.#send({ type: 'start', run: ++this.#run, experiment, playing, avoid: this.#avoid })
  }

  change(experiment: Experiment): void {
    this.#experiment = experiment
    this.#send({ type: 'change', run: ++this.#run, experiment })
  }

  play(): void {
    this.#playing = true
    this.#send({ type: 'play' })
  }

  pause(): void {
    this.#playing = false
    this.#send({ type: 'pause' })
  }

  step(): void {
    this.#playing = false
    this.#send({ type: 'step' })
  }

  probe(probe: Probe): void {
    this.#send({ type: 'probe', run: this.#run, probe })
  }

  dispose(): void {
    this.#watchdog.rest()
    this.#worker.terminate()
  }

  #connect(): Worker {
    const fresh = this.#spawn()
    fresh.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data)
    fresh.onerror = (event) => {
      event.preventDefault()
      this.#lose({ key: 'engine.crashed', values: { message: event.message } })
    }
    return fresh
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message)
    this.#watchdog.await()
  }

  /** Replaces the thread, on another engine, from the last saved state. */
  #lose(reason: Sentence): void {
    const lost = this.#kind
    this.#worker.terminate()
    this.#watchdog.rest()
    if (!lost) return this.#listen({ type: 'stopped', run: this.#run, reason })
    this.#avoid = [...this.#avoid, lost]
    this.#listen({ type: 'fellBack', from: lost, reason })
    this.#worker = this.#connect()
    this.#kind = null
    this.#resume()
  }

  #resume(): void {
    if (!this.#experiment) return
    const state = this.#saved && { state: this.#saved }
    this.#send({ type: 'start', run: ++this.#run, experiment: this.#experiment, playing: this.#playing, avoid: this.#avoid, ...state })
  }

  #hear(message: FromWorker): void {
    this.#watchdog.rest()
    if (message.run !== this.#run) return
    switch (message.type) {
      case 'state':
        this.#saved = message.state
        return
      case 'engineFailed':
        this.#kind = message.kind
        return this.#lose(message.reason)
      case 'ready':
        this.#kind = message.choice.kind
        return this.#listen(message)
      case 'stopped':
      case 'finished':
        this.#playing = false
        return this.#listen(message)
      case 'progress':
      case 'snapshot':
        if (this.#playing) this.#watchdog.await()
        return this.#listen(message)
      default:
        message satisfies never
    }
  }
}

/** Starts the training thread and keeps one alive: after a crash, the next one goes on from the last saved state. */
export const createTrainingClient = (listen: (event: TrainingEvent) => void, spawn: () => Worker = spawnWorker): TrainingClient =>
  new Client(listen, spawn)
