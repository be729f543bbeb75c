import { densityRamp, densityShade } from '../colours.ts'
import type { Colours } from '../colours.ts'
import type { Context2D, Size } from '../context.ts'
import { contourDensities, legendDensities } from './densityScale.ts'
import { density as densityNumber } from './numbers.ts'

const barHeight = 8

/** The density scale: a bar of all its colours, the contours' places on it, and numbers under it. */
export function drawLegend(context: Context2D, size: Size, ceiling: number, hue: string, colours: Colours): void {
  const ramp = densityRamp(hue, colours)
  const [left, width] = [10, size.width - 28]
  for (let i = 0; i < 256; i++) {
    context.fillStyle = `rgb(${ramp[i * 4] ?? 0} ${ramp[i * 4 + 1] ?? 0} ${ramp[i * 4 + 2] ?? 0})`
    context.fillRect(left + (width * i) / 256, 2, width / 256 + 0.5, barHeight)
  }
  context.strokeStyle = colours.line
  context.lineWidth = 1
  context.strokeRect(left - 0.5, 1.5, width + 1, barHeight + 1)
  context.strokeStyle = hue
  context.beginPath()
  for (const line of contourDensities(ceiling)) {
    context.moveTo(left + width * densityShade(line, ceiling), 2)
    context.lineTo(left + width * densityShade(line, ceiling), 2 + barHeight)
  }
  context.stroke()
  context.font = `11px ${colours.font}`
  context.fillStyle = colours.mute
  context.textAlign = 'center'
  context.textBaseline = 'top'
  for (const value of legendDensities(ceiling)) {
    context.fillText(densityNumber(value), left + width * densityShade(value, ceiling), barHeight + 6)
  }
}
