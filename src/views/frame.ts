import type { Colours } from './colours.ts'
import type { Context2D, Size } from './context.ts'

/** What a picture gets when it is its turn: a context in CSS pixels, cleared. */
export interface CanvasFrame {
  readonly context: Context2D
  readonly size: Size
  readonly colours: Colours
  /** Device pixels per CSS pixel. */
  readonly ratio: number
}
