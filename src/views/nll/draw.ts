import { verticalScale, type AxisScale } from '../axes.ts'
import { chartPlot, drawChartAxes } from '../chart.ts'
import type { Colours } from '../colours.ts'
import type { Context2D, Size } from '../context.ts'
import type { Range } from '../../math/window.ts'
import { clipped, strokePath } from '../label.ts'
import type { NllSeries } from '../../store/frames.ts'
import { drawNames, roomBelow } from './drawNames.ts'
import { drawOther } from './drawOthers.ts'
import { axisOf, stepScale, type NllScene, type NllWords, type Pen } from './pen.ts'
import { lastStep, nearestIndex, robustRange, trainAverage } from './series.ts'

/** Train, its moving average, test ± one standard error and the entropy, over the optimizer's steps. */
export function drawNll(context: Context2D, size: Size, scene: NllScene, words: NllWords, colours: Colours): void {
  const plot = nllPlot(size)
  const { series, entropy, teacher, logarithmic, others, factor } = scene
  const [low, high] = withRoom(rangeOf(scene), scene.entropy, plot.height)
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
  drawNames(pen, scene, average, words)
}

/** Room for the short name of the axis of steps behind its last number. */
const nllPlot = (size: Size) => chartPlot(size, 38)

/** The range, lengthened below until the entropy's name finds room under its line. */
function withRoom([low, high]: Range, entropy: number | null, height: number): Range {
  if (entropy === null || entropy < low || entropy >= high) return [low, high]
  return [Math.min(low, high - (high - entropy) / (1 - Math.min(0.5, roomBelow / height))), high]
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
  const plot = nllPlot(size)
  return axisOf(scene).step(Math.min(1, Math.max(0, (left - plot.left) / plot.width)))
}

const powersOfTen = (value: number) => (Number.isInteger(Math.log10(value)) ? value.toLocaleString('en') : '')

function drawAxes({ context, colours, plot, x, left }: Pen, words: NllWords, logarithmic: boolean): void {
  const below = { name: words.steps, short: words.stepsShort, scale: x, colour: colours.ink, ...(logarithmic && { format: powersOfTen }) }
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
