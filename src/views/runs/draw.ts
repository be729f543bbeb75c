import { extent } from 'd3'
import type { Field } from '../../engine/snapshot.ts'
import { axisMargins, drawAxisBelow, drawAxisLeft, drawFrame, horizontalScale, innerPlot, planeScales, squarePlot, verticalScale } from '../axes.ts'
import { chartPlot, drawChartAxes } from '../chart.ts'
import { densityRamp, divergingColour, type Colours } from '../colours.ts'
import type { Context2D, Size } from '../context.ts'
import { clipped, drawLabel, strokePath } from '../label.ts'
import type { Surface } from '../plane/scene.ts'
import { contourLines, drawContours } from '../plane/contours.ts'
import { densitiesOf, drawHeatMap, fieldPixels, type Pixels } from '../plane/heatMap.ts'
import { density as densityNumber } from '../plane/numbers.ts'
import { contourDensities } from '../plane/densityScale.ts'
import { reachOf, type Difference } from './difference.ts'

/** Which of the three pictures. */
export const parts = ['one', 'other', 'difference'] as const
export type Part = (typeof parts)[number]

/** What the three pictures share, so that they can be compared. */
export interface Scale {
  /** Density of the full colour, or of the top of the axis. */
  readonly ceiling: number
  /** Difference of the full colour. */
  readonly reach: number
}

export interface RunsWords {
  /** The axes of x. */
  readonly axes: readonly string[]
  readonly density: string
  /** Of the density of a plane. */
  readonly unit: string
  readonly less: string
  readonly more: string
}

/** RGBA bytes of p₁ − p₂, the uppermost row first. */
export function differencePixels({ one: { columns, rows }, values }: Difference, reach: number, colours: Colours): Pixels {
  const ramp = Array.from({ length: 511 }, (_, i) => divergingColour((i - 255) / 255, colours))
  const pixels = new Uint8ClampedArray(columns * rows * 4)
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const share = Math.min(1, Math.max(-1, (values[j * columns + i] ?? 0) / reach))
      pixels.set([...(ramp[Math.round(255 + 255 * share)] ?? [0, 0, 0]), 255], ((rows - 1 - j) * columns + i) * 4)
    }
  }
  return pixels
}

/** One of the three pictures in the plane: exact densities, or their difference, each with its scale. */
export function drawPlanePart(part: Part, difference: Difference, scale: Scale, surface: Surface, words: RunsWords): void {
  const { context, size, colours, image } = surface
  const field = difference[part === 'other' ? 'other' : 'one']
  const [horizontal, vertical] = field.window
  if (!horizontal || !vertical) return
  const plot = squarePlot(innerPlot(size, { ...axisMargins, bottom: 52 }), [horizontal, vertical], 1.35)
  const scales = planeScales(field.window, plot)
  const pixels = part === 'difference' ? differencePixels(difference, scale.reach, colours) : fieldPixels(field, scale.ceiling, densityRamp(colours.x, colours))
  clipped(context, plot, () => {
    drawHeatMap(context, image(part, pixels, field.columns, field.rows), field, scales)
    if (part !== 'difference') drawContours(context, contourLines(field, contourDensities(scale.ceiling)), scales, colours.x, scale.ceiling)
  })
  drawFrame(context, plot, colours)
  drawAxisBelow(context, scales.x, plot, { name: words.axes[0] ?? '', colour: colours.x }, colours)
  drawAxisLeft(context, scales.y, plot, { name: words.axes[1] ?? '', colour: colours.x }, colours)
  drawScale(part, scale, surface, words)
}

/** The colours at the foot of the picture, with the numbers at their ends. */
function drawScale(part: Part, { ceiling, reach }: Scale, { context, size, colours }: Surface, words: RunsWords): void {
  const [left, top, width] = [size.width / 2 - 50, size.height - 13, 100]
  const ramp = densityRamp(colours.x, colours)
  for (let i = 0; i < 100; i++) {
    const [r, g, b] = part === 'difference' ? divergingColour((i - 49.5) / 49.5, colours) : ramp.subarray(4 * Math.round((i * 255) / 99))
    context.fillStyle = `rgb(${r ?? 0} ${g ?? 0} ${b ?? 0})`
    context.fillRect(left + i, top, 1.5, 8)
  }
  context.strokeStyle = colours.line
  context.strokeRect(left - 0.5, top - 0.5, width + 2, 9)
  const [low, high] = part === 'difference' ? [`${words.less} −${densityNumber(reach)}`, `${densityNumber(reach)} ${words.more}, ${words.unit}`] : ['0', `${densityNumber(ceiling)} ${words.unit}`]
  const bounds = { left: 0, top: 0, ...size }
  drawLabel(context, low, [left - 4, top + 4], { colour: colours.mute, align: 'right' }, bounds, colours)
  drawLabel(context, high, [left + width + 4, top + 4], { colour: colours.mute }, bounds, colours)
}

/** One of the three pictures on the line. */
export function drawLinePart(part: Part, difference: Difference, scale: Scale, { context, size, colours }: { readonly context: Context2D; readonly size: Size; readonly colours: Colours }, words: RunsWords): void {
  const plot = chartPlot(size)
  const field: Field = difference[part === 'other' ? 'other' : 'one']
  const values = part === 'difference' ? difference.values : densitiesOf(field)
  const [low, high] = field.window[0] ?? [0, 1]
  const x = horizontalScale([low, high], plot)
  const y = verticalScale(part === 'difference' ? [-1.15 * scale.reach, 1.15 * scale.reach] : [0, 1.1 * scale.ceiling], plot)
  const at = (i: number) => x(low + ((high - low) * i) / Math.max(1, values.length - 1))
  clipped(context, plot, () => {
    if (part === 'difference') fillBars(context, values, at, y, colours)
    context.strokeStyle = part === 'difference' ? colours.ink : colours.x
    context.lineWidth = part === 'difference' ? 1 : 2
    strokePath(context, values.length, at, (i) => y(values[i] ?? NaN))
  })
  drawChartAxes(context, plot, { name: words.axes[0] ?? '', scale: x, colour: colours.x }, { name: words.density, scale: y, colour: colours.ink }, colours)
}

function fillBars(context: Context2D, values: Float32Array, at: (i: number) => number, y: (value: number) => number, colours: Colours): void {
  const width = at(1) - at(0) + 0.5
  values.forEach((value, i) => {
    const [r, g, b] = divergingColour(value < 0 ? -1 : 1, colours)
    context.fillStyle = `rgb(${r} ${g} ${b})`
    context.fillRect(at(i) - width / 2, Math.min(y(0), y(value)), width, Math.abs(y(value) - y(0)))
  })
}

/** Both models' tops, and the largest difference. On the line nothing is cut off, as heights can be seen whole. */
export function scaleOf({ one, other, values }: Difference, ceilingOf: (field: Field) => number): Scale {
  const top = (field: Field) => (field.rows === 1 ? (extent(densitiesOf(field))[1] ?? 1) : ceilingOf(field))
  const reach = one.rows === 1 ? Math.max(...values.map(Math.abs)) || 1 : reachOf(values)
  return { ceiling: Math.max(top(one), top(other)) || 1, reach }
}
