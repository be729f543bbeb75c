import type { Path } from '../../engine/snapshot.ts'
import { anchorLetter } from '../anchors.ts'
import { clipped, drawLabel } from '../label.ts'
import { along } from '../path/curves.ts'
import { pointsBetween } from './between.ts'
import { valueAt } from './distribution.ts'
import type { LineModel } from './model.ts'
import type { Pen } from './pen.ts'

export interface LineMarks {
  /** Where the pointer or the keyboard's cursor stands on the x axis. */
  readonly cursor: number | null
  readonly anchors: readonly number[]
  readonly path: Path | null
  /** 0 … 1 along the path. */
  readonly travel: number
  readonly stage: number
}

/** Cursor, the anchors and the point that travels through them, over the three plots. */
export function drawMarks(pen: Pen, model: LineModel, marks: LineMarks): void {
  const yAt = (x: number) => valueAt(model.curve, model.xRange, x)
  if (marks.cursor !== null) drawThread(pen, marks.cursor, yAt(marks.cursor), [3, 3])
  marks.anchors.forEach((x, i) => {
    drawThread(pen, x, yAt(x), [])
    drawLabel(pen.context, anchorLetter(i), [pen.scales.x(x) - 5, pen.scales.y(yAt(x)) - 12], { colour: pen.colours.ink, bold: true, align: 'right' }, pen.plots.curve, pen.colours)
  })
  if (marks.path && marks.anchors.length > 1) drawTraveller(pen, marks.path, marks)
}

/** A line from x up to the curve and on to the vertical axis. */
function drawThread({ context, colours, plots, scales }: Pen, x: number, y: number, dash: readonly number[]): void {
  const region = { left: plots.z.left, top: plots.curve.top, width: plots.curve.left + plots.curve.width - plots.z.left, height: plots.x.top + plots.x.height - plots.curve.top }
  const [px, py] = [scales.x(x), Math.min(plots.x.top, Math.max(plots.curve.top, scales.y(y)))]
  if (!Number.isFinite(px + py)) return
  clipped(context, region, () => {
    context.setLineDash([...dash])
    context.lineWidth = 1.25
    context.strokeStyle = colours.ink
    context.beginPath()
    context.moveTo(px, plots.x.top + plots.x.height)
    context.lineTo(px, py)
    context.lineTo(plots.z.left, py)
    context.stroke()
  })
  drawDot({ context }, [px, py], 3.5, colours.ink, null)
}

/** Filled: where the way in z passes. Hollow: where the straight way in x passes. */
function drawTraveller(pen: Pen, path: Path, { travel, stage }: LineMarks): void {
  const { context, colours, scales, plots } = pen
  const x = along(path.latent.points[0] ?? [], travel)
  const y = along(pointsBetween(path.latent, stage), travel)
  const floor = plots.x.top + plots.x.height
  clipped(context, { left: 0, top: 0, width: plots.x.left + plots.x.width + 8, height: floor + 8 }, () => {
    drawDot(pen, [scales.x(x), scales.y(y)], 6, colours.f, colours.card)
    drawDot(pen, [scales.x(x), floor - 1], 6, colours.x, colours.card)
    drawDot(pen, [plots.z.left + 1, scales.y(y)], 6, colours.z, colours.card)
    drawDot(pen, [scales.x(along(path.data.points[0] ?? [], travel)), floor - 1], 5, colours.card, colours.x)
  })
}

function drawDot({ context }: Pick<Pen, 'context'>, [x, y]: readonly [number, number], radius: number, colour: string, rim: string | null): void {
  if (!Number.isFinite(x + y)) return
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fillStyle = colour
  context.fill()
  if (rim === null) return
  context.lineWidth = 2
  context.strokeStyle = rim
  context.stroke()
}
