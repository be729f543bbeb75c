import { rgb } from 'd3'
import { mostProbable } from '../../engine/bayes.ts'
import type { Field, Snapshot } from '../../engine/snapshot.ts'
import { marker, type Colours } from '../colours.ts'
import { between } from './densityScale.ts'
import type { Pixels } from './heatMap.ts'

/** How much of its colour a class has where it is certain: points must stay legible on it. */
const fullStrength = 0.55

/** p(class | x) at a place, bilinear between lattice points; null outside the window, or where there is no such thing. */
export function posteriorAt({ density, posterior }: Snapshot, x: number, y: number): readonly number[] | null {
  if (!density || !posterior) return null
  const found = posterior.map((one) => between(density, x, y, (index) => one[index] ?? NaN))
  return found.every((share) => share !== null) ? found : null
}

type Ink = readonly [number, number, number]

const inkOf = (colour: string): Ink => {
  const { r, g, b } = rgb(colour)
  return [r, g, b]
}

/** One RGBA pixel per lattice point, the uppermost row first: the colour of the most probable class, pale where it is but a guess. */
export function posteriorPixels({ columns, rows }: Pick<Field, 'columns' | 'rows'>, posterior: readonly Float32Array[], colours: Colours): Pixels {
  const pixels = new Uint8ClampedArray(columns * rows * 4)
  const inks = posterior.map((_, c) => inkOf(marker(c, colours).colour))
  const card = inkOf(colours.card)
  const guess = 1 / posterior.length
  for (let at = 0; at < columns * rows; at++) {
    const best = mostProbable(posterior, at)
    const sure = ((posterior[best]?.[at] ?? 0) - guess) / (1 - guess)
    const strength = fullStrength * (sure > 0 ? sure : 0)
    const to = 4 * ((rows - 1 - Math.floor(at / columns)) * columns + (at % columns))
    card.forEach((level, channel) => {
      pixels[to + channel] = level + ((inks[best]?.[channel] ?? level) - level) * strength
    })
    pixels[to + 3] = 255
  }
  return pixels
}
