import type { Field } from '../../engine/snapshot.ts'
import type { Scales } from '../axes.ts'
import { densityShade } from '../colours.ts'
import type { Context2D } from '../context.ts'

export type Pixels = Uint8ClampedArray<ArrayBuffer>

/** One RGBA pixel per lattice point, the uppermost row first. `ramp` holds 256 RGBA steps. */
export function fieldPixels(field: Field, ceiling: number, ramp: Uint8ClampedArray): Pixels {
  const { columns, rows, values } = field
  const pixels = new Uint8ClampedArray(columns * rows * 4)
  const [words, colours] = [new Uint32Array(pixels.buffer), new Uint32Array(ramp.buffer, ramp.byteOffset, 256)]
  for (let j = 0, from = 0; j < rows; j++) {
    for (let i = 0, to = (rows - 1 - j) * columns; i < columns; i++, from++, to++) {
      words[to] = colours[Math.round(255 * densityShade(Math.exp(values[from] as number), ceiling))] as number
    }
  }
  return pixels
}

/** Per unit area; no number at all counts as no density. `[columns · rows]` */
export const densitiesOf = ({ values }: Field): Float32Array => values.map((logDensity) => (Number.isNaN(logDensity) ? 0 : Math.exp(logDensity)))

/** Lays the image so that the centre of each pixel comes to lie on its lattice point; the caller clips. */
export function drawHeatMap(context: Context2D, image: CanvasImageSource, field: Field, scales: Scales): void {
  const [horizontal, vertical] = field.window
  if (!horizontal || !vertical) return
  const [left, right] = [scales.x(horizontal[0]), scales.x(horizontal[1])]
  const [top, bottom] = [scales.y(vertical[1]), scales.y(vertical[0])]
  const cellX = (right - left) / (field.columns - 1)
  const cellY = (bottom - top) / (field.rows - 1)
  context.imageSmoothingEnabled = true
  // Where a lattice is fine, nothing better than straight between its points can be seen, and it is drawn at every frame.
  context.imageSmoothingQuality = cellX > 4 ? 'high' : 'low'
  context.drawImage(image, left - cellX / 2, top - cellY / 2, right - left + cellX, bottom - top + cellY)
}

/** More lattice points per axis than contours and the top of the scale need. */
const enough = 129

/** Every second lattice point of a field that is finer than needed. */
export function thinned(field: Field): Field {
  const { columns, rows } = field
  if (columns <= enough || columns % 2 === 0 || rows % 2 === 0) return field
  const [fewer, lower] = [(columns + 1) / 2, (rows + 1) / 2]
  const values = new Float32Array(fewer * lower)
  for (let j = 0, at = 0; j < lower; j++) for (let i = 0; i < fewer; i++, at++) values[at] = field.values[2 * (j * columns + i)] as number
  return { ...field, columns: fewer, rows: lower, values }
}
