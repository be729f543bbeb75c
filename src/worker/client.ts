import type { Experiment } from '../experiment/experiment.ts'
import type { Probe } from '../engine/snapshot.ts'
import type { TrainerKind, TrainingState } from '../engine/trainer.ts'
import type { Sentence } from '../words/sentence.ts'
import { Debts } from './debts.ts'
import type { FromWorker, Saved, ToWorker } from './protocol.ts'
import { TimeMachine } from './timeMachine.ts'
import type { TrainingClient, TrainingEvent } from './trainingClient.ts'
import { createWatchdog } from './watchdog.ts'

export type { TrainingClient, TrainingEvent }

/** A thread that answers nothing for this long, while it has something to do, is given up. Milliseconds. */
const silenceMs = 30_000

const spawnWorker = (): Worker => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'training' })

class Client implements TrainingClient {
  readonly #listen: (event: TrainingEvent) => void
  readonly #spawn: () => Worker
  readonly #watchdog = createWatchdog(silenceMs, () => this.#lose({ key: 'engine.lost' }))
  readonly #debts = new Debts()
  #run = 0
  /** The configuration that the newest start began; those after it are changes, and what came before them is of the same run. */
  #started = 0
  #experiment: Experiment | null = null
  #saved: Saved | null = null
  readonly #time = new TimeMachine()
  #saving = false
  #playing = false
  /** The engine that runs or is being tried. */
  #kind: TrainerKind | null = null
  #avoid: readonly TrainerKind[] = []
  /** Null after a crash that no other engine would have prevented, until there is a new reason to try. */
  #worker: Worker | null

  constructor(listen: (event: TrainingEvent) => void, spawn: () => Worker) {
    this.#listen = listen
    this.#spawn = spawn
    this.#worker = this.#connect()
  }

  start(experiment: Experiment, playing: boolean): void {
    this.#experiment = experiment
    this.#playing = playing
    this.#saved = null
    this.#saving = false
    this.#time.clear()
    this.#begin()
  }

  change(experiment: Experiment): void {
    this.#experiment = experiment
    if (this.#worker) this.#send({ type: 'change', run: ++this.#run, experiment, playing: this.#playing })
    else this.#begin()
  }

  play(): void {
    this.#playing = true
    if (this.#worker) this.#send({ type: 'play' })
    else this.#begin()
  }

  pause(): void {
    this.#playing = false
    this.#send({ type: 'pause' })
  }

  step(): void {
    this.#playing = false
    if (!this.#worker) this.#begin()
    this.#send({ type: 'step' })
  }

  dissect(): void {
    this.#playing = false
    if (!this.#worker) this.#begin()
    this.#send({ type: 'dissect' })
  }

  probe(probe: Probe): void {
    this.#send({ type: 'probe', run: this.#run, probe })
  }

  list(): void {
    this.#send({ type: 'list' })
  }

  save(): void {
    this.#saving = true
    this.#send({ type: 'save' })
  }

  lastSaved(): Saved | null {
    return this.#saved
  }

  visit(step: number): Saved | null {
    if (!this.#experiment || !this.#saved) return null
    return this.#goTo(this.#time.visit(step, this.#run, { ...this.#saved, experiment: this.#experiment }))
  }

  present(): Saved | null {
    return this.#experiment && this.#goTo(this.#time.back(this.#experiment))
  }

  branch(): Saved | null {
    const before = this.#time.branch(this.#saved?.state.step ?? 0)
    if (before) this.#listen({ type: 'remembered', steps: this.#time.steps() })
    return before
  }

  draw(count: number): void {
    this.#send({ type: 'draw', count })
  }

  dispose(): void {
    this.#disconnect()
  }

  #goTo(to: Saved | null): Saved | null {
    if (!to) return null
    this.#experiment = to.experiment
    this.#saved = to
    this.#playing = false
    if (this.#worker) this.#send({ type: 'change', run: ++this.#run, experiment: to.experiment, playing: false, from: to })
    else this.#begin()
    return to
  }

  /** Starts the experiment as it is now, from the last saved state, on an engine that has not failed. */
  #begin(): void {
    if (!this.#experiment) return
    this.#worker ??= this.#connect()
    const from = this.#saved && { from: this.#saved }
    this.#started = this.#run + 1
    this.#send({ type: 'start', run: ++this.#run, experiment: this.#experiment, playing: this.#playing, avoid: this.#avoid, ...from })
  }

  #connect(): Worker {
    const fresh = this.#spawn()
    fresh.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data)
    fresh.onerror = (event) => {
      event.preventDefault()
      // Of a script that could not be loaded, the browser says nothing.
      this.#lose(event.message ? { key: 'engine.crashed', values: { message: event.message } } : { key: 'engine.lost' })
    }
    return fresh
  }

  /** Nothing more is heard of the thread, not even what it had already said. */
  #disconnect(): void {
    this.#watchdog.rest()
    this.#debts.clear()
    if (!this.#worker) return
    this.#worker.onmessage = null
    this.#worker.onerror = null
    this.#worker.terminate()
    this.#worker = null
  }

  #send(message: ToWorker): void {
    if (!this.#worker) return
    this.#worker.postMessage(message)
    this.#debts.asked(message)
    this.#watch()
  }

  #watch(): void {
    if (this.#worker && (this.#playing || this.#debts.any())) this.#watchdog.await()
    else this.#watchdog.rest()
  }

  /** Replaces the thread, on another engine, from the last saved state. */
  #lose(reason: Sentence): void {
    const from = this.#kind
    this.#disconnect()
    this.#kind = null
    if (!from) {
      this.#playing = false
      return this.#listen({ type: 'stopped', run: this.#run, reason })
    }
    this.#avoid = [...this.#avoid, from]
    this.#begin()
    this.#listen({ type: 'fellBack', from, reason })
  }

  #hear(message: FromWorker): void {
    if (message.type === 'engineFailed') {
      this.#kind = message.kind
      return this.#lose(message.reason)
    }
    if (message.type === 'trying') this.#kind = message.kind
    if (message.type === 'ready') this.#kind = message.choice.kind
    const current = message.run === this.#run
    if (message.type === 'state') this.#time.left(message.run, message.state)
    this.#debts.answered(message, current)
    if (current || (message.type === 'progress' && message.run >= this.#started)) this.#tell(message)
    this.#watch()
  }

  #keep(state: TrainingState): void {
    if (!this.#experiment) return
    this.#saved = { experiment: this.#experiment, state }
    if (this.#time.remember(this.#saved)) this.#listen({ type: 'remembered', steps: this.#time.steps() })
    if (this.#saving) this.#listen({ type: 'saved', saved: this.#saved })
    this.#saving = false
  }

  #tell(message: Exclude<FromWorker, { type: 'engineFailed' }>): void {
    switch (message.type) {
      case 'trying':
        return
      case 'state':
        return this.#keep(message.state)
      case 'stopped':
      case 'finished':
        this.#playing = false
        return this.#listen(message)
      case 'ready':
      case 'progress':
      case 'snapshot':
      case 'dissected':
      case 'listing':
      case 'drawn':
        return this.#listen(message)
      default:
        message satisfies never
    }
  }
}

/** Starts the training thread and keeps one alive: after a crash, the next one goes on from the last saved state. */
export const createTrainingClient = (listen: (event: TrainingEvent) => void, spawn: () => Worker = spawnWorker): TrainingClient =>
  new Client(listen, spawn)
