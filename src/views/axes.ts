import { format, scaleLinear } from 'd3'
import type { ScaleContinuousNumeric } from 'd3'
import type { Range, Window } from '../math/window.ts'
import type { Colours } from './colours.ts'
import type { Context2D, Size } from './context.ts'

/** The rectangle inside the axes, CSS pixels. */
export interface Plot extends Size {
  readonly left: number
  readonly top: number
}

/** Any continuous d3 scale, linear or logarithmic, from data units to CSS pixels. */
export type AxisScale = ScaleContinuousNumeric<number, number>

export interface Scales {
  readonly x: AxisScale
  readonly y: AxisScale
}

export interface AxisLook {
  /** What is measured, with its unit. */
  readonly name: string
  /** Meaning colour of the name. */
  readonly colour: string
  /** About how many ticks; by default one per 64 px. */
  readonly ticks?: number
  readonly format?: (value: number) => string
  /** Where numbers must end, in pixels, because something else stands there. */
  readonly end?: number
}

export interface Margins {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Room for tick numbers and names. */
export const axisMargins: Margins = { left: 40, right: 10, top: 10, bottom: 34 }

export const innerPlot = (size: Size, margins: Margins = axisMargins): Plot => ({
  left: margins.left,
  top: margins.top,
  width: Math.max(1, size.width - margins.left - margins.right),
  height: Math.max(1, size.height - margins.top - margins.bottom),
})

/**
 * The largest rectangle in `plot`, at its top and in the middle, on which a unit of one axis is at most `stretch` times
 * as long as a unit of the other; with 1, circles stay circles.
 */
export function squarePlot(plot: Plot, [horizontal, vertical]: readonly [Range, Range], stretch = 1): Plot {
  const unitX = plot.width / (horizontal[1] - horizontal[0])
  const unitY = plot.height / (vertical[1] - vertical[0])
  const width = Math.min(unitX, unitY * stretch) * (horizontal[1] - horizontal[0])
  const height = Math.min(unitY, unitX * stretch) * (vertical[1] - vertical[0])
  return { left: plot.left + (plot.width - width) / 2, top: plot.top, width, height }
}

export const horizontalScale = (domain: Range, plot: Plot): AxisScale =>
  scaleLinear([...domain], [plot.left, plot.left + plot.width])

export const verticalScale = (domain: Range, plot: Plot): AxisScale =>
  scaleLinear([...domain], [plot.top + plot.height, plot.top])

/** Both axes of a plane, the second pointing up. */
export function planeScales(window: Window, plot: Plot): Scales {
  return { x: horizontalScale(window[0] ?? [0, 1], plot), y: verticalScale(window[1] ?? [0, 1], plot) }
}

const tickFont = (colours: Colours) => `11px ${colours.font}`
const nameFont = (colours: Colours) => `600 12px ${colours.font}`
const tickLength = 4

function write(context: Context2D, font: string, colour: string, align: CanvasTextAlign, baseline: CanvasTextBaseline) {
  context.font = font
  context.fillStyle = colour
  context.textAlign = align
  context.textBaseline = baseline
}

const rounded = (pixels: number) => Math.round(pixels) + 0.5

/** From these sizes on, numbers take less room with a power of ten; beside an axis there is less than below it. */
const longFrom = { below: 1e6, left: 1e4 }
const shortFrom = 1e-3

/** The numbers at ticks, all in the same way, with as many digits as tell them apart. A logarithmic scale leaves some out and writes its own. */
export function tickNumbers(scale: AxisScale, count: number, room: keyof typeof longFrom): (value: number) => string {
  const ticks = scale.ticks(count)
  const largest = Math.max(...ticks.map(Math.abs))
  const isPlain = largest < longFrom[room] && largest >= shortFrom
  if (isPlain || largest === 0 || 'base' in scale) return scale.tickFormat(count)
  const step = Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) || largest
  const power = format(`.${Math.max(0, Math.ceil(Math.log10(largest / step) - 1e-9))}~e`)
  return (value) => (value === 0 ? '0' : power(value).replace('e+', 'e').replace('e-', 'e−'))
}

/** Ticks, numbers and name under the plot. */
export function drawAxisBelow(context: Context2D, scale: AxisScale, plot: Plot, look: AxisLook, colours: Colours): void {
  const count = look.ticks ?? Math.max(2, Math.round(plot.width / 64))
  const numbers = look.format ?? tickNumbers(scale, count, 'below')
  const floor = plot.top + plot.height
  drawTicks(context, colours, scale.ticks(count).map((value) => [rounded(scale(value)), floor, 0, tickLength]))
  write(context, tickFont(colours), colours.mute, 'center', 'top')
  for (const value of scale.ticks(count)) {
    const number = numbers(value)
    const room = (look.end ?? Infinity) - scale(value)
    if (room >= context.measureText(number).width / 2) context.fillText(number, scale(value), floor + tickLength + 2)
  }
  write(context, nameFont(colours), look.colour, 'right', 'bottom')
  context.fillText(look.name, plot.left + plot.width, floor + axisMargins.bottom)
}

/** Ticks and numbers left of the plot, the name at the upper end inside it. */
export function drawAxisLeft(context: Context2D, scale: AxisScale, plot: Plot, look: AxisLook, colours: Colours): void {
  const count = look.ticks ?? Math.max(2, Math.round(plot.height / 64))
  const numbers = look.format ?? tickNumbers(scale, count, 'left')
  drawTicks(context, colours, scale.ticks(count).map((value) => [plot.left, rounded(scale(value)), -tickLength, 0]))
  write(context, tickFont(colours), colours.mute, 'right', 'middle')
  for (const value of scale.ticks(count)) context.fillText(numbers(value), plot.left - tickLength - 3, scale(value))
  if (look.name === '') return
  write(context, nameFont(colours), look.colour, 'left', 'top')
  // Whatever lies under it, a name is read on a veil.
  context.globalAlpha = 0.82
  context.fillStyle = colours.card
  context.fillRect(plot.left + 2, plot.top + 2, context.measureText(look.name).width + 8, 17)
  context.globalAlpha = 1
  context.fillStyle = look.colour
  context.fillText(look.name, plot.left + 6, plot.top + 5)
}

function drawTicks(context: Context2D, colours: Colours, ticks: readonly (readonly [number, number, number, number])[]) {
  context.strokeStyle = colours.mute
  context.lineWidth = 1
  context.beginPath()
  for (const [x, y, dx, dy] of ticks) {
    context.moveTo(x, y)
    context.lineTo(x + dx, y + dy)
  }
  context.stroke()
}

/** The rectangle around the plot. */
export function drawFrame(context: Context2D, plot: Plot, colours: Colours): void {
  context.strokeStyle = colours.line
  context.lineWidth = 1
  context.strokeRect(rounded(plot.left), rounded(plot.top), Math.round(plot.width) - 1, Math.round(plot.height) - 1)
}
