import { axisMargins, drawAxisBelow, drawAxisLeft, drawFrame, innerPlot, type AxisScale, type Plot } from './axes.ts'
import type { Colours } from './colours.ts'
import type { Context2D, Size } from './context.ts'
import { drawLabel, labelWidth } from './label.ts'

/** A low chart has no row for the name of its horizontal axis: a short name stands behind the last of the numbers. */
const lowest = 150
/** Below this width, names of curves are short. */
const narrowest = 330

export interface ChartPlot extends Plot {
  readonly low: boolean
  readonly narrow: boolean
  /** Room right of the plot. */
  readonly right: number
}

/** The rectangle inside the axes, with room at the right for half of the last number, and in a low chart for `end` more pixels: the axis' short name. */
export function chartPlot(size: Size, end = 0): ChartPlot {
  const low = size.height < lowest
  const margins = low ? { left: 38, right: 16 + end, top: 7, bottom: 18 } : { ...axisMargins, right: 24 }
  const plot = innerPlot(size, margins)
  return { ...plot, low, narrow: plot.width < narrowest, right: margins.right }
}

export interface ChartAxis {
  readonly name: string
  /** What it is called where there is little room. */
  readonly short?: string
  readonly scale: AxisScale
  readonly colour: string
  readonly format?: (value: number) => string
  /** About how many ticks; by default as many as there is room for. */
  readonly ticks?: number
}

/** Frame, ticks, numbers and names of both axes; the vertical one's name stands inside at the top, on a veil. */
export function drawChartAxes(context: Context2D, plot: ChartPlot, below: ChartAxis, left: ChartAxis, colours: Colours): void {
  const { name, scale, short = name, ...look } = below
  const ticks = below.ticks ?? Math.max(2, Math.round(plot.width / 80))
  drawFrame(context, plot, colours)
  if (plot.low) {
    const row = { ...plot, top: plot.top + plot.height + 3, height: 17, width: plot.width + plot.right }
    const end = row.left + row.width - (short === '' ? 0 : labelWidth(context, short, { bold: true }, colours))
    drawAxisBelow(context, scale, plot, { ...look, name: '', ticks, end }, colours)
    if (short !== '') drawLabel(context, short, [row.left + row.width, row.top + 8], { colour: look.colour, bold: true, align: 'right' }, row, colours)
  } else drawAxisBelow(context, scale, plot, { ...look, name, ticks }, colours)
  drawAxisLeft(context, left.scale, plot, { name: '', colour: left.colour, ticks: Math.max(2, Math.round(plot.height / 32)) }, colours)
  drawLabel(context, left.name, [plot.left + 3, plot.top + 9], { colour: left.colour, bold: true }, plot, colours)
}
