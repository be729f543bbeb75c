import type { Path } from '../../engine/snapshot.ts'
import { anchorLetter } from '../anchors.ts'
import { horizontalScale, verticalScale, type AxisScale, type Plot } from '../axes.ts'
import type { Range } from '../../math/window.ts'
import { chartPlot, drawChartAxes } from '../chart.ts'
import type { Colours } from '../colours.ts'
import type { Context2D, Size } from '../context.ts'
import { clipped, drawLabel, labelWidth, strokePath } from '../label.ts'
import { Names } from '../names.ts'
import { along, logDensityRange, lowest } from './curves.ts'

export interface PathWords {
  readonly logDensity: string
  readonly latent: string
  readonly data: string
}

interface Pen {
  readonly context: Context2D
  readonly colours: Colours
  readonly plot: Plot
  readonly x: AxisScale
  readonly y: AxisScale
}

/** log p(x) along the image of the path in z, beside that along the straight line in x. */
export function drawPath(context: Context2D, size: Size, path: Path, travel: number, words: PathWords, colours: Colours): void {
  const plot = chartPlot(size)
  const pen: Pen = { context, colours, plot, x: horizontalScale([0, path.legs], plot), y: verticalScale(withRoom(logDensityRange(path), plot.height), plot) }
  clipped(context, plot, () => {
    drawStops(pen, path)
    drawCurve(pen, path.legs, path.data.logDensity, colours.x, [6, 3])
    drawCurve(pen, path.legs, path.latent.logDensity, colours.f, [])
    drawTravel(pen, path, travel)
  })
  const below = { name: '', scale: pen.x, colour: colours.ink, ticks: path.legs, format: (stop: number) => letterOf(path, stop) }
  drawChartAxes(context, plot, below, { name: words.logDensity, scale: pen.y, colour: colours.ink }, colours)
  drawLegends(pen, path, words)
}

/** What the axis' own name takes at the top, pixels: the curves begin below it. */
const roomAbove = 18

const withRoom = ([low, high]: Range, height: number): Range => [low, low + (high - low) / (1 - Math.min(0.4, roomAbove / height))]

/** The anchor where a leg begins; the last leg of a closed path ends where the first begins. */
export const letterOf = ({ legs, closed }: Pick<Path, 'legs' | 'closed'>, stop: number): string => anchorLetter(closed ? stop % legs : stop)

/** Where the path passes an anchor on its way. */
function drawStops({ context, colours, plot, x }: Pen, { legs }: Path): void {
  context.strokeStyle = colours.line
  context.lineWidth = 1
  for (let stop = 1; stop < legs; stop++) strokePath(context, 2, () => x(stop), (i) => plot.top + i * plot.height)
}

function drawCurve({ context, x, y }: Pen, legs: number, values: Float32Array, colour: string, dash: readonly number[]): void {
  context.save()
  context.strokeStyle = colour
  context.lineWidth = 2
  context.setLineDash([...dash])
  // −∞ is drawn as far below the plot: the curve leaves it steeply rather than breaking off.
  const bottom = y.range()[0] ?? 0
  strokePath(context, values.length, (i) => x((legs * i) / Math.max(1, values.length - 1)), (i) => Math.min(bottom + 1000, y(values[i] ?? NaN)))
  context.restore()
}

function drawTravel(pen: Pen, { legs, latent, data }: Path, travel: number): void {
  const { context, colours, plot, x, y } = pen
  context.strokeStyle = colours.mute
  context.lineWidth = 1
  strokePath(context, 2, () => x(travel * legs), (i) => plot.top + i * plot.height)
  for (const [values, colour] of [[data.logDensity, colours.x], [latent.logDensity, colours.f]] as const) {
    const at = along(values, travel)
    if (!Number.isFinite(at)) continue
    context.fillStyle = colour
    context.beginPath()
    context.arc(x(travel * legs), y(at), 4.5, 0, 2 * Math.PI)
    context.fill()
  }
}

/** The straight line's name where it is lowest; the latent path's on its curve, away from there. */
function drawLegends({ context, colours, plot, x, y }: Pen, { legs, latent, data }: Path, words: PathWords): void {
  const names = new Names(plot)
  const name = (text: string, colour: string, places: readonly (readonly [number, number])[]) => {
    const place = names.place(labelWidth(context, text, { bold: true }, colours), places)
    if (place) drawLabel(context, text, place, { colour, bold: true, align: 'center' }, plot, colours)
  }
  const valley = lowest(data.logDensity)
  name(words.data, colours.x, [[x(valley.share * legs), Math.min(plot.top + plot.height - 12, y(valley.value) + 14)]])
  const shares = valley.share < 0.5 ? [0.72, 0.85, 0.5, 0.15] : [0.28, 0.15, 0.5, 0.85]
  name(words.latent, colours.f, shares.flatMap((share) => {
    const curve = y(along(latent.logDensity, share))
    // Above its curve, or below where the axis' own name stands above; inside the plot, be it nearer to the curve.
    const beside = curve > plot.top + 46 ? [curve - 16, curve + 18] : [curve + 18, curve - 16]
    return beside.map((at) => [x(share * legs), Math.max(plot.top + 9, Math.min(plot.top + plot.height - 9, at))] as const)
  }))
}
