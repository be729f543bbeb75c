import type { Plot } from '../axes.ts'
import type { Size } from '../context.ts'

/**
 * Three plots that share axes: the density of x below, the curve above it with the same x axis, and the density of z on
 * its side left of the curve with the same z axis. So bands run up from x to below the curve and on from above it to z,
 * and never cross.
 */
export interface LinePlots {
  readonly curve: Plot
  readonly x: Plot
  readonly z: Plot
  /** The corner where x's plot and z's do not reach. */
  readonly corner: Plot
}

const margins = { left: 36, right: 12, top: 10, bottom: 34 }
/** Between neighbouring plots. */
const gap = 10

const within = (low: number, value: number, high: number) => Math.min(high, Math.max(low, value))

export function linePlots({ width, height }: Size): LinePlots {
  const inner = { width: width - margins.left - margins.right, height: height - margins.top - margins.bottom }
  const zWidth = within(72, inner.width * 0.24, 220)
  const xHeight = within(96, inner.height * 0.36, 220)
  const curveLeft = margins.left + zWidth + gap
  const curveHeight = Math.max(40, inner.height - xHeight - gap)
  const curveWidth = Math.max(40, inner.width - zWidth - gap)
  const below = margins.top + curveHeight + gap
  return {
    curve: { left: curveLeft, top: margins.top, width: curveWidth, height: curveHeight },
    x: { left: curveLeft, top: below, width: curveWidth, height: xHeight },
    z: { left: margins.left, top: margins.top, width: zWidth, height: curveHeight },
    corner: { left: 0, top: below, width: curveLeft, height: xHeight + margins.bottom },
  }
}
