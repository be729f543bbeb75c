import { horizontalScale, verticalScale, type Plot } from '../axes.ts'
import { chartPlot, drawChartAxes } from '../chart.ts'
import type { Colours } from '../colours.ts'
import type { Context2D, Size } from '../context.ts'
import { clipped, drawLabel, strokePath } from '../label.ts'
import { largestGap, latticeAt, lowerBound, valueAt, type Distribution } from './distribution.ts'
import { drawRain } from './drawRain.ts'
import type { Rain } from './drops.ts'

export interface CdfWords {
  readonly x: string
  readonly share: string
  readonly learned: string
  readonly points: string
  readonly gap: string
}

export interface CdfModel {
  readonly learned: Distribution
  /** Training points, ascending. */
  readonly sorted: Float32Array
  /** Samples on their way through the inverse. */
  readonly rain: Rain
}

interface Pen {
  readonly context: Context2D
  readonly plot: Plot
  readonly colours: Colours
  readonly x: (value: number) => number
  readonly y: (value: number) => number
}

/** The integral of the learned density over the steps of the points: the further apart, the worse the fit. */
export function drawCdf(context: Context2D, size: Size, model: CdfModel, words: CdfWords, colours: Colours): void {
  const plot = chartPlot(size)
  const { learned, sorted } = model
  const [x, y] = [horizontalScale(learned.range, plot), verticalScale([0, Math.max(1.04, Math.min(1.5, (learned.mass.at(-1) ?? 1) * 1.04))], plot)]
  const pen: Pen = { context, plot, colours, x, y }
  drawOne(pen)
  clipped(context, plot, () => {
    if (sorted.length > 0) drawSteps(pen, sorted, learned.range)
    context.lineWidth = 2
    context.strokeStyle = colours.x
    const n = learned.mass.length
    strokePath(context, n, (i) => x(latticeAt(learned.range, n, i)), (i) => y(learned.mass[i] ?? NaN))
    drawRain(context, plot, { x, y }, learned, model.rain, colours)
  })
  drawChartAxes(context, plot, { name: words.x, scale: x, colour: colours.x }, { name: words.share, scale: y, colour: colours.x }, colours)
  drawLegends(pen, model, words)
}

/** Where a CDF must end. */
function drawOne({ context, plot, colours, y }: Pen): void {
  context.save()
  context.strokeStyle = colours.line
  context.setLineDash([4, 4])
  strokePath(context, 2, (i) => plot.left + i * plot.width, () => y(1))
  context.restore()
}

/** The empirical CDF, each step as it is where there are fewer points than pixels, one place per pixel otherwise. */
function drawSteps({ context, plot, colours, x, y }: Pen, sorted: Float32Array, range: readonly [number, number]): void {
  const places = sorted.length > plot.width ? Math.ceil(plot.width) : 0
  context.lineWidth = 3
  context.strokeStyle = colours.mute
  context.globalAlpha = 0.6
  if (places > 0) {
    const at = (i: number) => latticeAt(range, places, i)
    strokePath(context, places, (i) => x(at(i)), (i) => y(lowerBound(sorted, at(i)) / sorted.length))
  } else {
    strokePath(context, sorted.length * 2, (i) => x(sorted[i >> 1] ?? NaN), (i) => y(((i + 1) >> 1) / sorted.length))
  }
  context.globalAlpha = 1
}

function drawLegends({ context, plot, colours, x, y }: Pen, { learned, sorted }: CdfModel, words: CdfWords): void {
  const [low, high] = learned.range
  const right = low + (high - low) * 0.64
  const left = low + (high - low) * 0.36
  const bold = { colour: colours.x, bold: true } as const
  drawLabel(context, words.learned, [x(right) + 8, y(valueAt(learned.mass, learned.range, right)) + 16], bold, plot, colours)
  if (sorted.length === 0) return
  const under = lowerBound(sorted, left) / sorted.length
  drawLabel(context, words.points, [x(left) - 8, y(under) - 14], { colour: colours.mute, align: 'right' }, plot, colours)
  const worst = largestGap(learned, sorted)
  const middle = y(valueAt(learned.mass, learned.range, worst.x))
  drawLabel(context, words.gap, [plot.left + plot.width - 4, plot.top + plot.height - 12], { colour: colours.mute, align: 'right' }, plot, colours)
  context.strokeStyle = colours.ink
  context.lineWidth = 1
  strokePath(context, 2, () => x(worst.x), (i) => middle + (i === 0 ? -6 : 6))
}
