import type { Frames } from '../store/frames.ts'

/** What the loop draws. `draw` reads the newest snapshot itself. */
export interface Picture {
  draw(): void
  /** Off-screen pictures are skipped, and drawn when they are marked again. */
  visible(): boolean
}

/** A picture's seat in the loop. */
export interface Seat {
  /** Asks for one redraw at the next frame: a slider moved, the size or the theme changed. */
  mark(): void
  leave(): void
}

export interface FrameLoop {
  add(picture: Picture): Seat
  /** Everything is to be redrawn (the theme changed). */
  markAll(): void
  /** Calls back at every frame with milliseconds since the last, until it answers false; for moving the morph. */
  animate(tick: (elapsed: number) => boolean): () => void
  stop(): void
}

/** The page's clock: `requestAnimationFrame`, or a hand-cranked one in tests. */
export interface FrameClock {
  request(callback: (time: number) => void): number
  cancel(handle: number): void
  /** Milliseconds, for timing what is drawn. */
  now(): number
}

/**
 * A new snapshot is drawn until this is used up, milliseconds; its other pictures wait for the next frames. What the
 * browser does with a drawing takes some three times as long again: all planes at once would hold a slow machine up.
 */
const renewalBudget = 2

type Tick = (elapsed: number) => boolean

class Loop implements FrameLoop {
  readonly #frames: Pick<Frames, 'latest' | 'subscribe' | 'drawn'>
  readonly #clock: FrameClock
  readonly #pictures = new Set<Picture>()
  /** What a hand or a clock has changed: drawn at the next frame, all of it. */
  readonly #dirty = new Set<Picture>()
  /** What a new snapshot has changed: drawn as time allows, the longest waiting first. */
  readonly #renewed = new Set<Picture>()
  readonly #ticks = new Set<Tick>()
  readonly #unsubscribe: () => void
  #handle: number | null = null
  #lastTime: number | null = null
  #shown: unknown = null

  constructor(frames: Pick<Frames, 'latest' | 'subscribe' | 'drawn'>, clock: FrameClock) {
    this.#frames = frames
    this.#clock = clock
    this.#unsubscribe = frames.subscribe(() => this.#renew())
  }

  add(picture: Picture): Seat {
    this.#pictures.add(picture)
    const mark = () => this.#mark(picture)
    mark()
    return { mark, leave: () => this.#leave(picture) }
  }

  markAll(): void {
    for (const picture of this.#pictures) this.#dirty.add(picture)
    this.#wake()
  }

  animate(tick: Tick): () => void {
    this.#ticks.add(tick)
    this.#wake()
    return () => void this.#ticks.delete(tick)
  }

  stop(): void {
    this.#unsubscribe()
    if (this.#handle !== null) this.#clock.cancel(this.#handle)
    this.#handle = null
  }

  #mark(picture: Picture): void {
    if (!this.#pictures.has(picture)) return
    this.#dirty.add(picture)
    this.#wake()
  }

  #leave(picture: Picture): void {
    for (const set of [this.#pictures, this.#dirty, this.#renewed]) set.delete(picture)
  }

  #renew(): void {
    for (const picture of this.#pictures) this.#renewed.add(picture)
    this.#wake()
  }

  #wake(): void {
    this.#handle ??= this.#clock.request((time) => this.#frame(time))
  }

  #frame(time: number): void {
    this.#handle = null
    const elapsed = this.#lastTime === null ? 0 : time - this.#lastTime
    for (const tick of this.#ticks) if (!tick(elapsed)) this.#ticks.delete(tick)
    for (const picture of [...this.#dirty]) this.#draw(picture)
    this.#drawRenewed()
    if (this.#renewed.size === 0) this.#reportDrawn()
    this.#lastTime = this.#ticks.size > 0 ? time : null
    if (this.#ticks.size > 0 || this.#renewed.size > 0) this.#wake()
  }

  #draw(picture: Picture): void {
    this.#dirty.delete(picture)
    this.#renewed.delete(picture)
    if (picture.visible()) picture.draw()
  }

  /** At least one, so that they all have their turn. */
  #drawRenewed(): void {
    const begun = this.#clock.now()
    for (const picture of [...this.#renewed]) {
      this.#draw(picture)
      if (this.#clock.now() - begun >= renewalBudget) return
    }
  }

  /** Once per snapshot, also when no picture was on screen: the engine waits for it. */
  #reportDrawn(): void {
    const newest = this.#frames.latest()
    if (newest === null || newest === this.#shown) return
    this.#shown = newest
    this.#frames.drawn()
  }
}

/** One loop for the whole page: it runs while something is dirty or moving, and sleeps otherwise. */
export const createFrameLoop = (
  frames: Pick<Frames, 'latest' | 'subscribe' | 'drawn'>,
  clock: FrameClock,
): FrameLoop => new Loop(frames, clock)
