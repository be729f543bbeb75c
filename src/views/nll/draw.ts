import { verticalScale, type AxisScale } from '../axes.ts'
import { chartPlot, drawChartAxes } from '../chart.ts'
import type { Colours } from '../colours.ts'
import type { Context2D, Size } from '../context.ts'
import type { Range } from '../../math/window.ts'
import { clipped, drawLabel, labelWidth, strokePath } from '../label.ts'
import type { NllSeries } from '../../store/frames.ts'
import { drawOther, nameOther } from './drawOthers.ts'
import { Names } from './names.ts'
import { axisOf, stepScale, type NllScene, type Pen } from './pen.ts'
import { lastStep, nearestIndex, robustRange, trainAverage } from './series.ts'

export interface NllWords {
  readonly steps: string
  /** The unit of the axis. */
  readonly unit: string
  readonly train: string
  /** Names of the curves where there is room, and where there is little. */
  readonly test: string
  readonly testShort: string
  readonly entropy: string
  readonly entropyShort: string
  readonly teacher: string
}

/** Train, its moving average, test ± one standard error and the entropy, over the optimizer's steps. */
export function drawNll(context: Context2D, size: Size, scene: NllScene, words: NllWords, colours: Colours): void {
  const plot = chartPlot(size)
  const { series, entropy, teacher, logarithmic, others, factor } = scene
  const [low, high] = rangeOf(scene)
  const left = verticalScale([low * factor, high * factor], plot)
  const pen: Pen = { context, colours, plot, x: stepScale(scene, plot), y: (nats) => left(nats * factor), left }
  const average = trainAverage(series)
  clipped(context, plot, () => {
    if (scene.dragged) drawBand(pen, scene.dragged, colours.f)
    drawTrain(pen, series)
    drawAverage(pen, series, average)
    drawTest(pen, series)
    if (entropy !== null) drawLevel(pen, entropy, colours.x)
    if (teacher !== null) drawLevel(pen, teacher, colours.mute)
    if (scene.past !== null) drawPast(pen, series, scene.past)
    for (const other of others) drawOther(pen, other)
    if (scene.cursor !== null) drawCursor(pen, series, average, scene.cursor)
  })
  drawAxes(pen, words, logarithmic)
  const names = new Names(plot)
  drawLegends(pen, series, average, words, names)
  for (const other of others) nameOther(pen, other, names)
  if (entropy !== null) labelEntropy(pen, entropy, plot.narrow || teacher !== null ? words.entropyShort : words.entropy, logarithmic)
  if (teacher !== null) labelTeacher(pen, teacher, words, logarithmic)
}

/** Of all runs that are shown; of what is zoomed at, whether the entropy is near or not. */
function rangeOf(scene: NllScene): Range {
  const axis = axisOf(scene)
  const all = [scene.series, ...scene.others.map(({ series }) => series)].filter((series) => series.train.length > 0)
  const ranges = (all.length > 0 ? all : [scene.series]).map((series) => robustRange(series, axis, scene.zoom ? null : scene.entropy, scene.zoom ? null : scene.teacher))
  return [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))]
}

/** The step under a pixel of the picture. */
export function stepAt(size: Size, scene: Parameters<typeof axisOf>[0], left: number): number {
  const plot = chartPlot(size)
  return axisOf(scene).step(Math.min(1, Math.max(0, (left - plot.left) / plot.width)))
}

const powersOfTen = (value: number) => (Number.isInteger(Math.log10(value)) ? value.toLocaleString('en') : '')

function drawAxes({ context, colours, plot, x, left }: Pen, words: NllWords, logarithmic: boolean): void {
  const below = { name: words.steps, scale: x, colour: colours.ink, ...(logarithmic && { format: powersOfTen }) }
  drawChartAxes(context, plot, below, { name: words.unit, scale: left, colour: colours.ink }, colours)
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

/** Steps, veiled. */
function drawBand({ context, plot, x }: Pen, [from, to]: Range, colour: string, alpha = 0.16): void {
  const [left, right] = [Math.min(x(from), x(to)), Math.max(x(from), x(to))]
  context.save()
  context.globalAlpha = alpha
  context.fillStyle = colour
  context.fillRect(left, plot.top, right - left, plot.height)
  context.restore()
}

/** Where the page looks: what came after it lies under a veil. */
function drawPast(pen: Pen, series: NllSeries, past: number): void {
  const { context, colours, plot, x } = pen
  const at = Math.max(beforeFirst(x), past)
  drawBand(pen, [at, Math.max(at, lastStep(series))], colours.card, 0.7)
  context.strokeStyle = colours.ink
  context.lineWidth = 2
  strokePath(context, 2, () => Math.round(x(at)), (i) => plot.top + i * plot.height)
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
function drawLegends({ context, colours, plot, x, y }: Pen, series: NllSeries, average: Float64Array, words: NllWords, names: Names): void {
  const legend = (i: number, steps: readonly number[], value: number | undefined, text: string, colour: string, lift: number) => {
    if (value === undefined || steps[i] === undefined || x(steps[i]) < plot.left - 1) return
    const place = names.place(labelWidth(context, text, { bold: true }, colours), [[x(steps[i]), Math.max(plot.top + 12, y(value) - lift)]])
    if (place) drawLabel(context, text, place, { colour, bold: true, align: 'center' }, plot, colours)
  }
  const reached = Math.min(plot.width, x(lastStep(series)) - plot.left)
  const stepNear = (share: number) => x.invert(plot.left + reached * share)
  const train = nearestIndex(series.trainSteps, stepNear(0.25))
  legend(train, series.trainSteps, average[train], words.train, colours.ink, 22)
  const steps = series.test.map((row) => row.step)
  const test = nearestIndex(steps, stepNear(0.8))
  legend(test, steps, series.test[test]?.nll, plot.narrow ? words.testShort : words.test, colours.f, 22)
}
