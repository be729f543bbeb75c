import { densityRamp, densityShade } from '../colours.ts'
import type { Colours } from '../colours.ts'
import type { Context2D, Size } from '../context.ts'
import { contourDensities, legendDensities } from './densityScale.ts'
import { density as densityNumber } from './numbers.ts'

const barHeight = 8

/** A bar of a scale's 256 colours, with names under it, each at its share 0 … 1. `marks` are lines across it. */
export function drawScale(
  context: Context2D,
  size: Size,
  ramp: Uint8ClampedArray,
  names: readonly (readonly [share: number, name: string])[],
  colours: Colours,
  marks: { readonly at: readonly number[]; readonly colour: string } = { at: [], colour: colours.line },
): void {
  const [left, width] = [12, size.width - 30]
  for (let i = 0; i < 256; i++) {
    context.fillStyle = `rgb(${ramp[i * 4] ?? 0} ${ramp[i * 4 + 1] ?? 0} ${ramp[i * 4 + 2] ?? 0})`
    context.fillRect(left + (width * i) / 256, 2, width / 256 + 0.5, barHeight)
  }
  context.strokeStyle = colours.line
  context.lineWidth = 1
  context.strokeRect(left - 0.5, 1.5, width + 1, barHeight + 1)
  context.strokeStyle = marks.colour
  context.beginPath()
  for (const share of marks.at) {
    context.moveTo(left + width * share, 2)
    context.lineTo(left + width * share, 2 + barHeight)
  }
  context.stroke()
  context.font = `11px ${colours.font}`
  context.fillStyle = colours.mute
  context.textAlign = 'center'
  context.textBaseline = 'top'
  for (const [share, name] of names) context.fillText(name, left + width * share, barHeight + 6)
}

/** The density scale: a bar of all its colours, the contours' places on it, and numbers under it. */
export function drawLegend(context: Context2D, size: Size, ceiling: number, hue: string, colours: Colours): void {
  const names = legendDensities(ceiling).map((value) => [densityShade(value, ceiling), densityNumber(value)] as const)
  const at = contourDensities(ceiling).map((line) => densityShade(line, ceiling))
  drawScale(context, size, densityRamp(hue, colours), names, colours, { at, colour: hue })
}
