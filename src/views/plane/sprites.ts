import { rgb } from 'd3'
import type { Shape } from '../colours.ts'

/** A marker's picture at 4 × 4 sub-pixel places, so that slow motion is smooth; each RGBA packed into 32 bits. */
export interface Sprite {
  /** Pixels per side; the marker's middle is at `(size − 1) / 2` plus the sub-pixel shift. */
  readonly size: number
  readonly phases: readonly Uint32Array[]
}

export const phasesPerAxis = 4

export interface SpriteLook {
  readonly shape: Shape | 'ring'
  readonly colour: string
  /** Around the marker, in `haloColour`, device pixels: it parts points from the density and from each other. */
  readonly halo: number
  readonly haloColour: string
  /** Device pixels. */
  readonly radius: number
}

type Inside = (dx: number, dy: number, r: number) => boolean

const plus: Inside = (dx, dy, r) => Math.min(Math.abs(dx), Math.abs(dy)) <= 0.45 * r && Math.max(Math.abs(dx), Math.abs(dy)) <= 1.25 * r
const triangle: Inside = (dx, dy, r) => dy <= 0.8 * r && Math.abs(dx) <= 0.58 * (dy + 1.35 * r)

/** Shapes of about equal area. */
const inside: Readonly<Record<Shape | 'ring', Inside>> = {
  circle: (dx, dy, r) => dx * dx + dy * dy <= r * r,
  triangle,
  square: (dx, dy, r) => Math.max(Math.abs(dx), Math.abs(dy)) <= 0.89 * r,
  diamond: (dx, dy, r) => Math.abs(dx) + Math.abs(dy) <= 1.28 * r,
  cross: (dx, dy, r) => plus((dx + dy) * Math.SQRT1_2, (dx - dy) * Math.SQRT1_2, r),
  down: (dx, dy, r) => triangle(dx, -dy, r),
  plus,
  bar: (dx, dy, r) => Math.abs(dx) <= 1.35 * r && Math.abs(dy) <= 0.55 * r,
  ring: (dx, dy, r) => dx * dx + dy * dy <= r * r && dx * dx + dy * dy >= 0.3 * r * r,
}

const grain = 4

/** Share of the pixel around (dx, dy) that the shape covers, by 4 × 4 sub-samples. */
function coverage(shape: Inside, dx: number, dy: number, r: number): number {
  let hits = 0
  for (let i = 0; i < grain; i++) {
    for (let j = 0; j < grain; j++) if (shape(dx + (i + 0.5) / grain - 0.5, dy + (j + 0.5) / grain - 0.5, r)) hits++
  }
  return hits / (grain * grain)
}

type Ink = readonly [number, number, number]

function packed(core: Ink, halo: Ink, coreShare: number, haloShare: number): number {
  const alpha = coreShare + haloShare * (1 - coreShare)
  if (alpha === 0) return 0
  const mix = (a: number, b: number) => Math.round((a * coreShare + b * haloShare * (1 - coreShare)) / alpha)
  return ((Math.round(alpha * 255) << 24) | (mix(core[2], halo[2]) << 16) | (mix(core[1], halo[1]) << 8) | mix(core[0], halo[0])) >>> 0
}

/** How much of each pixel a marker covers, and its halo, at each sub-pixel place: the same for every colour. */
interface Mask {
  readonly size: number
  readonly phases: readonly { readonly core: Float32Array; readonly halo: Float32Array }[]
}

function maskPhase({ shape, radius, halo }: SpriteLook, size: number, shiftX: number, shiftY: number): Mask['phases'][number] {
  const middle = (size - 1) / 2
  const covered = (r: number) =>
    Float32Array.from({ length: size * size }, (_, i) => coverage(inside[shape], (i % size) - middle - shiftX, Math.floor(i / size) - middle - shiftY, r))
  return { core: covered(radius), halo: halo > 0 ? covered(radius + halo).map((share) => 0.5 * share) : new Float32Array(size * size) }
}

/** Of each kind this many are kept, some kilobytes each: more than the looks of one picture, a fraction of all that could be. */
const mostKept = 2000

/** What stands longest makes room. */
function kept<T>(store: Map<string, T>, key: string, make: () => T): T {
  const known = store.get(key)
  if (known !== undefined) return known
  const fresh = make()
  const [oldest] = store.keys()
  if (store.size >= mostKept && oldest !== undefined) store.delete(oldest)
  store.set(key, fresh)
  return fresh
}

const masks = new Map<string, Mask>()
const made = new Map<string, Sprite>()

function maskOf(look: SpriteLook): Mask {
  return kept(masks, `${look.shape} ${look.radius} ${look.halo}`, () => {
    const size = 2 * Math.ceil(1.4 * (look.radius + look.halo) + 0.5) + 1
    const shifts = Array.from({ length: phasesPerAxis ** 2 }, (_, i) => [i % phasesPerAxis, Math.floor(i / phasesPerAxis)])
    return { size, phases: shifts.map(([i = 0, j = 0]) => maskPhase(look, size, i / phasesPerAxis, j / phasesPerAxis)) }
  })
}

const inkOf = (colour: string): Ink => {
  const { r, g, b } = rgb(colour)
  return [r, g, b]
}

/** Made once per look and kept. */
export function spriteFor(look: SpriteLook): Sprite {
  return kept(made, Object.values(look).join(' '), () => {
    const { size, phases } = maskOf(look)
    const [core, rim] = [inkOf(look.colour), inkOf(look.haloColour)]
    return { size, phases: phases.map((mask) => Uint32Array.from(mask.core, (share, i) => packed(core, rim, share, mask.halo[i] ?? 0))) }
  })
}
