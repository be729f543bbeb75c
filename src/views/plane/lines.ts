import type { Path } from '../../engine/snapshot.ts'
import { anchorLetter, type Anchors } from '../anchors.ts'
import type { Scales } from '../axes.ts'
import type { Colours } from '../colours.ts'
import type { Context2D } from '../context.ts'

/** One path through points `[n, 2]` from index `from` up to `to`; a point that is not a number breaks it. */
export function tracePath(context: Context2D, points: Float32Array, scales: Scales, from = 0, to = points.length / 2): void {
  let broken = true
  for (let i = from; i < to; i++) {
    const x = scales.x(points[2 * i] ?? Number.NaN)
    const y = scales.y(points[2 * i + 1] ?? Number.NaN)
    if (!Number.isFinite(x) || !Number.isFinite(y)) broken = true
    else if (broken) {
      context.moveTo(x, y)
      broken = false
    } else context.lineTo(x, y)
  }
}

/** The carried lattice: `[lines * 2 * detail, 2]` points, line after line. */
export function drawGrid(context: Context2D, points: Float32Array, detail: number, scales: Scales, colours: Colours): void {
  const alpha = context.globalAlpha
  context.globalAlpha = alpha * 0.4
  context.strokeStyle = colours.f
  context.lineWidth = 0.8
  context.beginPath()
  for (let from = 0; from + detail <= points.length / 2; from += detail) tracePath(context, points, scales, from, from + detail)
  context.stroke()
  context.globalAlpha = alpha
}

/** What of the path lies in this plane, points `[n, 2]` at its stage. */
export interface PlanePath {
  /** Straight in z, or round. */
  readonly latent: Float32Array
  /** Straight in x. */
  readonly data: Float32Array
  /** The travelling point, 0 … 1. */
  readonly travel: number
}

/** The point at `share` 0 … 1 of a polyline's points, by their number and not by its length: log p charts share it. */
export function pointAlong(points: Float32Array, share: number): readonly [number, number] {
  const last = Math.max(0, points.length / 2 - 1)
  const at = Math.min(last, Math.max(0, share * last))
  const before = Math.min(Math.floor(at), Math.max(0, last - 1))
  const mix = (axis: number) => {
    const from = points[2 * before + axis] ?? Number.NaN
    return at === before ? from : from + ((points[2 * before + 2 + axis] ?? from) - from) * (at - before)
  }
  return [mix(0), mix(1)]
}

function strokeTwice(context: Context2D, points: Float32Array, scales: Scales, colour: string, dash: number[], colours: Colours) {
  context.lineJoin = 'round'
  const strokes = [[colours.card, 5, 0.85, []], [colour, 2.4, 1, dash]] as const
  for (const [ink, width, alpha, pattern] of strokes) {
    context.strokeStyle = ink
    context.lineWidth = width
    context.globalAlpha = alpha
    context.setLineDash([...pattern])
    context.beginPath()
    tracePath(context, points, scales)
    context.stroke()
  }
  context.setLineDash([])
  context.globalAlpha = 1
}

function drawDisc(context: Context2D, x: number, y: number, radius: number, fill: string, rim: string): void {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fillStyle = fill
  context.strokeStyle = rim
  context.lineWidth = 2
  context.fill()
  context.stroke()
}

/** The way through z (whole, z's colour), the one that is straight in x (dashed, x's), and the traveller on both. */
export function drawPath(context: Context2D, path: PlanePath, scales: Scales, colours: Colours): void {
  strokeTwice(context, path.data, scales, colours.x, [6, 4], colours)
  strokeTwice(context, path.latent, scales, colours.z, [], colours)
  for (const [points, colour] of [[path.data, colours.x], [path.latent, colours.z]] as const) {
    const [x, y] = pointAlong(points, path.travel)
    drawDisc(context, scales.x(x), scales.y(y), 6, colour, colours.card)
  }
}

/** Where the anchors lie along a path's points `[n, 2]`. */
export const stopsOf = (points: Float32Array, { legs, closed }: Pick<Path, 'legs' | 'closed'>): Anchors =>
  Array.from({ length: closed ? legs : legs + 1 }, (_, stop) => pointAlong(points, stop / legs))

/** The picked points, lettered. */
export function drawAnchors(context: Context2D, anchors: Anchors, scales: Scales, colours: Colours): void {
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.font = `700 11px ${colours.font}`
  anchors.forEach(([x = Number.NaN, y = Number.NaN], index) => {
    drawDisc(context, scales.x(x), scales.y(y), 9, colours.card, colours.ink)
    context.fillStyle = colours.ink
    context.fillText(anchorLetter(index), scales.x(x), scales.y(y) + 0.5)
  })
}

/** A circle carried through the flow, `[n, 2]`: its centre, then its ring. */
export function drawNear(context: Context2D, points: Float32Array, scales: Scales, colours: Colours): void {
  context.save()
  context.beginPath()
  tracePath(context, points, scales, 1)
  context.fillStyle = colours.ink
  context.globalAlpha = 0.14
  context.fill()
  context.restore()
  strokeTwice(context, points.subarray(2), scales, colours.ink, [], colours)
  drawDisc(context, scales.x(points[0] ?? NaN), scales.y(points[1] ?? NaN), 3, colours.ink, colours.card)
}

/** The keyboard's cursor: a cross through the whole plot. */
export function drawCursor(context: Context2D, at: readonly [number, number], scales: Scales, colours: Colours): void {
  const [x, y] = [scales.x(at[0]), scales.y(at[1])]
  context.strokeStyle = colours.ink
  context.lineWidth = 1.5
  context.beginPath()
  for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
    context.moveTo(x + 5 * dx, y + 5 * dy)
    context.lineTo(x + 14 * dx, y + 14 * dy)
  }
  context.stroke()
}
