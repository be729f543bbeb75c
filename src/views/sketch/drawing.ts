import type { PointList } from '../../experiment/ownPoints.ts'
import { createRandom } from '../../math/random.ts'
import { integer, number, type OptionsOf } from '../../math/options.ts'
import { distance, isWithin, type Place } from './view.ts'

/** How points are sprayed. */
export const brushOptions = {
  /** Standard deviation of the points about where they are dropped. */
  spread: number(0.05, 1, 0.05, 0.2),
  /** Points that each drop has. */
  amount: integer(1, 50, 8),
} as const

export type Brush = OptionsOf<typeof brushOptions>

/** As many as a link can hold. */
export const maximumDrawn = 4000

const seed = 1
/** A stroke drops points each time it has come so far. */
const stride = 0.2
/** Digits after the point: as fine as a screen can show, and short in a link. */
const digits = 3

/** What an editor holds. */
export interface Drawing {
  readonly points: PointList
  /** What `points` were before each stroke. */
  readonly past: readonly PointList[]
  /** So far; each has chance of its own. */
  readonly drops: number
}

export const nothingDrawn: Drawing = { points: [], past: [], drops: 0 }

/** Points to go on with, where all of them lie in the plane and are not too many. */
export const opened = (points: PointList): Drawing =>
  points.length <= maximumDrawn && points.every(([x1 = NaN, x2 = NaN]) => isWithin([x1, x2])) ? { ...nothingDrawn, points } : nothingDrawn

/** Remembers what is there, to come back to. */
export const begun = (drawing: Drawing): Drawing => ({ ...drawing, past: [...drawing.past, drawing.points] })

export function undone({ points, past, drops }: Drawing): Drawing {
  return { points: past.at(-1) ?? points, past: past.slice(0, -1), drops }
}

export const cleared = (drawing: Drawing): Drawing => ({ ...begun(drawing), points: [] })

/** Points about a place, Gaussian; those outside the plane are left out. */
export function dropped(drawing: Drawing, [x1, x2]: Place, { spread, amount }: Brush): Drawing {
  const random = createRandom(seed).fork(`drop ${drawing.drops}`)
  const round = (value: number) => Number(value.toFixed(digits))
  const fresh = Array.from({ length: amount }, (): Place => [round(x1 + spread * random.normal()), round(x2 + spread * random.normal())])
  const points = [...drawing.points, ...fresh.filter(isWithin)].slice(0, maximumDrawn)
  return { ...drawing, points, drops: drawing.drops + 1 }
}

/** How far from a place points are erased. */
export const eraserReach = ({ spread }: Brush): number => Math.max(0.25, 2 * spread)

export function erased(drawing: Drawing, at: Place, brush: Brush): Drawing {
  const reach = eraserReach(brush)
  const points = drawing.points.filter(([x1 = 0, x2 = 0]) => distance([x1, x2], at) > reach)
  return points.length < drawing.points.length ? { ...drawing, points } : drawing
}

/** Where a stroke from one place to another drops points: at even distances, the last at most a stride before its end. */
export function strokePlaces(from: Place, to: Place): readonly Place[] {
  const count = Math.floor(distance(from, to) / stride)
  const share = (i: number) => (i * stride) / distance(from, to)
  return Array.from({ length: count }, (_, i) => [from[0] + (to[0] - from[0]) * share(i + 1), from[1] + (to[1] - from[1]) * share(i + 1)])
}
