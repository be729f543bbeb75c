import type { Field } from '../../engine/snapshot.ts'
import { stretchRamp } from '../stretch.ts'
import { roundUp } from './densityScale.ts'
import type { Pixels } from './heatMap.ts'
import type { PlaneMemory, StretchImage, Surface } from './scene.ts'

/** Values of this share of the lattice lie within the scale: a tear is steeper than all else, and would make that pale. */
const within = 0.98

/** Where the scale of a field ends on both sides, nats. */
export function stretchLimit({ values }: Field): number {
  const sizes = values.map(Math.abs).filter(Number.isFinite).sort()
  return roundUp(Math.max(sizes[Math.floor(within * (sizes.length - 1))] ?? 0, 0.1))
}

/** One RGBA pixel per lattice point, the uppermost row first; clear where the value is not a number. */
export function stretchPixels({ columns, rows, values }: Field, limit: number, ramp: Uint8ClampedArray): Pixels {
  const pixels = new Uint8ClampedArray(columns * rows * 4)
  for (let at = 0; at < columns * rows; at++) {
    const value = values[at] ?? NaN
    if (Number.isNaN(value)) continue
    const step = Math.round(127.5 + 127.5 * Math.min(1, Math.max(-1, value / limit))) * 4
    const to = ((rows - 1 - Math.floor(at / columns)) * columns + (at % columns)) * 4
    for (let channel = 0; channel < 4; channel++) pixels[to + channel] = ramp[step + channel] ?? 0
  }
  return pixels
}

/** The image of a field, made once for it. */
export function stretchImage(field: Field, surface: Surface, memory: PlaneMemory): StretchImage {
  const { colours } = surface
  if (memory.stretch?.field === field && memory.stretch.colours === colours) return memory.stretch
  const pixels = stretchPixels(field, stretchLimit(field), stretchRamp(colours))
  return (memory.stretch = { field, colours, image: surface.image('stretch', pixels, field.columns, field.rows) })
}

/** The largest value of a field and its place `[z₁, z₂]`; null where there is none. */
export function largest({ window: [first, second], columns, rows, values }: Field): { readonly value: number; readonly place: readonly [number, number] } | null {
  let best = -1
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? NaN
    if (Number.isFinite(value) && (best < 0 || value > (values[best] ?? NaN))) best = at
  }
  if (best < 0 || !first || !second) return null
  const along = ([low, high]: readonly [number, number], i: number, n: number) => low + ((high - low) * i) / (n - 1)
  return { value: values[best] ?? NaN, place: [along(first, best % columns, columns), along(second, Math.floor(best / columns), rows)] }
}

/** The value at the lattice point nearest to a place; null outside the lattice. */
export function stretchAt({ window: [first, second], columns, rows, values }: Field, x: number, y: number): number | null {
  if (!first || !second) return null
  const i = Math.round(((x - first[0]) / (first[1] - first[0])) * (columns - 1))
  const j = Math.round(((y - second[0]) / (second[1] - second[0])) * (rows - 1))
  const value = i >= 0 && j >= 0 && i < columns && j < rows ? (values[j * columns + i] ?? NaN) : NaN
  return Number.isNaN(value) ? null : value
}
