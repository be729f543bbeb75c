import { clipped } from '../label.ts'
import { lowerBound, valueAt } from './distribution.ts'
import type { LineModel } from './model.ts'
import type { Pen } from './pen.ts'

type Place = readonly [x: number, y: number]

/** Slices of equal mass: under p(x), up to the curve, from there to the vertical axis, and under the density there. */
export function drawBands(pen: Pen, model: LineModel): void {
  const { context, colours, plots } = pen
  const slices = model.edges.slice(1).map((to, i) => [model.edges[i] ?? to, to] as const)
  context.save()
  slices.forEach(([from, to], i) => {
    const even = i % 2 === 0
    context.fillStyle = colours.x
    context.globalAlpha = even ? 0.3 : 0.12
    clipped(context, plots.x, () => fillUnderX(pen, model, from[0], to[0]))
    context.globalAlpha = even ? 0.1 : 0.03
    fillRise(pen, model, from, to)
    context.fillStyle = colours.z
    context.globalAlpha = even ? 0.1 : 0.03
    fillCross(pen, model, from, to)
    context.globalAlpha = even ? 0.3 : 0.12
    clipped(context, plots.z, () => fillUnderSide(pen, model, from[1], to[1]))
  })
  context.restore()
  drawEdges(pen, model)
}

function fill({ context }: Pen, outline: readonly Place[]): void {
  context.beginPath()
  outline.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)))
  context.closePath()
  context.fill()
}

/** Places on a curve given at ascending `keys`, from one key to another, both ends included. */
function stretch(keys: ArrayLike<number>, from: number, to: number, place: (key: number) => Place, at: (i: number) => Place): Place[] {
  const inner: Place[] = []
  for (let i = lowerBound(keys, from); i < keys.length && (keys[i] ?? Infinity) < to; i++) inner.push(at(i))
  return [place(from), ...inner, place(to)]
}

/** The curve between two x, in pixels. */
function curveBetween({ scales }: Pen, { lattice, curve, xRange }: LineModel, from: number, to: number): Place[] {
  return stretch(
    lattice, from, to,
    (x) => [scales.x(x), scales.y(valueAt(curve, xRange, x))],
    (i) => [scales.x(lattice[i] ?? NaN), scales.y(curve[i] ?? NaN)],
  )
}

function fillUnderX(pen: Pen, { lattice, learned, xRange }: LineModel, from: number, to: number): void {
  const { x, density } = pen.scales
  const top = stretch(
    lattice, from, to,
    (at) => [x(at), density(valueAt(learned.density, xRange, at))],
    (i) => [x(lattice[i] ?? NaN), density(learned.density[i] ?? 0)],
  )
  fill(pen, [[x(from), density(0)], ...top, [x(to), density(0)]])
}

/** From x's plot up to below the curve. */
function fillRise(pen: Pen, model: LineModel, from: Place, to: Place): void {
  const { plots, scales, context } = pen
  const floor = plots.x.top
  const region = { ...plots.curve, height: floor - plots.curve.top }
  clipped(context, region, () => {
    fill(pen, [[scales.x(from[0]), floor], ...curveBetween(pen, model, from[0], to[0]), [scales.x(to[0]), floor]])
  })
}

/** From above the curve leftwards to z's plot. */
function fillCross(pen: Pen, model: LineModel, from: Place, to: Place): void {
  const { plots, scales, context } = pen
  const wall = plots.z.left + plots.z.width
  const region = { ...plots.curve, left: wall, width: plots.curve.left + plots.curve.width - wall }
  clipped(context, region, () => {
    fill(pen, [[wall, scales.y(from[1])], ...curveBetween(pen, model, from[0], to[0]), [wall, scales.y(to[1])]])
  })
}

function fillUnderSide(pen: Pen, { side }: LineModel, from: number, to: number): void {
  const { y, side: reach } = pen.scales
  const at = (i: number): Place => [reach(side.density[i] ?? 0), y(side.places[i] ?? NaN)]
  const edge = (key: number): Place => [reach(densityAt(side, key)), y(key)]
  fill(pen, [[reach(0), y(from)], ...stretch(side.places, from, to, edge, at), [reach(0), y(to)]])
}

/** Density at a place between irregular ones, linear in between, 0 outside. */
function densityAt({ places, density }: LineModel['side'], key: number): number {
  const right = lowerBound(places, key)
  if (right >= places.length || (right === 0 && places[0] !== key)) return 0
  if (right === 0) return density[0] ?? 0
  const [a, b] = [places[right - 1] ?? 0, places[right] ?? 0]
  const [p, q] = [density[right - 1] ?? 0, density[right] ?? 0]
  return b > a ? p + ((q - p) * (key - a)) / (b - a) : q
}

/** Thin lines from x to the curve and on to z at the inner edges. */
function drawEdges({ context, colours, plots, scales }: Pen, { edges }: LineModel): void {
  const region = { left: plots.z.left, top: plots.curve.top, width: plots.curve.left + plots.curve.width - plots.z.left, height: plots.x.top + plots.x.height - plots.curve.top }
  context.save()
  context.lineWidth = 1
  context.globalAlpha = 0.3
  clipped(context, region, () => {
    for (const [x, y] of edges.slice(1, -1)) {
      const corner = Math.min(plots.x.top, Math.max(plots.curve.top, scales.y(y)))
      context.strokeStyle = colours.x
      context.beginPath()
      context.moveTo(scales.x(x), plots.x.top + plots.x.height)
      context.lineTo(scales.x(x), corner)
      context.stroke()
      context.strokeStyle = colours.z
      context.beginPath()
      context.moveTo(scales.x(x), corner)
      context.lineTo(plots.z.left, corner)
      context.stroke()
    }
  })
  context.restore()
}
