import { drawAxisBelow, drawAxisLeft, drawFrame } from '../axes.ts'
import { densityShade, marker, stageColour, type Colours } from '../colours.ts'
import type { Context2D, Size } from '../context.ts'
import { clipped } from '../label.ts'
import { viewOf, type PlaneView } from '../plane/view.ts'
import { stretchColour } from '../stretch.ts'
import type { Arrows, Laid, Scene } from './scene.ts'

/** Nats of log |det| at which the scale of stretching is full. */
const fullStretch = 3

const radius = 2.6

/** Lightest mark of the least likely point, so that it is still seen. */
const faintest = 0.15

function alphaOf({ shades }: Scene, highest: number, i: number): number {
  if (shades?.by !== 'density') return 0.85
  return faintest + (1 - faintest) * densityShade(Math.exp((shades.values[i] ?? -Infinity) - highest), 1)
}

function colourOf({ shades }: Scene, component: number, i: number, colours: Colours): string {
  if (shades?.by === 'stretch') return stretchColour(shades.values[i] ?? 0, fullStretch, colours)
  return shades ? colours.x : marker(component, colours).colour
}

function drawPoints(context: Context2D, { scales }: PlaneView, scene: Scene, components: Uint8Array, colours: Colours): void {
  const highest = scene.shades ? Array.from(scene.shades.values).reduce((most, value) => Math.max(most, value), -Infinity) : 0
  for (let i = 0; i < scene.points.length / 2; i++) {
    const [x, y] = [scales.x(scene.points[2 * i] ?? NaN), scales.y(scene.points[2 * i + 1] ?? NaN)]
    if (!Number.isFinite(x + y)) continue
    context.globalAlpha = alphaOf(scene, highest, i)
    context.fillStyle = colourOf(scene, components[i] ?? 0, i, colours)
    context.beginPath()
    context.arc(x, y, radius, 0, 2 * Math.PI)
    context.fill()
  }
  context.globalAlpha = 1
}

/** Half the opening of an arrow's head, radians, and its length in pixels. */
const head = { angle: 0.5, length: 5 }

function drawArrows(context: Context2D, { scales }: PlaneView, { from, to }: Arrows, colours: Colours): void {
  context.strokeStyle = colours.f
  context.lineWidth = 1.2
  context.beginPath()
  for (let i = 0; i < from.length / 2; i++) {
    const [x, y] = [scales.x(from[2 * i] ?? NaN), scales.y(from[2 * i + 1] ?? NaN)]
    const [toX, toY] = [scales.x(to[2 * i] ?? NaN), scales.y(to[2 * i + 1] ?? NaN)]
    if (!Number.isFinite(x + y + toX + toY)) continue
    context.moveTo(x, y)
    context.lineTo(toX, toY)
    const angle = Math.atan2(toY - y, toX - x)
    for (const side of [head.angle, -head.angle]) {
      context.moveTo(toX, toY)
      context.lineTo(toX - head.length * Math.cos(angle + side), toY - head.length * Math.sin(angle + side))
    }
  }
  context.stroke()
}

/** Names of the axes at a stage; on the line, up and down means nothing and has none. */
export interface AxisNames {
  readonly across: string
  readonly up: string | null
}

/** The batch at a moment of the step. */
export function drawStep(context: Context2D, size: Size, laid: Laid, scene: Scene, names: AxisNames, colours: Colours): void {
  const view = viewOf(laid.snapshot, scene.stage, scene.last, size)
  const { plot, scales } = view
  clipped(context, plot, () => {
    drawPoints(context, view, scene, laid.components, colours)
    if (scene.arrows) drawArrows(context, view, scene.arrows, colours)
  })
  const colour = stageColour(scene.last === 0 ? 1 : scene.stage / scene.last, colours)
  drawFrame(context, plot, colours)
  drawAxisBelow(context, scales.x, plot, { name: names.across, colour }, colours)
  if (names.up !== null) drawAxisLeft(context, scales.y, plot, { name: names.up, colour }, colours)
}
