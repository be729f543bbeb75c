import { directionOf, ellipseOptions, fromEllipse, maximumEllipses, withinEllipse, type Ellipse } from '../../datasets/gaussianMixture.ts'
import { snap } from '../../math/options.ts'
import { distance, isWithin, placeAt, sharesOf, type Place } from './view.ts'

/** Where an ellipse is taken hold of: its centre, or the end of a half-axis. */
export const handles = ['centre', 'first', 'second'] as const
export type Handle = (typeof handles)[number]

/** How far beyond one deviation the handle of a half-axis stands: the narrowest ellipse can be taken hold of too. */
const stem = 0.5
/** Beyond so many deviations a press is meant for something else. */
const bodyReach = 2

const deviationOf = { first: 'deviation1', second: 'deviation2' } as const

/** What an editor holds. */
export interface Ellipses {
  readonly all: readonly Ellipse[]
  /** Which one the handles and the options are of. */
  readonly chosen: number
}

const place = (centre1: number, centre2: number, shape: Partial<Ellipse>): Ellipse =>
  ({ centre1, centre2, deviation1: 0.8, deviation2: 0.4, tilt: 0, weight: 1, ...shape })

/** What an editor opens with: three ellipses, no two alike. */
export const firstEllipses: Ellipses = {
  all: [place(-1.6, -0.8, { tilt: 60 }), place(1.7, -0.6, { tilt: 120, deviation2: 0.25 }), place(0, 1.9, { deviation2: 0.6, weight: 2 })],
  chosen: 0,
}

/** The handle of a half-axis stands at its end or, where that lies outside the plane, at the opposite one; in a corner, at the rim. */
export function handlePlace(ellipse: Ellipse, handle: Handle): Place {
  if (handle === 'centre') return [ellipse.centre1, ellipse.centre2]
  const reach = 1 + stem / ellipse[deviationOf[handle]]
  const ends = [reach, -reach].map((u) => (handle === 'first' ? fromEllipse(ellipse, u, 0) : fromEllipse(ellipse, 0, u)))
  const [end = fromEllipse(ellipse, 0, 0)] = ends
  return ends.find(isWithin) ?? placeAt(...sharesOf(end))
}

/** An ellipse whose handle was brought to a place: it moves, or one half-axis reaches there and both turn. */
export function dragged(ellipse: Ellipse, handle: Handle, to: Place): Ellipse {
  if (handle === 'centre') return { ...ellipse, centre1: snap(ellipseOptions.centre1, to[0]), centre2: snap(ellipseOptions.centre2, to[1]) }
  const name = deviationOf[handle]
  const [dx1, dx2] = [to[0] - ellipse.centre1, to[1] - ellipse.centre2]
  const degrees = (Math.atan2(dx2, dx1) * 180) / Math.PI - (handle === 'second' ? 90 : 0)
  const deviation = snap(ellipseOptions[name], Math.hypot(dx1, dx2) - stem)
  return { ...ellipse, tilt: turned(degrees), [name]: deviation }
}

/** Whole degrees from 0 to 359. */
const turned = (degrees: number): number => ((Math.round(degrees) % 360) + 360) % 360

export const changed = ({ all, chosen }: Ellipses, part: Partial<Ellipse>): Ellipses =>
  ({ all: all.map((one, k) => (k === chosen ? { ...one, ...part } : one)), chosen })

export const moved = ({ all, chosen }: Ellipses, handle: Handle, to: Place): Ellipses =>
  ({ all: all.map((one, k) => (k === chosen ? dragged(one, handle, to) : one)), chosen })

/** One more, as far from the others as there is room. */
export function added({ all, chosen }: Ellipses): Ellipses {
  if (all.length >= maximumEllipses) return { all, chosen }
  const seats = Array.from({ length: 49 }, (_, i) => placeAt(((i % 7) + 1) / 8, (Math.floor(i / 7) + 1) / 8))
  const room = seats.map((seat) => Math.min(...all.map((one) => distance(seat, handlePlace(one, 'centre')))))
  const [centre1, centre2] = seats[room.indexOf(Math.max(...room))] ?? [0, 0]
  return { all: [...all, place(centre1, centre2, {})], chosen: all.length }
}

/** Without the chosen one, unless it is the last. */
export function removed({ all, chosen }: Ellipses): Ellipses {
  if (all.length < 2) return { all, chosen }
  return { all: all.filter((_, k) => k !== chosen), chosen: Math.max(0, chosen - 1) }
}

/** What a press takes hold of, and how far beside it. */
export interface Hold {
  readonly ellipse: number
  readonly handle: Handle
  readonly offset: Place
}

/** The nearest handle within `reach` of a press (the chosen ellipse shows all of its, the others their centre), else the ellipse under it. */
export function holdAt({ all, chosen }: Ellipses, at: Place, reach: number): Hold | null {
  const offered = all.flatMap((one, ellipse) =>
    handles.filter((handle) => handle === 'centre' || ellipse === chosen).map((handle) => ({ ellipse, handle, to: handlePlace(one, handle) })))
  const near = offered.filter(({ to }) => distance(to, at) <= reach).toSorted((a, b) => distance(a.to, at) - distance(b.to, at))[0]
  const found = near ?? bodyAt(all, at)
  return found && { ellipse: found.ellipse, handle: found.handle, offset: [found.to[0] - at[0], found.to[1] - at[1]] }
}

function bodyAt(all: readonly Ellipse[], at: Place) {
  const deviations = all.map((one) => Math.hypot(...withinEllipse(one, ...at)))
  const ellipse = deviations.indexOf(Math.min(...deviations))
  const found = all[ellipse]
  return found && (deviations[ellipse] ?? Infinity) <= bodyReach ? { ellipse, handle: 'centre' as const, to: handlePlace(found, 'centre') } : null
}

/** The closed curve at so many deviations, `[count + 1, 2]`. */
export const outline = (ellipse: Ellipse, deviations: number, count = 64): Float32Array =>
  Float32Array.from(Array.from({ length: count + 1 }, (_, i) => {
    const [cos, sin] = directionOf({ tilt: (360 * i) / count })
    return fromEllipse(ellipse, deviations * cos, deviations * sin)
  }).flat())
