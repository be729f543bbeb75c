import type { CanvasFrame } from '../frame.ts'

/** What may be saved of a picture beside itself. */
export type Offer = 'morph' | 'samples'

/** A picture on the page, as it can be saved. */
export interface SavedPicture {
  readonly name: string
  readonly canvas: HTMLCanvasElement
  readonly offers: readonly Offer[]
  /** Draws the newest state. */
  draw(frame: CanvasFrame): void
}

/** The elements that a picture with its title and words may be: its menu stands at the upper right of the nearest. */
const homes = '.picture, .plane'

/** Where a picture's menu stands. */
export const homeOf = ({ canvas }: SavedPicture): Element | null => canvas.closest(homes) ?? canvas.parentElement

let pictures: readonly SavedPicture[] = []
const listeners = new Set<() => void>()

function renew(next: readonly SavedPicture[]): void {
  pictures = next
  for (const listener of listeners) listener()
}

/** Puts a picture among those that can be saved, until the returned function takes it away. */
export function offerPicture(picture: SavedPicture): () => void {
  renew([...pictures, picture])
  return () => renew(pictures.filter((one) => one !== picture))
}

/** The pictures that can be saved now, in the order in which they came. */
export const offeredPictures = (): readonly SavedPicture[] => pictures

export function watchPictures(changed: () => void): () => void {
  listeners.add(changed)
  return () => void listeners.delete(changed)
}
