import type { Field, Snapshot } from '../../engine/snapshot.ts'
import type { PlaneLook } from '../../store/planeLook.ts'
import type { Viewing } from '../../store/viewing.ts'
import type { Colours } from '../colours.ts'
import type { Context2D, Size } from '../context.ts'
import type { Ceilings } from './densityScale.ts'
import type { ContourLine } from './contours.ts'
import type { Pixels } from './heatMap.ts'
import type { PointLayer } from './points.ts'
import type { Tint } from './tint.ts'

/** Everything that a plane shows. */
export interface PlaneScene {
  readonly snapshot: Snapshot
  /** 0 shows x, `last` shows z. */
  readonly stage: number
  readonly last: number
  readonly show: Viewing['show']
  readonly look: PlaneLook
  readonly ceilings: Ceilings
  /** The density of a stage between x and z, where it is known. */
  readonly between: (stage: number) => Field | undefined
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

/** A density as it is painted, made once for its field. */
export interface Heat {
  readonly field: Field
  readonly ceiling: number
  readonly hue: string
  readonly colours: Colours
  readonly image: CanvasImageSource
  readonly lines: readonly ContourLine[]
}

/** The stretch of z as it is painted. */
export interface StretchImage {
  readonly field: Field
  readonly colours: Colours
  readonly image: CanvasImageSource
}

/** What one plane keeps from drawing to drawing, to save work only: it never changes what is drawn. */
export interface PlaneMemory {
  readonly heats: Map<string, Heat>
  readonly scratch: Map<string, Float32Array>
  layer: PointLayer | null
  stretch: StretchImage | null
  posterior: { readonly of: NonNullable<Snapshot['posterior']>; readonly colours: Colours; readonly image: CanvasImageSource } | null
  tint: { readonly points: unknown; readonly colouring: string; readonly colours: Colours; readonly tint: Tint | null } | null
}

/** `heats` may be shared by planes: they show the same densities. */
export const planeMemory = (heats = new Map<string, Heat>()): PlaneMemory => ({ heats, scratch: new Map(), layer: null, stretch: null, posterior: null, tint: null })
