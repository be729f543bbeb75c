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
}

type Tick = (elapsed: number) => boolean

class Loop implements FrameLoop {
  readonly #frames: Pick<Frames, 'latest' | 'subscribe' | 'drawn'>
  readonly #clock: FrameClock
  readonly #pictures = new Set<Picture>()
  readonly #dirty = new Set<Picture>()
  readonly #ticks = new Set<Tick>()
  readonly #unsubscribe: () => void
  #handle: number | null = null
  #lastTime: number | null = null
  #shown: unknown = null

  constructor(frames: Pick<Frames, 'latest' | 'subscribe' | 'drawn'>, clock: FrameClock) {
    this.#frames = frames
    this.#clock = clock
    this.#unsubscribe = frames.subscribe(() => this.markAll())
  }

  add(picture: Picture): Seat {
    this.#pictures.add(picture)
    const mark = () => this.#mark(picture)
    mark()
    return { mark, leave: () => void (this.#pictures.delete(picture), this.#dirty.delete(picture)) }
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

  #wake(): void {
    this.#handle ??= this.#clock.request((time) => this.#frame(time))
  }

  #frame(time: number): void {
    this.#handle = null
    const elapsed = this.#lastTime === null ? 0 : time - this.#lastTime
    for (const tick of this.#ticks) if (!tick(elapsed)) this.#ticks.delete(tick)
    const pending = [...this.#dirty]
    this.#dirty.clear()
    for (const picture of pending) if (picture.visible()) picture.draw()
    this.#reportDrawn()
    this.#lastTime = this.#ticks.size > 0 ? time : null
    if (this.#ticks.size > 0) this.#wake()
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
