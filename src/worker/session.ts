import type { Experiment } from '../experiment/experiment.ts'
import { takeSnapshot } from '../engine/probes.ts'
import type { Probe } from '../engine/snapshot.ts'
import { createPace } from './pace.ts'
import type { FromWorker, ToWorker } from './protocol.ts'
import { createReporter } from './reporter.ts'
import { changeTraining, startTraining, type Surroundings, type Training } from './training.ts'

/** What the session needs of its thread. Times in milliseconds. */
export interface Thread {
  readonly host: Surroundings['host']
  post(message: FromWorker): void
  now(): number
  /** Lets messages in; returns at once when one has come. */
  breathe(waitMs: number): Promise<void>
}

type Begin = Extract<ToWorker, { type: 'start' | 'change' }>

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Steps left on a schedule that ends; a constant one never does. */
const left = ({ optimizer }: Experiment, step: number): number =>
  optimizer.schedule === 'cosine' ? Math.max(0, optimizer.steps - step) : Infinity

/**
 * The training thread's one loop: it takes what was asked for last, then trains a slice, then looks again. Everything
 * runs in turn, so that a change never meets a half-taken step.
 */
export class Session {
  readonly #thread: Thread
  readonly #pace = createPace()
  readonly #reporter
  /** The configuration that is in training; messages say which they belong to. */
  #run = 0
  #training: Training | null = null
  #begin: Begin | null = null
  #probe: Probe | null = null
  #playing = false
  #stepOnce = false

  constructor(thread: Thread) {
    this.#thread = thread
    this.#reporter = createReporter(thread, this.#pace)
  }

  receive(message: ToWorker): void {
    switch (message.type) {
      case 'start':
        this.#begin = message
        this.#playing = message.playing
        return
      case 'change':
        // A start that has not begun yet takes the changed experiment with it.
        this.#begin = this.#begin?.type === 'start' ? { ...this.#begin, experiment: message.experiment, run: message.run } : message
        return
      case 'play':
        this.#playing = true
        return
      case 'pause':
        this.#playing = false
        return
      case 'step':
        this.#playing = false
        this.#stepOnce = true
        return
      case 'probe':
        this.#probe = message.probe
        return
      default:
        message satisfies never
    }
  }

  /** Runs for ever. */
  async run(): Promise<never> {
    for (;;) {
      const rest = await this.#turn().catch((error: unknown) => this.#fail(messageOf(error)))
      await this.#thread.breathe(rest)
    }
  }

  /** Does the most urgent thing. Returns how long it may rest, in milliseconds. */
  async #turn(): Promise<number> {
    if (this.#begin) return this.#beginRun(this.#begin)
    const training = this.#training
    if (!training) return Infinity
    if (this.#probe) await this.#answer(training, this.#probe)
    if (this.#playing || this.#stepOnce) return this.#trainSlice(training)
    await this.#reporter.rest(this.#run, training, false)
    this.#pace.rest()
    return Infinity
  }

  /** The engine failed, not the flow: the page starts another thread on another engine. */
  #fail(message: string): number {
    const { post } = this.#thread
    const kind = this.#training?.chosen.choice.kind
    this.#training = null
    const reason = { key: 'engine.crashed', values: { message } } as const
    post(kind ? { type: 'engineFailed', run: this.#run, kind, reason } : { type: 'stopped', run: this.#run, reason })
    return Infinity
  }

  async #beginRun(message: Begin): Promise<number> {
    this.#begin = null
    this.#run = message.run
    const begun = await this.#started(message)
    if (!begun.ok) {
      this.#thread.post({ type: 'stopped', run: message.run, reason: begun.reason })
      return 0
    }
    this.#training = begun.value
    this.#pace.rest()
    await this.#reporter.announce(message.run, begun.value, this.#playing)
    return 0
  }

  async #started(message: Begin): ReturnType<typeof startTraining> {
    const old = this.#training
    const surroundings: Surroundings = {
      host: this.#thread.host,
      onFault: (fault) => void this.#fail(fault),
      avoid: message.type === 'start' ? message.avoid : [],
    }
    const sameEngine = old?.run.experiment.run.trainer === message.experiment.run.trainer
    if (message.type === 'change' && old && sameEngine) return changeTraining(old, message.experiment)
    const state = message.type === 'start' ? message.state : await old?.run.trainer.readState()
    this.#training = null
    old?.run.trainer.dispose()
    return startTraining(message.experiment, surroundings, state)
  }

  /** One slice of training. Returns how long there is nothing to do, in milliseconds. */
  async #trainSlice(training: Training): Promise<number> {
    const { now } = this.#thread
    const { experiment } = training.run
    const remaining = left(experiment, this.#reporter.step())
    if (remaining === 0) return this.#finish(training)
    const due = this.#stepOnce ? { steps: 1 } : this.#pace.next(now(), experiment.run.speed)
    if ('waitMs' in due) return due.waitMs
    this.#stepOnce = false
    const from = now()
    const done = await training.run.advance(Math.min(due.steps, remaining))
    this.#pace.took(Math.max(1, done.losses.length), from, now())
    this.#reporter.took(done)
    if (done.ok) {
      if (this.#playing) await this.#reporter.report(this.#run, training)
      return 0
    }
    this.#playing = false
    await this.#reporter.rest(this.#run, training, true)
    this.#thread.post({ type: 'stopped', run: this.#run, reason: done.reason, advice: { key: 'engine.advice.rate' } })
    return 0
  }

  async #finish(training: Training): Promise<number> {
    this.#playing = false
    this.#stepOnce = false
    await this.#reporter.rest(this.#run, training, true)
    this.#thread.post({ type: 'finished', run: this.#run })
    return 0
  }

  async #answer({ run, backdrop }: Training, probe: Probe): Promise<void> {
    this.#probe = null
    this.#thread.post({ type: 'snapshot', run: this.#run, snapshot: await takeSnapshot(run, backdrop, probe) })
  }
}
