import type { Ellipse } from '../../datasets/gaussianMixture.ts'
import type { LabelledPoints } from '../../datasets/dataset.ts'
import type { Colours } from '../colours.ts'
import { marker } from '../colours.ts'
import type { Scales } from '../axes.ts'
import type { Context2D } from '../context.ts'
import type { Surface } from '../plane/scene.ts'
import { drawCursor, tracePath } from '../plane/lines.ts'
import { componentSprites, markerRadius, pointLayer, stampPoints, type PointLayer } from '../plane/points.ts'
import { handlePlace, outline } from './ellipses.ts'
import { sketchView, sketchWindow, type Place } from './view.ts'

/** Everything that a sketch shows. */
export interface SketchScene {
  readonly points: LabelledPoints
  readonly ellipses: readonly Ellipse[]
  /** Which ellipse shows the stems of its handles. */
  readonly chosen: number
  /** Where the keyboard's cursor stands. */
  readonly cursor: Place | null
  /** A ring about a place: what the brush will reach. */
  readonly ring: { readonly at: Place; readonly radius: number } | null
}

/** Kept from drawing to drawing, to save work only. */
export interface SketchMemory {
  layer: PointLayer | null
}

const tickLength = 3

/** Lines at whole numbers, those through the origin stronger, with their numbers beside them. */
function drawLattice(context: Context2D, scales: Scales, colours: Colours): void {
  const [[low, high] = [0, 1]] = sketchWindow
  context.lineWidth = 1
  for (let at = Math.ceil(low); at <= high; at++) {
    context.strokeStyle = at === 0 ? colours.mute : colours.line
    context.beginPath()
    tracePath(context, Float32Array.of(at, low, at, high), scales)
    tracePath(context, Float32Array.of(low, at, high, at), scales)
    context.stroke()
  }
  context.font = `11px ${colours.font}`
  context.fillStyle = colours.mute
  context.textAlign = 'center'
  context.textBaseline = 'top'
  for (let at = Math.ceil(low) + 2; at < high; at += 2) {
    if (at === 0) continue
    context.fillText(String(at).replace('-', '−'), scales.x(at), scales.y(0) + tickLength)
    context.fillText(String(at).replace('-', '−'), scales.x(0) - 4 * tickLength, scales.y(at) - 2 * tickLength)
  }
}

function drawNames(context: Context2D, { width, height }: Surface['size'], colours: Colours): void {
  context.font = `600 12px ${colours.font}`
  context.fillStyle = colours.x
  context.textAlign = 'right'
  context.textBaseline = 'bottom'
  context.fillText('x₁', width - 6, height / 2 - 3)
  context.textAlign = 'left'
  context.textBaseline = 'top'
  context.fillText('x₂', width / 2 + 6, 5)
}

function drawPoints({ points, components }: LabelledPoints, { context, size, ratio, colours, image }: Surface, memory: SketchMemory): void {
  const { plot, scales } = sketchView(size)
  const layer = pointLayer(Math.round(size.width * ratio), Math.round(size.height * ratio), memory.layer)
  memory.layer = layer
  const sprites = componentSprites(colours, markerRadius(components.length, plot), ratio)
  const [first] = sprites
  if (first) stampPoints(layer, points, { plot, scales, ratio }, (i) => sprites[(components[i] ?? 0) & 7] ?? first)
  context.drawImage(image('points', layer.pixels, layer.width, layer.height), 0, 0, size.width, size.height)
}

/** One deviation whole, two dashed; the chosen one with the stems of its handles. */
function drawEllipse(context: Context2D, ellipse: Ellipse, k: number, chosen: boolean, scales: Scales, colours: Colours): void {
  context.strokeStyle = marker(k, colours).colour
  const curves = [[outline(ellipse, 1), []], [outline(ellipse, 2), [5, 4]]] as const
  for (const [points, dash] of curves) {
    context.lineWidth = chosen ? 2.4 : 1.6
    context.setLineDash([...dash])
    context.beginPath()
    tracePath(context, points, scales)
    context.stroke()
  }
  context.setLineDash([])
  if (!chosen) return
  const centre = handlePlace(ellipse, 'centre')
  context.beginPath()
  for (const handle of ['first', 'second'] as const) tracePath(context, Float32Array.of(...centre, ...handlePlace(ellipse, handle)), scales)
  context.stroke()
}

function drawRing(context: Context2D, { at, radius }: NonNullable<SketchScene['ring']>, scales: Scales, colours: Colours): void {
  context.strokeStyle = colours.ink
  context.lineWidth = 1.2
  context.beginPath()
  context.arc(scales.x(at[0]), scales.y(at[1]), Math.abs(scales.x(radius) - scales.x(0)), 0, 2 * Math.PI)
  context.stroke()
}

/** Draws lattice, points, ellipses and cursor. */
export function drawSketch(scene: SketchScene, surface: Surface, memory: SketchMemory): void {
  const { context, size, colours } = surface
  const { scales } = sketchView(size)
  drawLattice(context, scales, colours)
  drawNames(context, size, colours)
  drawPoints(scene.points, surface, memory)
  for (const [k, ellipse] of scene.ellipses.entries()) drawEllipse(context, ellipse, k, k === scene.chosen, scales, colours)
  if (scene.ring) drawRing(context, scene.ring, scales, colours)
  if (scene.cursor) drawCursor(context, scene.cursor, scales, colours)
}
