import type { Plot } from './axes.ts'

/** Height of a label and a gap, pixels. */
const height = 16

interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + height && b.top < a.top + height

/** Keeps names of curves from lying on one another. Places are centres, in pixels. */
export class Names {
  readonly #plot: Plot
  readonly #taken: Box[] = []

  constructor(plot: Plot) {
    this.#plot = plot
  }

  /** The first of the places at which a name of this width is free and inside, or the first of all; it is then taken. */
  place(width: number, places: readonly (readonly [number, number])[]): readonly [number, number] | null {
    const chosen = places.find((place) => this.#free(this.#box(width, place))) ?? places[0]
    if (!chosen) return null
    const box = this.#box(width, chosen)
    this.#taken.push(box)
    return [box.left + width / 2, box.top + height / 2]
  }

  #free(box: Box): boolean {
    const { top, height: tall } = this.#plot
    return box.top >= top && box.top + height <= top + tall && !this.#taken.some((other) => overlap(box, other))
  }

  #box(width: number, [x, y]: readonly [number, number]): Box {
    const { left, width: wide } = this.#plot
    return { left: Math.max(left + 1, Math.min(left + wide - width - 1, x - width / 2)), top: y - height / 2, width }
  }
}
