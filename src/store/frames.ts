import type { Probe, Snapshot } from '../engine/snapshot.ts'
import type { Progress } from '../worker/protocol.ts'
import { Glance } from './glance.ts'
import { ProbePace } from './probePace.ts'
import { mergeProbes } from './probes.ts'
import { LossSeries, type NllSeries } from './series.ts'

export type { NllSeries } from './series.ts'

/**
 * Per-frame data, which bypasses React. A picture says what it wants while it is on screen; the newest snapshot that
 * answers all wants is here. The next probe is sent after `drawn()`.
 */
export interface Frames {
  latest(): Snapshot | null
  nll(): NllSeries
  /** Calls back when a new snapshot or new losses have come. Returns the way to stop. */
  subscribe(changed: () => void): () => void
  /** Adds a picture's wants to the probe, until released. */
  want(part: Probe): () => void
  /**
   * What the pointer is held over now, asked for by itself, so that it follows the pointer closely: the newest alone
   * counts, and its answer joins the newest snapshot. Null takes it away.
   */
  glance(near: Probe['near'] | null): void
  /** The frame loop has drawn the newest snapshot. */
  drawn(): void
}

/** The other end of `Frames`: what the run tells it. */
export interface FramesFeed {
  /** Where probes go from now on. */
  connect(send: (probe: Probe) => void): void
  /** A run begins at step 0: its losses are forgotten. `blank` drops the last picture too, which shows another space. */
  restart(blank: boolean): void
  /** The engine stands ready at a step, perhaps an earlier one than the last: what came after it never happened. */
  ready(step: number): void
  /** The past is looked at: the engine stands ready at one of its steps, and the losses stay. */
  visiting(): void
  progress(progress: Progress, playing: boolean): void
  /** An answer has come; answers with the newest snapshot, which it is or has joined. */
  snapshot(snapshot: Snapshot): Snapshot | null
  /** While hidden, nothing is asked for. */
  setHidden(hidden: boolean): void
  /** Mean of the newest `count` train NLLs, or null before the first. */
  trainNll(count: number): number | null
}

/** While only losses come, pictures hear of them this far apart. Milliseconds. */
const lossInterval = 200

class LiveFrames implements Frames, FramesFeed {
  readonly #now: () => number
  readonly #pace: ProbePace
  readonly #series = new LossSeries()
  readonly #listeners = new Set<() => void>()
  readonly #wants = new Set<Probe>()
  #send: ((probe: Probe) => void) | null = null
  #latest: Snapshot | null = null
  readonly #glance = new Glance()
  #toldAt = -Infinity

  constructor(now: () => number) {
    this.#now = now
    this.#pace = new ProbePace(now)
  }

  latest(): Snapshot | null {
    return this.#latest
  }

  nll(): NllSeries {
    return this.#series.read()
  }

  trainNll(count: number): number | null {
    return this.#series.recentMean(count)
  }

  subscribe(changed: () => void): () => void {
    this.#listeners.add(changed)
    return () => void this.#listeners.delete(changed)
  }

  want(part: Probe): () => void {
    this.#wants.add(part)
    this.#pace.hurry()
    // All pictures of one render ask together.
    queueMicrotask(() => this.#renew())
    return () => void this.#wants.delete(part)
  }

  glance(near: Probe['near'] | null): void {
    this.#glance.look(near)
    if (near) return this.#ask()
    if (!this.#latest?.near) return
    const { near: _, ...rest } = this.#latest
    this.#latest = rest
    this.#tell()
  }

  drawn(): void {
    this.#pace.drawn()
    this.#ask()
  }

  connect(send: (probe: Probe) => void): void {
    this.#send = send
  }

  restart(blank: boolean): void {
    this.#series.clear()
    if (blank) this.#latest = null
    this.#pace.forget()
    this.#glance.forget()
    this.#tell()
  }

  ready(step: number): void {
    this.#series.truncate(step)
    this.visiting()
  }

  visiting(): void {
    // A probe that was under way before an engine was ready is never answered.
    this.#pace.forget()
    this.#glance.forget()
    this.#renew()
    this.#tell()
  }

  progress(progress: Progress, playing: boolean): void {
    this.#series.add(progress)
    if (!playing) this.#pace.hurry()
    if (progress.step !== this.#latest?.step) this.#renew()
    if (!playing || this.#now() - this.#toldAt >= lossInterval) this.#tell()
  }

  snapshot(snapshot: Snapshot): Snapshot | null {
    if (this.#glance.answers()) {
      this.#pace.glanced()
      this.#latest = this.#glance.join(this.#latest, snapshot)
    } else {
      this.#pace.answered()
      this.#latest = snapshot
    }
    this.#tell()
    this.#ask()
    return this.#latest
  }

  setHidden(hidden: boolean): void {
    this.#pace.hide(hidden)
    if (!hidden) this.#renew()
  }

  #renew(): void {
    this.#pace.outdate()
    this.#ask()
  }

  #ask(): void {
    if (!this.#send) return
    if (this.#wants.size > 0 && this.#pace.asks()) this.#send(mergeProbes([...this.#wants, this.#glance.part()]))
    else if (this.#glance.waits() && this.#pace.glances()) this.#send(this.#glance.ask())
  }

  #tell(): void {
    this.#toldAt = this.#now()
    for (const listener of this.#listeners) listener()
  }
}

/** `now` is a clock in milliseconds. */
export const createFrames = (now: () => number = () => performance.now()): Frames & FramesFeed => new LiveFrames(now)

const feed = createFrames()

/** What pictures draw from. */
export const frames: Frames = feed
/** What the run feeds; for the store alone. */
export const framesFeed: Frames & FramesFeed = feed
