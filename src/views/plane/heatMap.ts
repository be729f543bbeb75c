import { contours } from 'd3'
import type { Field } from '../../engine/snapshot.ts'
import type { Scales } from '../axes.ts'
import { densityShade } from '../colours.ts'
import type { Context2D } from '../context.ts'

export type Pixels = Uint8ClampedArray<ArrayBuffer>

/** One RGBA pixel per lattice point, the uppermost row first. `ramp` holds 256 RGBA steps. */
export function fieldPixels(field: Field, ceiling: number, ramp: Uint8ClampedArray): Pixels {
  const { columns, rows, values } = field
  const pixels = new Uint8ClampedArray(columns * rows * 4)
  for (let j = 0; j < rows; j++) {
    const target = (rows - 1 - j) * columns
    for (let i = 0; i < columns; i++) {
      const step = Math.round(255 * densityShade(Math.exp(values[j * columns + i] ?? -Infinity), ceiling)) * 4
      const to = (target + i) * 4
      for (let channel = 0; channel < 4; channel++) pixels[to + channel] = ramp[step + channel] ?? 0
    }
  }
  return pixels
}

/** Lays the image so that the centre of each pixel comes to lie on its lattice point; the caller clips. */
export function drawHeatMap(context: Context2D, image: CanvasImageSource, field: Field, scales: Scales): void {
  const [horizontal, vertical] = field.window
  if (!horizontal || !vertical) return
  const [left, right] = [scales.x(horizontal[0]), scales.x(horizontal[1])]
  const [top, bottom] = [scales.y(vertical[1]), scales.y(vertical[0])]
  const cellX = (right - left) / (field.columns - 1)
  const cellY = (bottom - top) / (field.rows - 1)
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, left - cellX / 2, top - cellY / 2, right - left + cellX, bottom - top + cellY)
}

/** A closed line of one density, `[x₁, x₂]` in data units. */
export interface ContourLine {
  readonly density: number
  readonly points: readonly (readonly [number, number])[]
}

/** Lines of equal density through the lattice, in data units. */
export function contourLines(field: Field, densities: readonly number[]): readonly ContourLine[] {
  const [horizontal, vertical] = field.window
  if (!horizontal || !vertical) return []
  const values = Array.from(field.values, (logDensity) => (Number.isNaN(logDensity) ? 0 : Math.exp(logDensity)))
  const stepX = (horizontal[1] - horizontal[0]) / (field.columns - 1)
  const stepY = (vertical[1] - vertical[0]) / (field.rows - 1)
  // d3 puts lattice point (i, j) at (i + ½, j + ½).
  const place = ([u = 0, v = 0]: number[]) => [horizontal[0] + (u - 0.5) * stepX, vertical[0] + (v - 0.5) * stepY] as const
  const shapes = contours().size([field.columns, field.rows]).thresholds([...densities])(values)
  return shapes.flatMap((shape) =>
    shape.coordinates.flatMap((polygon) => polygon.map((ring) => ({ density: shape.value, points: ring.map(place) }))),
  )
}

/** Strokes the lines; the denser the place, the stronger the line. */
export function drawContours(context: Context2D, lines: readonly ContourLine[], scales: Scales, colour: string, top: number): void {
  const alpha = context.globalAlpha
  context.strokeStyle = colour
  context.lineWidth = 1
  for (const line of lines) {
    context.globalAlpha = alpha * (0.35 + 0.5 * densityShade(line.density, top))
    context.beginPath()
    line.points.forEach(([x, y], i) => (i === 0 ? context.moveTo(scales.x(x), scales.y(y)) : context.lineTo(scales.x(x), scales.y(y))))
    context.stroke()
  }
  context.globalAlpha = alpha
}
