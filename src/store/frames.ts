import type { Probe, Snapshot } from '../engine/snapshot.ts'
import type { Progress } from '../worker/protocol.ts'
import { mergeProbes } from './probes.ts'
import { createSeries } from './series.ts'

/** Train NLL of every step so far, thinned evenly when it grows long, and the test NLLs. Nats of the whole point. */
export interface NllSeries {
  readonly trainSteps: readonly number[]
  readonly train: readonly number[]
  readonly test: readonly { readonly step: number; readonly nll: number; readonly standardError: number }[]
}

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
  progress(progress: Progress, playing: boolean): void
  snapshot(snapshot: Snapshot): void
  /** While hidden, nothing is asked for. */
  setHidden(hidden: boolean): void
  /** Mean of the newest `count` train NLLs, or null before the first. */
  trainNll(count: number): number | null
}

/** While training plays, it has the engine for so many times as long as a picture took. */
const trainingShare = 2
/** While only losses come, pictures hear of them this far apart. Milliseconds. */
const lossInterval = 200
/** But no picture is older than this. Milliseconds. */
const longestRest = 1200

export function createFrames(now: () => number = () => performance.now()): Frames & FramesFeed {
  const series = createSeries()
  const listeners = new Set<() => void>()
  const wants = new Set<Probe>()
  let send: ((probe: Probe) => void) | null = null
  let latest: Snapshot | null = null
  // A probe goes out when there is something new to see, the last answer was drawn, and nobody has looked away.
  let [stale, asked, undrawn, hidden] = [false, false, false, false]
  let [askedAt, restUntil] = [0, 0]

  const ask = () => {
    if (!stale || asked || undrawn || hidden || wants.size === 0 || !send || now() < restUntil) return
    stale = false
    asked = true
    askedAt = now()
    send(mergeProbes([...wants]))
  }
  const refresh = () => {
    stale = true
    ask()
  }
  let toldAt = -Infinity
  const tell = () => {
    toldAt = now()
    listeners.forEach((listener) => listener())
  }

  return {
    latest: () => latest,
    nll: series.read,
    subscribe: (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    want: (part) => {
      wants.add(part)
      restUntil = 0
      // All pictures of one render ask together.
      queueMicrotask(refresh)
      return () => wants.delete(part)
    },
    drawn: () => {
      undrawn = false
      ask()
    },
    connect: (to) => {
      send = to
    },
    restart: (blank) => {
      series.clear()
      if (blank) latest = null
      asked = false
      undrawn = false
      tell()
    },
    ready: (step) => {
      series.truncate(step)
      // A probe that was under way before an engine was ready is never answered.
      asked = false
      restUntil = 0
      refresh()
      tell()
    },
    progress: (progress, playing) => {
      series.add(progress)
      if (!playing) restUntil = 0
      if (progress.step !== latest?.step) refresh()
      if (!playing || now() - toldAt >= lossInterval) tell()
    },
    snapshot: (snapshot) => {
      latest = snapshot
      restUntil = now() + Math.min(longestRest, trainingShare * (now() - askedAt))
      asked = false
      undrawn = true
      tell()
    },
    setHidden: (now) => {
      hidden = now
      if (!now) refresh()
    },
    trainNll: series.recentMean,
  }
}

const feed = createFrames()

/** What pictures draw from. */
export const frames: Frames = feed
/** What the run feeds; for the store alone. */
export const framesFeed: Frames & FramesFeed = feed
