import { drawAxisBelow, drawAxisLeft, drawFrame, horizontalScale, type AxisScale, type Plot } from '../axes.ts'
import type { Colours } from '../colours.ts'
import type { Context2D, Size } from '../context.ts'
import { clipped, drawLabel, labelWidth, strokePath } from '../label.ts'
import { drawBands } from './drawBands.ts'
import { linePlots } from './layout.ts'
import type { LineModel } from './model.ts'
import { lineScales, type Pen } from './pen.ts'

/** The words on the picture, in the user's language. */
export interface LineWords {
  readonly x: string
  /** Name of the vertical axis at this stage. */
  readonly y: string
  readonly curve: string
  readonly learned: string
  readonly side: string
  readonly bars: string
  readonly density: string
  /** What both densities are measured in. */
  readonly densityUnit: string
  readonly slices: string
  readonly ideal: string
}

type Place = readonly [x: number, y: number]

/** Draws the three linked plots and returns what marks on top of them need. */
export function drawLine(context: Context2D, size: Size, model: LineModel, words: LineWords, colours: Colours): Pen {
  const plots = linePlots(size)
  const pen: Pen = { context, colours, plots, scales: lineScales(model, plots) }
  drawBars(pen, model)
  drawBands(pen, model)
  drawCurves(pen, model)
  drawAxes(pen, words)
  drawLegends(pen, model, words)
  return pen
}

function drawBars({ context, colours, plots, scales }: Pen, model: LineModel): void {
  context.save()
  context.globalAlpha = 0.3
  context.fillStyle = colours.mute
  clipped(context, plots.x, () => {
    eachBar(model.xBars.range, model.xBars.heights, scales.x, (from, to, height) => {
      context.fillRect(from, scales.density(height), Math.max(0.5, to - from - 1), scales.density(0) - scales.density(height))
    })
  })
  clipped(context, plots.z, () => {
    eachBar(model.sideBars.range, model.sideBars.heights, scales.y, (from, to, height) => {
      context.fillRect(plots.z.left, to, scales.side(height) - plots.z.left, Math.max(0.5, from - to - 1))
    })
  })
  context.restore()
}

function eachBar(range: readonly [number, number], heights: Float64Array, scale: AxisScale, draw: (from: number, to: number, height: number) => void): void {
  const width = (range[1] - range[0]) / heights.length
  heights.forEach((height, i) => {
    if (height > 0) draw(scale(range[0] + i * width), scale(range[0] + (i + 1) * width), height)
  })
}

function drawCurves({ context, colours, plots, scales }: Pen, model: LineModel): void {
  const { lattice, curve, learned, side } = model
  context.save()
  context.lineJoin = 'round'
  context.lineWidth = 2
  context.strokeStyle = colours.x
  clipped(context, plots.x, () => strokePath(context, lattice.length, (i) => scales.x(lattice[i] ?? NaN), (i) => scales.density(learned.density[i] ?? NaN)))
  context.strokeStyle = colours.z
  clipped(context, plots.z, () => strokePath(context, side.places.length, (i) => scales.side(side.density[i] ?? NaN), (i) => scales.y(side.places[i] ?? NaN)))
  context.lineWidth = 2.5
  context.strokeStyle = colours.f
  clipped(context, plots.curve, () => strokePath(context, lattice.length, (i) => scales.x(lattice[i] ?? NaN), (i) => scales.y(curve[i] ?? NaN)))
  if (model.ideal) drawIdeal({ context, colours, plots, scales }, lattice, model.ideal)
  context.restore()
}

/** The map that f should become, dashed. */
function drawIdeal({ context, colours, plots, scales }: Pen, lattice: Float64Array, ideal: Float64Array): void {
  context.strokeStyle = colours.ink
  context.lineWidth = 1.5
  context.setLineDash([5, 4])
  clipped(context, plots.curve, () => strokePath(context, lattice.length, (i) => scales.x(lattice[i] ?? NaN), (i) => scales.y(ideal[i] ?? NaN)))
  context.setLineDash([])
}

function drawAxes({ context, colours, plots, scales }: Pen, words: LineWords): void {
  for (const plot of [plots.curve, plots.x, plots.z]) drawFrame(context, plot, colours)
  drawAxisBelow(context, scales.x, plots.x, { name: words.x, colour: colours.x }, colours)
  drawAxisLeft(context, scales.density, plots.x, { name: words.density, colour: colours.x }, colours)
  drawAxisLeft(context, scales.y, plots.z, { name: '', colour: colours.z }, colours)
  drawAxisBelow(context, scales.side, plots.z, { name: '', colour: colours.z, ticks: 2 }, colours)
  const { left, top, height } = plots.z
  const name = { colour: colours.z, bold: true } as const
  const upper = { ...plots.curve, left, width: plots.curve.left + plots.curve.width - left }
  drawLabel(context, words.y, [left + 3, top + 10], name, upper, colours)
  drawLabel(context, words.densityUnit, [left - 3, top + height + 28], { colour: colours.mute }, { ...plots.corner, left: left - 3 }, colours)
}

function drawLegends({ context, colours, plots, scales }: Pen, model: LineModel, words: LineWords): void {
  const { lattice, curve, learned, side, xBars } = model
  const peak = highest(learned.density)
  const name: Place = [scales.x(lattice[peak] ?? NaN) + 8, scales.density(learned.density[peak] ?? NaN) + 6]
  drawLabel(context, words.learned, name, { colour: colours.x, bold: true }, plots.x, colours)
  drawBarsLegend({ context, colours, plots, scales }, xBars, { name, words: words.learned }, words.bars)
  const top = highest(side.density)
  drawLabel(context, words.side, [scales.side(side.density[top] ?? NaN) + 6, scales.y(side.places[top] ?? NaN)], { colour: colours.z, bold: true, align: 'right' }, plots.z, colours)
  const at = Math.round(curve.length * 0.72)
  drawLabel(context, words.curve, [scales.x(lattice[at] ?? NaN) + 8, scales.y(curve[at] ?? NaN) + 14], { colour: colours.f, bold: true }, plots.curve, colours)
  const first = Math.round(curve.length * 0.3)
  if (model.ideal) drawLabel(context, words.ideal, [scales.x(lattice[first] ?? NaN) - 8, scales.y(model.ideal[first] ?? NaN) - 14], { colour: colours.ink, align: 'right' }, plots.curve, colours)
  drawLabel(context, words.slices, [plots.curve.left + plots.curve.width - 4, plots.curve.top + plots.curve.height - 11], { colour: colours.mute, align: 'right' }, plots.curve, colours)
}

/** On the tallest bar on which it does not cover the curve's own legend, which starts at `taken.name`. */
function drawBarsLegend({ context, colours, plots, scales }: Pen, { range, heights }: LineModel['xBars'], taken: { readonly name: Place; readonly words: string }, words: string): void {
  const length = labelWidth(context, taken.words, { bold: true }, colours)
  const from = Math.min(taken.name[0], plots.x.left + plots.x.width - length)
  const half = labelWidth(context, words, {}, colours) / 2
  const width = (range[1] - range[0]) / heights.length
  const place = (bar: number): Place => [scales.x(range[0] + (bar + 0.5) * width), scales.density(heights[bar] ?? 0) - 11]
  const free = heights.map((height, bar) => {
    const [x, y] = place(bar)
    const covers = Math.abs(y - taken.name[1]) < 18 && x > from - half && x < from + length + half
    return covers || x < plots.x.left + 70 ? 0 : height
  })
  const bar = highest(free)
  if ((free[bar] ?? 0) === 0) return
  drawLabel(context, words, place(bar), { colour: colours.mute, align: 'center' }, plots.x, colours)
}

function highest(values: ArrayLike<number>): number {
  let best = 0
  for (let i = 1; i < values.length; i++) if ((values[i] ?? -Infinity) > (values[best] ?? -Infinity)) best = i
  return best
}

/** Pixel place → x in data units; null outside the plots over the x axis. */
export function xAt(size: Size, model: Pick<LineModel, 'xRange'>, left: number): number | null {
  const plot: Plot = linePlots(size).x
  if (left < plot.left - 4 || left > plot.left + plot.width + 4) return null
  const x = horizontalScale(model.xRange, plot).invert(left)
  return Math.min(model.xRange[1], Math.max(model.xRange[0], x))
}
