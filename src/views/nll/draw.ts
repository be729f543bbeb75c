import { scaleLog } from 'd3'
import { horizontalScale, verticalScale, type AxisScale, type Plot } from '../axes.ts'
import { chartPlot, drawChartAxes, type ChartPlot } from '../chart.ts'
import type { Colours } from '../colours.ts'
import type { Context2D, Size } from '../context.ts'
import { clipped, drawLabel, strokePath } from '../label.ts'
import type { NllSeries } from '../../store/frames.ts'
import { lastStep, nearestIndex, robustRange, stepAxis, trainAverage } from './series.ts'

export interface NllWords {
  readonly steps: string
  readonly nats: string
  readonly train: string
  /** Names of the curves where there is room, and where there is little. */
  readonly test: string
  readonly testShort: string
  readonly entropy: string
  readonly entropyShort: string
  readonly teacher: string
}

export interface NllScene {
  readonly series: NllSeries
  /** Nats; null where it is not known. */
  readonly entropy: number | null
  /** A student's teacher's test NLL; null where there is none, or it still learns. */
  readonly teacher: number | null
  readonly logarithmic: boolean
  /** The step that the pointer or the keyboard reads. */
  readonly cursor: number | null
}

interface Pen {
  readonly context: Context2D
  readonly colours: Colours
  readonly plot: ChartPlot
  readonly x: AxisScale
  readonly y: AxisScale
}

/** Train, its moving average, test ± one standard error and the entropy, over the optimizer's steps. */
export function drawNll(context: Context2D, size: Size, scene: NllScene, words: NllWords, colours: Colours): void {
  const plot = chartPlot(size)
  const { series, entropy, teacher, logarithmic } = scene
  const axis = stepAxis(lastStep(series), logarithmic)
  const y = verticalScale(robustRange(series, axis, entropy, teacher), plot)
  const pen: Pen = { context, colours, plot, x: stepScale(series, logarithmic, plot), y }
  const average = trainAverage(series)
  clipped(context, plot, () => {
    drawTrain(pen, series)
    drawAverage(pen, series, average)
    drawTest(pen, series)
    if (entropy !== null) drawLevel(pen, entropy, colours.x)
    if (teacher !== null) drawLevel(pen, teacher, colours.mute)
    if (scene.cursor !== null) drawCursor(pen, series, average, scene.cursor)
  })
  drawAxes(pen, words, logarithmic)
  drawLegends(pen, series, average, words)
  if (entropy !== null) labelEntropy(pen, entropy, plot.narrow || teacher !== null ? words.entropyShort : words.entropy, logarithmic)
  if (teacher !== null) labelTeacher(pen, teacher, words, logarithmic)
}

export function stepScale(series: NllSeries, logarithmic: boolean, plot: Plot): AxisScale {
  const axis = stepAxis(lastStep(series), logarithmic)
  const domain = [axis.step(0), axis.step(1)] as const
  return logarithmic ? scaleLog([...domain], [plot.left, plot.left + plot.width]) : horizontalScale(domain, plot)
}

/** The step under a pixel of the picture. */
export function stepAt(size: Size, series: NllSeries, logarithmic: boolean, left: number): number {
  const plot = chartPlot(size)
  const axis = stepAxis(lastStep(series), logarithmic)
  return axis.step(Math.min(1, Math.max(0, (left - plot.left) / plot.width)))
}

const powersOfTen = (value: number) => (Number.isInteger(Math.log10(value)) ? value.toLocaleString('en') : '')

function drawAxes({ context, colours, plot, x, y }: Pen, words: NllWords, logarithmic: boolean): void {
  const below = { name: words.steps, scale: x, colour: colours.ink, ...(logarithmic && { format: powersOfTen }) }
  drawChartAxes(context, plot, below, { name: words.nats, scale: y, colour: colours.ink }, colours)
}

/** Where there are more losses than pixels, from the lowest to the highest of each column, so that no outlier is thinned away. */
function drawTrain({ context, colours, plot, x, y }: Pen, { trainSteps, train }: NllSeries): void {
  context.strokeStyle = colours.mute
  // Many losses to a pixel make one dark band of what each alone is but a hair.
  context.globalAlpha = train.length <= plot.width ? 0.5 : 0.3
  context.lineWidth = 1
  if (train.length <= 2 * plot.width) {
    strokePath(context, train.length, (i) => x(trainSteps[i] ?? NaN), (i) => y(train[i] ?? NaN))
  } else {
    const spans = columns(trainSteps, train, x)
    strokePath(context, spans.length * 2, (i) => (spans[i >> 1]?.[0] ?? NaN) + 0.5, (i) => y(spans[i >> 1]?.[1 + (i & 1)] ?? NaN))
  }
  context.globalAlpha = 1
}

/** Lowest and highest finite value per pixel column. */
export function columns(steps: readonly number[], values: readonly number[], x: (step: number) => number): [column: number, low: number, high: number][] {
  const found: [number, number, number][] = []
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN
    if (!Number.isFinite(value)) continue
    const column = Math.floor(x(steps[i] ?? 0))
    const newest = found.at(-1)
    if (newest?.[0] === column) {
      newest[1] = Math.min(newest[1], value)
      newest[2] = Math.max(newest[2], value)
    } else found.push([column, value, value])
  }
  return found
}

function drawAverage({ context, colours, x, y }: Pen, { trainSteps }: NllSeries, average: Float64Array): void {
  context.strokeStyle = colours.ink
  context.lineWidth = 2
  context.lineJoin = 'round'
  strokePath(context, average.length, (i) => x(trainSteps[i] ?? NaN), (i) => y(average[i] ?? NaN))
}

const beforeFirst = (axis: AxisScale) => axis.domain()[0] ?? 0

function drawTest({ context, colours, x, y }: Pen, { test }: NllSeries): void {
  const shown = test.filter((row) => row.step >= beforeFirst(x))
  const place = (i: number) => x(shown[i]?.step ?? NaN)
  context.strokeStyle = colours.f
  context.fillStyle = colours.f
  context.lineWidth = 1.5
  strokePath(context, shown.length, place, (i) => y(shown[i]?.nll ?? NaN))
  context.beginPath()
  for (const { step, nll, standardError } of shown) {
    if (!Number.isFinite(nll + standardError)) continue
    context.moveTo(x(step), y(nll - standardError))
    context.lineTo(x(step), y(nll + standardError))
  }
  context.stroke()
  for (const { step, nll } of shown) drawDot(context, x(step), y(nll), 2.5)
}

function drawDot(context: Context2D, x: number, y: number, radius: number): void {
  if (!Number.isFinite(x + y)) return
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fill()
}

/** A dashed line across the whole chart. */
function drawLevel({ context, plot, y }: Pen, level: number, colour: string): void {
  context.save()
  context.strokeStyle = colour
  context.lineWidth = 1.5
  context.setLineDash([5, 4])
  strokePath(context, 2, (i) => plot.left + i * plot.width, () => y(level))
  context.restore()
}

/** Under its line, at the end where the losses are not: they come from above on a logarithmic axis. */
function labelEntropy({ context, colours, plot, y }: Pen, entropy: number, name: string, logarithmic: boolean): void {
  const left = logarithmic ? plot.left + 4 : plot.left + plot.width - 4
  drawLabel(context, name, [left, y(entropy) + 12], { colour: colours.x, align: logarithmic ? 'left' : 'right' }, plot, colours)
}

/** At the left, where the losses come from above: on a logarithmic axis over its line, for there the entropy's name stands below. */
function labelTeacher({ context, colours, plot, y }: Pen, teacher: number, words: NllWords, logarithmic: boolean): void {
  drawLabel(context, words.teacher, [plot.left + 4, y(teacher) + (logarithmic ? -8 : 12)], { colour: colours.mute, align: 'left' }, plot, colours)
}

function drawCursor({ context, colours, plot, x, y }: Pen, series: NllSeries, average: Float64Array, cursor: number): void {
  const train = nearestIndex(series.trainSteps, cursor)
  const place = x(series.trainSteps[train] ?? cursor)
  context.strokeStyle = colours.ink
  context.lineWidth = 1
  strokePath(context, 2, () => Math.round(place) + 0.5, (i) => plot.top + i * plot.height)
  context.fillStyle = colours.ink
  drawDot(context, place, y(average[train] ?? NaN), 4)
  const row = series.test[nearestIndex(series.test.map((test) => test.step), cursor)]
  context.fillStyle = colours.f
  if (row) drawDot(context, x(row.step), y(row.nll), 4)
}

/** Train's name above its curve at a quarter of the way, test's at four fifths. */
function drawLegends({ context, colours, plot, x, y }: Pen, series: NllSeries, average: Float64Array, words: NllWords): void {
  const legend = (i: number, steps: readonly number[], value: number | undefined, text: string, colour: string, lift: number) => {
    if (value === undefined || steps[i] === undefined) return
    drawLabel(context, text, [x(steps[i]), Math.max(plot.top + 12, y(value) - lift)], { colour, bold: true, align: 'center' }, plot, colours)
  }
  const reached = x(lastStep(series)) - plot.left
  const stepNear = (share: number) => x.invert(plot.left + reached * share)
  const train = nearestIndex(series.trainSteps, stepNear(0.25))
  legend(train, series.trainSteps, average[train], words.train, colours.ink, 22)
  const steps = series.test.map((row) => row.step)
  const test = nearestIndex(steps, stepNear(0.8))
  legend(test, steps, series.test[test]?.nll, plot.narrow ? words.testShort : words.test, colours.f, 22)
}
