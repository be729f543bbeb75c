import { frames } from '../../store/frames.ts'
import type { CanvasFrame } from '../canvas.tsx'
import { createDensityScale } from './densityScale.ts'
import type { Heat, Surface } from './scene.ts'
import { createStageFields } from './stageFields.ts'

/** The page's one density scale: both planes and both legends read it. */
export const pageDensityScale = createDensityScale()

/** The densities between x and z that the page knows. */
export const pageStageFields = createStageFields()

/** Densities as they are painted, for both planes. */
export const pageHeats = new Map<string, Heat>()

/** Keeps one off-screen canvas per slot and gives pictures a surface to draw on. */
export function createSurfaces(): (frame: CanvasFrame) => Surface {
  const slots = new Map<string, HTMLCanvasElement>()
  const image: Surface['image'] = (slot, pixels, width, height) => {
    const canvas = slots.get(slot) ?? document.createElement('canvas')
    slots.set(slot, canvas)
    if (canvas.width !== width) canvas.width = width
    if (canvas.height !== height) canvas.height = height
    canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0)
    return canvas
  }
  return ({ context, size, ratio, colours }) => ({ context, size, ratio, colours, image })
}

/** The newest snapshot, if it is one that a plane can show. */
export function newestPlane() {
  const snapshot = frames.latest()
  return snapshot?.dimension === 2 ? snapshot : null
}

