import { currentColours } from '../canvas.tsx'
import type { Size } from '../context.ts'
import type { SavedPicture } from './pictures.ts'
import { SvgContext } from './svg.ts'

/** A picture is saved with at least so many pixels per CSS pixel. */
const leastRatio = 2

const sizeOf = ({ canvas }: SavedPicture): Size => ({ width: canvas.clientWidth, height: canvas.clientHeight })
const savedRatio = (): number => Math.max(leastRatio, Math.min(3, devicePixelRatio || 1))

/** The picture as it is now, at the screen's resolution or twice that of the page; null where the browser cannot make one. */
export function pngOf(picture: SavedPicture): Promise<Blob | null> {
  const [size, ratio, colours] = [sizeOf(picture), savedRatio(), currentColours()]
  const sheet = document.createElement('canvas')
  sheet.width = Math.round(size.width * ratio)
  sheet.height = Math.round(size.height * ratio)
  const context = sheet.getContext('2d')
  if (!context || sheet.width === 0 || sheet.height === 0) return Promise.resolve(null)
  context.scale(ratio, ratio)
  context.fillStyle = colours.card
  context.fillRect(0, 0, size.width, size.height)
  picture.draw({ context, size, colours, ratio })
  return new Promise((resolve) => sheet.toBlob(resolve, 'image/png'))
}

/** Images on a picture are canvases; anything else is drawn onto one first. */
function addressOf(image: CanvasImageSource): string {
  if (image instanceof HTMLCanvasElement) return image.toDataURL('image/png')
  throw new TypeError('a picture draws an image that is no canvas')
}

/** The same drawing as lines, shapes and words; what is made of pixels, the density and the points, as embedded images. */
export function svgOf(picture: SavedPicture): Blob | null {
  const [size, colours] = [sizeOf(picture), currentColours()]
  const ruler = document.createElement('canvas').getContext('2d')
  if (!ruler || size.width === 0) return null
  const measure = (text: string, font: string) => {
    ruler.font = font
    return ruler.measureText(text)
  }
  const context = new SvgContext({ measure, address: addressOf })
  picture.draw({ context, size, colours, ratio: savedRatio() })
  return new Blob([context.file(size, colours.card)], { type: 'image/svg+xml' })
}
