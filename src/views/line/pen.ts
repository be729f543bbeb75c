import { scaleLinear } from 'd3'
import { horizontalScale, verticalScale, type AxisScale } from '../axes.ts'
import type { Colours } from '../colours.ts'
import type { Context2D } from '../context.ts'
import type { LinePlots } from './layout.ts'
import { ceiling, type LineModel } from './model.ts'

export interface LineScales {
  readonly x: AxisScale
  readonly y: AxisScale
  /** Height of p(x), upwards in the lower plot. */
  readonly density: AxisScale
  /** Height of the density on the vertical axis, rightwards in the side plot. */
  readonly side: AxisScale
}

/** What every part of the picture draws with. */
export interface Pen {
  readonly context: Context2D
  readonly colours: Colours
  readonly plots: LinePlots
  readonly scales: LineScales
}

export function lineScales(model: LineModel, { x, z, curve }: LinePlots): LineScales {
  return {
    x: horizontalScale(model.xRange, x),
    y: verticalScale(model.yRange, curve),
    density: verticalScale([0, ceiling(model.learned.density, model.xBars)], x),
    side: scaleLinear([0, ceiling(model.side.density, model.sideBars)], [z.left, z.left + z.width]),
  }
}
