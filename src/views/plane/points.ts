import type { Plot, Scales } from '../axes.ts'
import { marker } from '../colours.ts'
import type { Colours } from '../colours.ts'
import type { Pixels } from './heatMap.ts'
import { phasesPerAxis, spriteFor } from './sprites.ts'
import type { Sprite } from './sprites.ts'
import type { Tint } from './tint.ts'

/** A transparent layer of device pixels over the whole canvas: ten thousand markers cost a few milliseconds. */
export interface PointLayer {
  readonly width: number
  readonly height: number
  readonly pixels: Pixels
  readonly words: Uint32Array
}

/** A cleared layer; `old` is used again where its size fits. */
export function pointLayer(width: number, height: number, old: PointLayer | null): PointLayer {
  if (old && old.width === width && old.height === height) {
    old.words.fill(0)
    return old
  }
  const pixels = new Uint8ClampedArray(width * height * 4)
  return { width, height, pixels, words: new Uint32Array(pixels.buffer) }
}

/** `source` laid over `under`, both RGBA with straight alpha packed into 32 bits. */
function over(source: number, under: number): number {
  const top = source >>> 24
  const rest = ((under >>> 24) * (255 - top)) / 255
  const alpha = top + rest
  const share = top / alpha
  const red = (under & 255) + ((source & 255) - (under & 255)) * share + 0.5
  const green = ((under >>> 8) & 255) + (((source >>> 8) & 255) - ((under >>> 8) & 255)) * share + 0.5
  const blue = ((under >>> 16) & 255) + (((source >>> 16) & 255) - ((under >>> 16) & 255)) * share + 0.5
  return (((alpha + 0.5) << 24) | (blue << 16) | (green << 8) | red) >>> 0
}

function stamp(layer: PointLayer, sprite: Sprite, x: number, y: number): void {
  const column = Math.floor(x)
  const row = Math.floor(y)
  const phase = Math.floor((y - row) * phasesPerAxis) * phasesPerAxis + Math.floor((x - column) * phasesPerAxis)
  const pixels = sprite.phases[phase]
  if (!pixels) return
  const { words, width, height } = layer
  const [left, top] = [column - (sprite.size >> 1), row - (sprite.size >> 1)]
  if (left < 0 || top < 0 || left + sprite.size > width || top + sprite.size > height) return
  for (let j = 0, from = 0; j < sprite.size; j++) {
    let to = (top + j) * width + left
    for (let i = 0; i < sprite.size; i++, to++, from++) {
      const source = pixels[from] as number
      if (source >>> 24 === 0) continue
      const under = words[to] as number
      words[to] = source >>> 24 === 255 || under === 0 ? source : over(source, under)
    }
  }
}

export interface Place {
  readonly plot: Plot
  readonly scales: Scales
  /** Device pixels per CSS pixel. */
  readonly ratio: number
}

/** Stamps points `[n, 2]` inside the plot; `spriteOf(i)` is the look of the i-th. Points that are not numbers are left out. */
export function stampPoints(layer: PointLayer, points: Float32Array, place: Place, spriteOf: (index: number) => Sprite): void {
  const { plot, scales, ratio } = place
  // Both scales are linear: two of their values give them whole, without a call per point.
  const [shiftX, shiftY] = [scales.x(0), scales.y(0)]
  const [stretchX, stretchY] = [scales.x(1) - shiftX, scales.y(1) - shiftY]
  for (let i = 0; i < points.length / 2; i++) {
    const x = shiftX + stretchX * (points[2 * i] as number)
    const y = shiftY + stretchY * (points[2 * i + 1] as number)
    const within = x >= plot.left && x <= plot.left + plot.width && y >= plot.top && y <= plot.top + plot.height
    if (within) stamp(layer, spriteOf(i), x * ratio, y * ratio)
  }
}

/** Radii per CSS pixel: steps that nobody sees, since each radius needs markers of its own and a plot's size moves with the morph. */
const radiiPerPixel = 5

/** CSS pixels; many points are drawn smaller, in a small plot too. */
export function markerRadius(count: number, plot: Plot): number {
  const radius = Math.sqrt((plot.width * plot.height * 0.08) / Math.max(1, count) / Math.PI)
  return Math.round(Math.min(3.2, Math.max(1.2, radius)) * radiiPerPixel) / radiiPerPixel
}

/** Below this radius, CSS pixels, markers lie so close that halos would be all there is to see. */
const haloFrom = 1.7

export function componentSprites(colours: Colours, radius: number, ratio: number): readonly Sprite[] {
  const halo = radius < haloFrom ? 0 : 0.7 * ratio
  return Array.from({ length: 8 }, (_, index) => {
    const { colour, shape } = marker(index, colours)
    return spriteFor({ shape, colour, radius: radius * ratio, halo, haloColour: colours.card })
  })
}

/** The look of each point: its component's shape, in its component's colour or in that of its tint. */
export function spritesOf(components: Uint8Array, tint: Tint | null, colours: Colours, radius: number, ratio: number): (index: number) => Sprite {
  const plain = componentSprites(colours, radius, ratio)
  const [first] = plain
  if (!first) throw new RangeError('there are markers')
  const plainOf = (i: number) => plain[(components[i] ?? 0) & 7] ?? first
  if (!tint) return plainOf
  const halo = radius < haloFrom ? 0 : 0.7 * ratio
  const table: Sprite[] = []
  return (i) => {
    const [component, shade] = [(components[i] ?? 0) & 7, tint.index[i] ?? 0]
    return (table[shade * 8 + component] ??= spriteFor({
      shape: marker(component, colours).shape, colour: tint.colours[shade] ?? colours.ink, radius: radius * ratio, halo, haloColour: colours.card,
    }))
  }
}

/** Rings, in the colour of the class that each sample is of, or in that of f. */
export const sampleSprites = (colours: Colours, radius: number, ratio: number, byClass: boolean): readonly Sprite[] =>
  Array.from({ length: byClass ? 8 : 1 }, (_, index) => {
    const colour = byClass ? marker(index, colours).colour : colours.f
    return spriteFor({ shape: 'ring', colour, radius: (radius + 0.7) * ratio, halo: 0.5 * ratio, haloColour: colours.card })
  })
