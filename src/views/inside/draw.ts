import type { Inside } from '../../engine/snapshot.ts'
import type { Range } from '../../math/window.ts'
import { drawAxisBelow, drawAxisLeft, drawFrame, horizontalScale, innerPlot, planeScales, squarePlot, verticalScale, type Plot, type Scales } from '../axes.ts'
import type { Colours } from '../colours.ts'
import type { Context2D, Size } from '../context.ts'
import { clipped, drawLabel, strokePath } from '../label.ts'
import { stretchColour } from '../stretch.ts'

/** Every how many places of the lattice an arrow stands. */
const arrowStride = 3
/** Moves are drawn this share of their length: whole ones would cross each other. */
const arrowShare = 0.25
/** A field that hardly varies is not made to look wild. */
const leastStretch = 0.25

/** The lowest and the highest finite log |det| of a field, nats. */
export function stretchRange({ values }: NonNullable<Inside['field']>): Range {
  const finite = values.filter(Number.isFinite)
  return [finite.reduce((a, b) => Math.min(a, b), Infinity), finite.reduce((a, b) => Math.max(a, b), -Infinity)]
}

type Field = NonNullable<Inside['field']>

function drawCells(context: Context2D, { columns, rows, values, window }: Field, scales: Scales, limit: number, colours: Colours): void {
  const [across = [0, 1], up = [0, 1]] = window
  const width = (scales.x(across[1]) - scales.x(across[0])) / (columns - 1)
  const height = (scales.y(up[0]) - scales.y(up[1])) / (rows - 1)
  context.globalAlpha = 0.55
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      context.fillStyle = stretchColour(values[j * columns + i] ?? 0, limit, colours)
      // Whole pixels, so that cells neither overlap nor leave seams.
      const [left, right] = [i - 0.5, i + 0.5].map((at) => Math.round(scales.x(across[0]) + at * width)) as [number, number]
      const [low, high] = [j - 0.5, j + 0.5].map((at) => Math.round(scales.y(up[0]) - at * height)) as [number, number]
      context.fillRect(left, high, right - left, low - high)
    }
  }
  context.globalAlpha = 1
}

/** The place `[x₁, x₂]` of a lattice entry. */
function placeOf({ columns, rows, window }: Field, i: number, j: number): readonly [number, number] {
  const [across = [0, 1], up = [0, 1]] = window
  return [across[0] + ((across[1] - across[0]) * i) / (columns - 1), up[0] + ((up[1] - up[0]) * j) / (rows - 1)]
}

function drawMoves(context: Context2D, field: Field, scales: Scales, colours: Colours): void {
  context.strokeStyle = colours.ink
  context.fillStyle = colours.ink
  context.lineWidth = 1
  for (let j = 1; j < field.rows; j += arrowStride) {
    for (let i = 1; i < field.columns; i += arrowStride) {
      const [x, y] = placeOf(field, i, j)
      const at = 2 * (j * field.columns + i)
      const [toX, toY] = [scales.x(x + arrowShare * ((field.moved[at] ?? NaN) - x)), scales.y(y + arrowShare * ((field.moved[at + 1] ?? NaN) - y))]
      if (!Number.isFinite(toX + toY)) continue
      context.beginPath()
      context.moveTo(scales.x(x), scales.y(y))
      context.lineTo(toX, toY)
      context.stroke()
      context.beginPath()
      context.arc(toX, toY, 1.6, 0, 2 * Math.PI)
      context.fill()
    }
  }
}

function drawFollowed(context: Context2D, [x, y]: readonly [number, number], colours: Colours): void {
  context.beginPath()
  context.arc(x, y, 5, 0, 2 * Math.PI)
  context.fillStyle = colours.card
  context.fill()
  context.strokeStyle = colours.x
  context.lineWidth = 2.5
  context.stroke()
}

/** The layer's input plane: stretch as colour, moves as lines that end in a dot, and the followed point. */
export function drawField(context: Context2D, size: Size, { field, at }: Inside, colours: Colours): void {
  if (!field) return
  const [across = [0, 1], up = [0, 1]] = field.window
  const plot = squarePlot(innerPlot(size), [across, up], 1.6)
  const scales = planeScales(field.window, plot)
  const limit = Math.max(leastStretch, ...stretchRange(field).map(Math.abs))
  clipped(context, plot, () => {
    drawCells(context, field, scales, limit, colours)
    drawMoves(context, field, scales, colours)
    drawFollowed(context, [scales.x(at[0] ?? NaN), scales.y(at[1] ?? NaN)], colours)
  })
  drawFrame(context, plot, colours)
  drawAxisBelow(context, scales.x, plot, { name: 'x₁', colour: colours.f }, colours)
  drawAxisLeft(context, scales.y, plot, { name: 'x₂', colour: colours.f }, colours)
}

export interface CurveWords {
  readonly input: string
  readonly output: string
  /** What each coordinate's curve is called. */
  readonly names: readonly string[]
}

const dashes = [[], [6, 4]] as const

function rangeOver(curves: Inside['curves'], of: 'inputs' | 'outputs'): Range {
  const values = curves.flatMap((curve) => [...curve[of]].filter(Number.isFinite))
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return low < high ? [low, high] : [low - 1, low + 1]
}

function drawLandmarks(context: Context2D, places: readonly number[], scales: Scales, plot: Plot, colours: Colours): void {
  context.strokeStyle = colours.mute
  context.lineWidth = 1.5
  const floor = plot.top + plot.height
  for (const place of places) strokePath(context, 2, () => scales.x(place), (i) => floor - 10 * i)
}

type Pixel = readonly [x: number, y: number]

/** Farther than this from other curves nobody takes a name for theirs. Pixels. */
const farEnough = 40

/** A place for a curve's name, beside it and as far as need be from the others; undefined where it leaves the plot everywhere. */
function besideOnly(line: readonly Pixel[], others: readonly (readonly Pixel[])[], plot: Plot): Pixel | undefined {
  const clearance = ([x, y]: Pixel) => Math.min(farEnough, ...others.flat().map(([left, top]) => Math.hypot(left - x, top - y)).filter(Number.isFinite))
  const places = [0.9, 0.75, 0.6, 0.45, 0.3, 0.15].flatMap((share): Pixel[] => {
    const [x, y] = line[Math.floor(line.length * share)] ?? [NaN, NaN]
    return [[x, y - 14], [x, y + 14]]
  })
  const inside = places.filter(([x, y]) => Number.isFinite(x) && y > plot.top + 26 && y < plot.top + plot.height - 9)
  return inside.reduce<Pixel | undefined>((best, place) => (best && clearance(best) >= clearance(place) ? best : place), undefined)
}

/** Each coordinate's map: what lies behind the layer against what lies before it. */
export function drawCurves(context: Context2D, size: Size, { curves, at, chosen }: Inside, words: CurveWords, colours: Colours): void {
  const plot = innerPlot(size)
  const scales = { x: horizontalScale(rangeOver(curves, 'inputs'), plot), y: verticalScale(rangeOver(curves, 'outputs'), plot) }
  clipped(context, plot, () => {
    for (const { landmarks } of chosen) drawLandmarks(context, landmarks, scales, plot, colours)
    curves.forEach(({ inputs, outputs }, k) => {
      context.strokeStyle = colours.f
      context.lineWidth = 2
      context.setLineDash([...(dashes[k % dashes.length] ?? [])])
      strokePath(context, inputs.length, (i) => scales.x(inputs[i] ?? NaN), (i) => scales.y(outputs[i] ?? NaN))
      context.setLineDash([])
    })
    curves.forEach(({ inputs, outputs }, k) => {
      const nearest = inputs.reduce((best, value, i) => (Math.abs(value - (at[k] ?? 0)) < Math.abs((inputs[best] ?? 0) - (at[k] ?? 0)) ? i : best), 0)
      drawFollowed(context, [scales.x(inputs[nearest] ?? NaN), scales.y(outputs[nearest] ?? NaN)], colours)
    })
  })
  drawFrame(context, plot, colours)
  drawAxisBelow(context, scales.x, plot, { name: words.input, colour: colours.f }, colours)
  drawAxisLeft(context, scales.y, plot, { name: words.output, colour: colours.f }, colours)
  const lines = curves.map(({ inputs, outputs }) => Array.from(inputs, (value, i): Pixel => [scales.x(value), scales.y(outputs[i] ?? NaN)]))
  lines.forEach((line, k) => {
    const place = besideOnly(line, lines.filter((other) => other !== line), plot)
    if (place) drawLabel(context, words.names[k] ?? '', place, { colour: colours.f, bold: true, align: 'center' }, plot, colours)
  })
}
