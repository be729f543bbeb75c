import { dissect } from '../engine/dissection.ts'
import { takeSnapshot } from '../engine/probes.ts'
import { nextMemory } from '../engine/history.ts'
import { sampleTable } from '../engine/sampleTable.ts'
import type { Probe } from '../engine/snapshot.ts'
import type { TrainerKind } from '../engine/trainer.ts'
import type { Result, Sentence } from '../words/sentence.ts'
import { createPace } from './pace.ts'
import { broken, left, messageOf } from './endings.ts'
import { Orders } from './orders.ts'
import type { Begin, FromWorker, ToWorker } from './protocol.ts'
import { createReporter } from './reporter.ts'
import { nextTest } from './testSteps.ts'
import { asksForLesson, changeTraining, isTeacher, startStudent, startTraining, type Surroundings, type Training } from './training.ts'

/** What the session needs of its thread. Times in milliseconds. */
export interface Thread {
  readonly host: Surroundings['host']
  post(message: FromWorker): void
  now(): number
  /** Lets messages in; returns at once when one has come. */
  breathe(waitMs: number): Promise<void>
}

/**
 * The training thread's one loop: it takes what was asked for last, then trains a slice, then looks again. Everything
 * runs in turn, so that a change never meets a half-taken step.
 */
export class Session {
  readonly #thread: Thread
  readonly #pace = createPace()
  readonly #reporter
  readonly #orders = new Orders()
  /** The configuration that is in training; messages say which they belong to. */
  #run = 0
  #training: Training | null = null
  /** What is about to begin, and the engine that is being tried for it. */
  #beginning: Begin | null = null
  #tried: TrainerKind | null = null
  #avoid: readonly TrainerKind[] = []
  #failed = false

  constructor(thread: Thread) {
    this.#thread = thread
    this.#reporter = createReporter(thread, this.#pace)
  }

  receive(message: ToWorker): void {
    this.#orders.receive(message)
  }

  /** Runs until the engine fails. */
  async run(): Promise<void> {
    while (!this.#failed) {
      this.#orders.news()
      const rest = await this.#turn().catch((error: unknown) => this.#fail(messageOf(error)))
      await this.#thread.breathe(this.#orders.news() ? 0 : rest)
    }
  }

  /** Does the most urgent thing. Returns how long it may rest, in milliseconds. */
  async #turn(): Promise<number> {
    const orders = this.#orders
    if (orders.begin) return this.#beginRun(orders.begin)
    const training = this.#training
    if (!training || orders.refused) return Infinity
    if (orders.probe) await this.#answer(training, orders.probe)
    if (orders.listing) await this.#list(training)
    if (orders.saving) await this.#save(training)
    if (orders.draw !== null) await this.#draw(training, orders.draw)
    if (orders.begin) return 0
    if (orders.dissect) return this.#dissect(training)
    if (orders.playing || orders.steps > 0) return this.#trainSlice(training)
    await this.#reporter.rest(this.#run, training, false)
    this.#pace.rest()
    return Infinity
  }

  /** If an engine failed, not the flow, the page starts another thread on another engine. */
  #fail(message: string): number {
    const { post } = this.#thread
    const kind = this.#training?.chosen.choice.kind ?? this.#tried
    const reason = { key: 'engine.crashed', values: { message } } as const
    if (this.#failed) return Infinity
    if (kind) {
      this.#failed = true
      post({ type: 'engineFailed', run: this.#run, kind, reason })
    } else this.#refuse(reason)
    return Infinity
  }

  #refuse(reason: Sentence): void {
    if (this.#beginning) this.#orders.refuse(this.#beginning)
    this.#thread.post({ type: 'stopped', run: this.#run, reason })
  }

  async #beginRun(message: Begin): Promise<number> {
    this.#orders.begin = null
    this.#beginning = message
    this.#tried = null
    const left = this.#run
    this.#run = message.run
    await this.#take(await this.#started(message, left))
    return 0
  }

  /** Goes on with what has begun, or tells why nothing has. */
  async #take(begun: Result<Training>): Promise<void> {
    if (!begun.ok) return this.#refuse(begun.reason)
    this.#training = begun.value
    this.#pace.rest()
    await this.#reporter.announce(this.#run, begun.value, this.#orders.playing)
  }

  /** `left` is the configuration that stood here before. */
  async #started(message: Begin, left: number): Promise<Result<Training>> {
    const old = this.#training
    if (old && message.type === 'change' && message.from) await this.#reporter.leave(left, old)
    const sameEngine = old?.run.experiment.run.trainer === message.experiment.run.trainer
    if (message.type === 'change' && old && sameEngine && !asksForLesson(old, message.experiment)) return changeTraining(old, message.experiment, message.from)
    const start = message.type === 'start' ? message : await this.#asStart(message)
    this.#beginning = start
    this.#avoid = start.avoid
    this.#training = null
    old?.run.trainer.dispose()
    return startTraining(start.experiment, this.#surroundings(), start.from)
  }

  /** A change that needs another engine: a start that goes on from its own state, or from where the old one stands. */
  async #asStart(change: Begin & { type: 'change' }): Promise<Begin & { type: 'start' }> {
    const { run, part } = this.#training ?? {}
    const own = run && part?.role !== 'teacher' && { experiment: run.experiment, state: await run.trainer.readState() }
    const from = change.from ?? own
    return { ...change, type: 'start', avoid: this.#avoid, ...(from && { from }) }
  }

  #surroundings(): Surroundings {
    return {
      host: this.#thread.host,
      avoid: this.#avoid,
      onTrial: (kind) => {
        this.#tried = kind
        this.#thread.post({ type: 'trying', run: this.#run, kind })
      },
      onFault: (kind, fault) => {
        if (this.#training?.chosen.choice.kind === kind) this.#fail(fault)
      },
    }
  }

  /** One slice of training. Returns how long there is nothing to do, in milliseconds. */
  async #trainSlice(training: Training): Promise<number> {
    const [{ now }, orders, { experiment }] = [this.#thread, this.#orders, training.run]
    const step = this.#reporter.step()
    const remaining = left(experiment, step)
    if (remaining === 0) return this.#complete(training)
    const due = orders.steps > 0 ? { steps: 1 } : this.#pace.next(now(), experiment.run.speed)
    if ('waitMs' in due) return due.waitMs
    orders.steps = Math.max(0, orders.steps - 1)
    const from = now()
    const done = await training.run.advance(Math.min(due.steps, remaining, nextTest(step) - step, nextMemory(step, training.run.flow.layout.size) - step))
    this.#pace.took(Math.max(1, done.losses.length), from, now())
    this.#reporter.took(done)
    if (done.ok) await this.#reporter.remember(this.#run, training)
    if (!done.ok) return this.#end(training, broken(this.#run, done))
    if (orders.playing) await this.#reporter.report(this.#run, training)
    return 0
  }

  /** The schedule has ended: of a teacher, its student begins. */
  async #complete(training: Training): Promise<number> {
    if (!isTeacher(training)) return this.#end(training, { type: 'finished', run: this.#run })
    await this.#reporter.rest(this.#run, training, true)
    if (this.#orders.begin) return 0
    await this.#take(await startStudent(training, this.#surroundings()))
    if (this.#training !== training) training.run.trainer.dispose()
    return 0
  }

  /** Training has ended by itself. If another configuration came meanwhile, the page no longer asks how this one ended. */
  async #end(training: Training, why: FromWorker): Promise<number> {
    await this.#reporter.rest(this.#run, training, true)
    if (this.#orders.begin) return 0
    this.#orders.halt()
    this.#thread.post(why)
    return 0
  }

  /** One step, taken apart. */
  async #dissect(training: Training): Promise<number> {
    this.#orders.dissect = false
    if (left(training.run.experiment, this.#reporter.step()) === 0) return this.#complete(training)
    const { done, dissection } = await dissect(training.run)
    this.#reporter.took(done)
    if (done.ok) await this.#reporter.remember(this.#run, training)
    if (!done.ok) return this.#end(training, broken(this.#run, done))
    if (dissection) this.#thread.post({ type: 'dissected', run: this.#run, dissection })
    return 0
  }

  async #list({ run }: Training): Promise<void> {
    this.#orders.listing = false
    this.#thread.post({ type: 'listing', run: this.#run, listing: await run.trainer.listing() })
  }

  async #save(training: Training): Promise<void> {
    this.#orders.saving = false
    await this.#reporter.save(this.#run, training)
  }

  async #draw({ run }: Training, count: number): Promise<void> {
    this.#orders.draw = null
    this.#thread.post({ type: 'drawn', run: this.#run, table: await sampleTable(run, count) })
  }

  async #answer({ run, backdrop, rivals }: Training, probe: Probe): Promise<void> {
    this.#orders.probe = null
    const snapshot = await takeSnapshot(run, backdrop, probe)
    const field = probe.rival && snapshot.density ? await rivals.densityOn(snapshot.density, probe.rival, snapshot.shownClass) : null
    const rival = probe.rival && field && { id: probe.rival.id, field }
    this.#thread.post({ type: 'snapshot', run: this.#run, snapshot: { ...snapshot, ...(rival && { rival }) } })
  }
}
