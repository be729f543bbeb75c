import { drawAxisBelow, drawAxisLeft, drawFrame } from '../axes.ts'
import { stageColour } from '../colours.ts'
import { drawClasses, drawDensity } from './density.ts'
import { drawHeatMap } from './heatMap.ts'
import { drawAnchors, drawCursor, drawGrid, drawNear, drawPath, stopsOf } from './lines.ts'
import { densityStrength, pointsAt } from './morph.ts'
import { markerRadius, pointLayer, sampleSprites, spritesOf, stampPoints } from './points.ts'
import type { PlaneMemory, PlaneScene, Surface } from './scene.ts'
import { stretchImage } from './stretch.ts'
import { tintOf, type Tint } from './tint.ts'
import { viewOf } from './view.ts'
import type { PlaneView } from './view.ts'

function tintFor({ snapshot, look }: PlaneScene, { colours }: Surface, memory: PlaneMemory): Tint | null {
  const { points, latentWindow } = snapshot
  const { colouring } = look
  if (!points) return null
  const known = memory.tint
  if (known?.points === points && known.colouring === colouring && known.colours === colours) return known.tint
  const tint = tintOf(points, latentWindow, colouring, colours)
  memory.tint = { points, colouring, colours, tint }
  return tint
}

function drawPoints(scene: PlaneScene, view: PlaneView, surface: Surface, memory: PlaneMemory): void {
  const { points, samples } = scene.snapshot
  const { size, ratio, colours } = surface
  const layer = pointLayer(Math.round(size.width * ratio), Math.round(size.height * ratio), memory.layer)
  memory.layer = layer
  const place = { plot: view.plot, scales: view.scales, ratio }
  const radius = markerRadius(points?.components.length ?? samples?.logDensity.length ?? 0, view.plot)
  if (points && scene.show.points) {
    const spriteOf = spritesOf(points.components, tintFor(scene, surface, memory), colours, radius, ratio)
    stampPoints(layer, carried('points', points, view, memory), place, spriteOf)
  }
  if (samples && scene.show.samples) {
    const { components } = samples
    const sprites = sampleSprites(colours, radius, ratio, components !== undefined)
    const [first] = sprites
    if (first) stampPoints(layer, carried('samples', samples, view, memory), place, (i) => sprites[(components?.[i] ?? 0) & 7] ?? first)
  }
  surface.context.drawImage(surface.image('points', layer.pixels, layer.width, layer.height), 0, 0, size.width, size.height)
}

function carried(slot: string, stages: Parameters<typeof pointsAt>[0], view: PlaneView, memory: PlaneMemory): Float32Array {
  const length = stages.points[0]?.length ?? 0
  let room = memory.scratch.get(slot)
  if (!room || room.length !== length) memory.scratch.set(slot, (room = new Float32Array(length)))
  return pointsAt(stages, view.stage, room)
}

function drawLines(scene: PlaneScene, view: PlaneView, surface: Surface, memory: PlaneMemory): void {
  const { path } = scene.snapshot
  const { context, colours } = surface
  if (path && scene.anchors.length > 1) {
    const latent = carried('latent', path.latent, view, memory)
    const data = carried('data', path.data, view, memory)
    drawPath(context, { latent, data, travel: scene.travel }, view.scales, colours)
    if (view.stage > 0) drawAnchors(context, stopsOf(data, path), view.scales, colours)
  }
  // At x they are drawn where they are, not where the path last went: they may be under a hand.
  if (view.stage === 0) drawAnchors(context, scene.anchors, view.scales, colours)
  drawNearby(scene, view, surface, memory)
  if (scene.cursor) drawCursor(context, scene.cursor, view.scales, colours)
}

/** A circle of one plane and its image in this one. */
function drawNearby({ snapshot: { near } }: PlaneScene, view: PlaneView, { context, colours }: Surface, memory: PlaneMemory): void {
  if (!near) return
  const stages = { points: near.stages, logDets: [], logDensity: new Float32Array() }
  drawNear(context, carried('near', stages, view, memory), view.scales, colours)
}

/** The way back's stretch, where the plane is at z. */
function drawStretch({ snapshot, look }: PlaneScene, view: PlaneView, surface: Surface, memory: PlaneMemory): void {
  const strength = densityStrength(view.stage, view.last)
  if (look.stretch === 'off' || !snapshot.stretch || strength === 0) return
  const { context } = surface
  context.globalAlpha = strength
  const { image, field } = stretchImage(snapshot.stretch[look.stretch], surface, memory)
  drawHeatMap(context, image, field, view.scales)
  context.globalAlpha = 1
}

function drawAxes(scene: PlaneScene, view: PlaneView, { context, colours }: Surface): void {
  const colour = stageColour(view.last === 0 ? 0 : view.stage / view.last, colours)
  drawFrame(context, view.plot, colours)
  drawAxisBelow(context, view.scales.x, view.plot, { name: scene.names[0], colour }, colours)
  drawAxisLeft(context, view.scales.y, view.plot, { name: scene.names[1], colour }, colours)
}

/** Draws x, z or what lies between, and says what lies where. */
export function drawPlane(scene: PlaneScene, surface: Surface, memory: PlaneMemory): PlaneView {
  const { context, colours, size } = surface
  const view = viewOf(scene.snapshot, scene.stage, scene.last, size)
  const { left, top, width, height } = view.plot
  context.save()
  context.beginPath()
  context.rect(left, top, width, height)
  context.clip()
  context.fillStyle = colours.card
  context.fillRect(left, top, width, height)
  if (scene.show.density) drawDensity(scene, view, surface, memory)
  else drawClasses(scene, view, surface, memory)
  drawStretch(scene, view, surface, memory)
  const { grid } = scene.snapshot
  if (grid && scene.show.grid) drawGrid(context, carried('grid', grid.stages, view, memory), grid.detail, view.scales, colours)
  if (scene.show.points || scene.show.samples) drawPoints(scene, view, surface, memory)
  drawLines(scene, view, surface, memory)
  context.restore()
  drawAxes(scene, view, surface)
  return view
}
