import type { Field, Snapshot } from '../../engine/snapshot.ts'
import type { Viewing } from '../../store/viewing.ts'
import { drawAxisBelow, drawAxisLeft, drawFrame } from '../axes.ts'
import { densityRamp, stageColour } from '../colours.ts'
import type { Colours } from '../colours.ts'
import type { Context2D, Size } from '../context.ts'
import { contourDensities, sameField, type Ceilings } from './densityScale.ts'
import { contourLines, drawContours, drawHeatMap, fieldPixels } from './heatMap.ts'
import type { ContourLine, Pixels } from './heatMap.ts'
import { drawAnchors, drawCursor, drawGrid, drawPath } from './lines.ts'
import { densityStrength, pointsAt } from './morph.ts'
import { componentSprites, markerRadius, pointLayer, sampleSprites, stampPoints } from './points.ts'
import type { PointLayer } from './points.ts'
import { posteriorPixels } from './posterior.ts'
import { viewOf } from './view.ts'
import type { PlaneView } from './view.ts'

/** Everything that a plane shows. */
export interface PlaneScene {
  readonly snapshot: Snapshot
  /** 0 shows x, `last` shows z. */
  readonly stage: number
  readonly last: number
  readonly show: Viewing['show']
  readonly ceilings: Ceilings
  readonly anchors: readonly (readonly number[])[]
  readonly travel: number
  /** Where the keyboard's cursor stands, in the units of this plane. */
  readonly cursor: readonly [number, number] | null
  /** What the axes are called. */
  readonly names: readonly [string, string]
}

export interface Surface {
  readonly context: Context2D
  readonly size: Size
  readonly ratio: number
  readonly colours: Colours
  /** Makes an image of RGBA bytes; `slot` may be overwritten by the next image of the same slot. */
  image(slot: string, pixels: Pixels, width: number, height: number): CanvasImageSource
}

interface Heat {
  readonly field: Field
  readonly ceiling: number
  readonly colours: Colours
  readonly image: CanvasImageSource
  readonly lines: readonly ContourLine[]
}

/** What one plane keeps from drawing to drawing, to save work only: it never changes what is drawn. */
export interface PlaneMemory {
  readonly heats: Map<string, Heat>
  readonly scratch: Map<string, Float32Array>
  layer: PointLayer | null
  posterior: { readonly of: NonNullable<Snapshot['posterior']>; readonly colours: Colours; readonly image: CanvasImageSource } | null
}

export const planeMemory = (): PlaneMemory => ({ heats: new Map(), scratch: new Map(), layer: null, posterior: null })

function heatOf(slot: keyof Ceilings, field: Field, hue: string, scene: PlaneScene, surface: Surface, memory: PlaneMemory): Heat {
  const known = memory.heats.get(slot)
  const ceiling = scene.ceilings[slot]
  if (known && known.ceiling === ceiling && known.colours === surface.colours && sameField(known.field, field)) return known
  const pixels = fieldPixels(field, ceiling, densityRamp(hue, surface.colours))
  const image = surface.image(slot, pixels, field.columns, field.rows)
  const heat = { field, ceiling, colours: surface.colours, image, lines: contourLines(field, contourDensities(ceiling)) }
  memory.heats.set(slot, heat)
  return heat
}

/** Which class each place of x most probably belongs to; whether there is such a map to see. */
function drawPosterior({ snapshot: { density, posterior }, show }: PlaneScene, view: PlaneView, surface: Surface, memory: PlaneMemory): boolean {
  const strength = densityStrength(view.stage, 0)
  if (!show.posterior || !density || !posterior || strength === 0) return false
  const { context, colours } = surface
  if (memory.posterior?.of !== posterior || memory.posterior.colours !== colours) {
    const image = surface.image('posterior', posteriorPixels(density, posterior, colours), density.columns, density.rows)
    memory.posterior = { of: posterior, colours, image }
  }
  context.globalAlpha = strength
  drawHeatMap(context, memory.posterior.image, density, view.scales)
  context.globalAlpha = 1
  return true
}

function drawDensity(scene: PlaneScene, view: PlaneView, surface: Surface, memory: PlaneMemory, linesOnly: boolean): void {
  const { context, colours } = surface
  const { density, baseDensity } = scene.snapshot
  const homes = [['x', density, 0, colours.x], ['z', baseDensity, view.last, colours.z]] as const
  for (const [slot, field, home, hue] of homes) {
    const strength = densityStrength(view.stage, home)
    if (!field || strength === 0) continue
    const heat = heatOf(slot, field, hue, scene, surface, memory)
    context.globalAlpha = strength
    if (slot === 'z' || !linesOnly) drawHeatMap(context, heat.image, field, view.scales)
    drawContours(context, heat.lines, view.scales, hue, heat.ceiling)
  }
  context.globalAlpha = 1
}

function drawPoints(scene: PlaneScene, view: PlaneView, surface: Surface, memory: PlaneMemory): void {
  const { points, samples } = scene.snapshot
  const { size, ratio, colours } = surface
  const layer = pointLayer(Math.round(size.width * ratio), Math.round(size.height * ratio), memory.layer)
  memory.layer = layer
  const place = { plot: view.plot, scales: view.scales, ratio }
  const radius = markerRadius(points?.components.length ?? samples?.logDensity.length ?? 0, view.plot)
  if (points && scene.show.points) {
    const sprites = componentSprites(colours, radius, ratio)
    const [first] = sprites
    if (!first) return
    stampPoints(layer, carried('points', points, view, memory), place, (i) => sprites[(points.components[i] ?? 0) & 7] ?? first)
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
  if (path && scene.anchors.length === 2) {
    const latent = carried('latent', path.latent, view, memory)
    const data = carried('data', path.data, view, memory)
    drawPath(context, { latent, data, travel: scene.travel }, view.scales, colours)
    drawAnchors(context, [data.subarray(0, 2), data.subarray(-2)].map((end) => [...end]), view.scales, colours)
  } else if (view.stage === 0) drawAnchors(context, scene.anchors, view.scales, colours)
  if (scene.cursor) drawCursor(context, scene.cursor, view.scales, colours)
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
  const classesShown = drawPosterior(scene, view, surface, memory)
  if (scene.show.density) drawDensity(scene, view, surface, memory, classesShown)
  const { grid } = scene.snapshot
  if (grid && scene.show.grid) drawGrid(context, carried('grid', grid.stages, view, memory), grid.detail, view.scales, colours)
  if (scene.show.points || scene.show.samples) drawPoints(scene, view, surface, memory)
  drawLines(scene, view, surface, memory)
  context.restore()
  drawAxes(scene, view, surface)
  return view
}
