import type { Snapshot } from '../../engine/snapshot.ts'
import type { Window } from '../../math/window.ts'
import type { PlaneLook } from '../../store/planeLook.ts'
import { logDensityColour, wheelColour, type Colours } from '../colours.ts'

type Points = Snapshot['points'] & object

/** Colours of points that tell a quantity: entry `index[i]` of `colours` is that of point i. */
export interface Tint {
  readonly colours: readonly string[]
  readonly index: Uint8Array
}

/** Steps around the wheel, and from its middle outwards. */
const sectors = 36
const rings = 5
/** Share of the half window at which the wheel's colours are full: a normal's points seldom lie farther out. */
const fullAt = 0.6
const steps = 64

const wheel = (colours: Colours): readonly string[] =>
  Array.from({ length: sectors * rings }, (_, i) => wheelColour((i % sectors) / sectors, Math.floor(i / sectors) / (rings - 1), colours))

/** Each point by where it lies in z `[n, 2]`: the angle around the middle of the window, and how far from it. */
function byLatent(z: Float32Array, [first = [0, 1], second = [0, 1]]: Window, colours: Colours): Tint {
  const part = ([low, high]: readonly [number, number], at: number) => (2 * at - low - high) / (high - low)
  const index = new Uint8Array(z.length / 2)
  for (let i = 0; i < index.length; i++) {
    const [u, v] = [part(first, z[2 * i] ?? 0), part(second, z[2 * i + 1] ?? 0)]
    const sector = Math.round(((Math.atan2(v, u) / (2 * Math.PI) + 1) % 1) * sectors) % sectors
    const ring = Math.round(Math.min(1, Math.hypot(u, v) / fullAt) * (rings - 1))
    index[i] = (Number.isFinite(u + v) ? ring : 0) * sectors + (Number.isFinite(sector) ? sector : 0)
  }
  return { colours: wheel(colours), index }
}

/** Between which log-densities, in nats, the colours of points lie: nearly all of them, rounded so that the scale does not tremble. */
export function logDensityRange({ logDensity }: Points): readonly [number, number] {
  const sorted = logDensity.filter(Number.isFinite).sort()
  const [low = 0, high = 0] = [sorted[Math.floor(0.02 * sorted.length)], sorted.at(-1)]
  return [Math.floor(low), Math.max(Math.floor(low) + 1, Math.ceil(high))]
}

function byLogDensity(points: Points, colours: Colours): Tint {
  const [low, high] = logDensityRange(points)
  const shareOf = (value: number) => Math.min(1, Math.max(0, (value - low) / (high - low)))
  const index = Uint8Array.from(points.logDensity, (value) => (Number.isNaN(value) ? 0 : Math.round(shareOf(value) * (steps - 1))))
  return { colours: Array.from({ length: steps }, (_, i) => logDensityColour(i / (steps - 1), colours)), index }
}

/** The colours of a snapshot's points; null where they tell the component, each with its own marker. */
export function tintOf(points: Points, latentWindow: Window, colouring: PlaneLook['colouring'], colours: Colours): Tint | null {
  switch (colouring) {
    case 'component': return null
    case 'latent': return byLatent(points.points.at(-1) ?? new Float32Array(), latentWindow, colours)
    case 'density': return byLogDensity(points, colours)
    default: return colouring satisfies never
  }
}
