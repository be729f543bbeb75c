import { darkColours, lightColours, type Colours } from '../../../src/views/colours.ts'
import type { Surface } from '../../../src/views/plane/scene.ts'
import { boxed } from './boxes.ts'
import { allScenes, type Scene } from './scenes.ts'

function sheet(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  // Drawn by the processor: a graphics card has its own idea of edges.
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('this browser has no 2D canvas')
  return context
}

const image: Surface['image'] = (_, pixels, width, height) => {
  const context = sheet(width, height)
  context.putImageData(new ImageData(pixels, width, height), 0, 0)
  return context.canvas
}

function paintIn(colours: Colours, { size, draw }: Scene): HTMLCanvasElement {
  const context = sheet(size.width, size.height)
  context.fillStyle = colours.card
  context.fillRect(0, 0, size.width, size.height)
  draw({ context: boxed(context), size, ratio: 1, colours, image })
  return context.canvas
}

/** A scene in light and, to its right, in dark colours, as the address of a PNG. */
function paint(name: string): string {
  const scene = allScenes.get(name)
  if (!scene) throw new Error(`there is no scene ${name}`)
  const both = sheet(2 * scene.size.width, scene.size.height)
  both.drawImage(paintIn(lightColours, scene), 0, 0)
  both.drawImage(paintIn(darkColours, scene), scene.size.width, 0)
  return both.canvas.toDataURL('image/png')
}

/** What the page offers to whoever opened it. */
export interface PicturesPage {
  readonly paint: typeof paint
}

Object.assign(globalThis, { paint } satisfies PicturesPage)
