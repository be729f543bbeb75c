import type { Path, Probe } from '../../engine/snapshot.ts'
import type { Range } from '../../math/window.ts'
import type { Route } from '../../store/viewing.ts'
import type { Anchors } from '../anchors.ts'

/** Points along a path that are computed: enough that its image in x shows no corners where f is steep. */
const pathPoints = 257
/** Points along a leg, at least. */
const legPoints = 129

/** What there is to ask for a path through anchors; null where there are fewer than two. */
export function pathWanted(anchors: Anchors, { shape, closed }: Route): Probe['path'] | null {
  if (anchors.length < 2) return null
  const legs = anchors.length - (closed ? 0 : 1)
  return { anchors, shape, closed, detail: Math.max(legPoints, Math.ceil((pathPoints - 1) / legs) + 1) }
}

/** Value of evenly spaced numbers at a share 0 … 1 of the way, linear in between. */
export function along(values: ArrayLike<number>, share: number): number {
  const n = values.length
  if (n === 0) return NaN
  const place = Math.min(1, Math.max(0, share)) * (n - 1)
  const left = Math.min(n - 1, Math.floor(place))
  const a = values[left] ?? NaN
  return left === place ? a : a + ((values[left + 1] ?? a) - a) * (place - left)
}

/** Nats below the better curve's lowest point that the chart still shows: beyond that p(x) is nothing, however small. */
const depth = 12

/**
 * Range of the y axis, nats: both curves, but not deeper than `depth` under the latent path's lowest finite value, so that
 * a straight line through empty space (log p = −500, or −∞) does not flatten the rest.
 */
export function logDensityRange({ latent, data }: Pick<Path, 'latent' | 'data'>): Range {
  const finite = (values: Float32Array) => Array.from(values).filter(Number.isFinite)
  const [a, b] = [finite(latent.logDensity), finite(data.logDensity)]
  if (a.length + b.length === 0) return [-1, 0]
  const high = Math.max(...a, ...b)
  const floor = Math.min(...(a.length > 0 ? a : b)) - depth
  const low = Math.max(floor, Math.min(...a, ...b))
  const margin = Math.max(0.25, (high - low) * 0.1)
  // Twice the room below, where the name of the lower curve stands.
  return [low - 2 * margin, high + margin]
}

/** Lowest value of a curve and the share of the way where it lies; −∞ counts. */
export function lowest(values: ArrayLike<number>): { readonly share: number; readonly value: number } {
  let best = 0
  for (let i = 1; i < values.length; i++) if ((values[i] ?? Infinity) < (values[best] ?? Infinity)) best = i
  return { share: best / Math.max(1, values.length - 1), value: values[best] ?? NaN }
}

/** Milliseconds of one leg alone, and of one among others. */
const journey = { alone: 5000, among: 2500 }
/** Speed at the ends of a leg, as a share of the mean. */
const creep = 0.3

/**
 * Where the traveller stands `elapsed` milliseconds on: slow near the ends of each leg. A path that is closed is gone
 * round again and again; the others end at 1.
 */
export function easedStep(share: number, elapsed: number, { legs, closed }: Pick<Path, 'legs' | 'closed'>): number {
  const within = (share * legs) % 1
  const bell = 6 * within * (1 - within)
  const speed = (creep + (1 - creep) * bell) / (legs * (legs === 1 ? journey.alone : journey.among))
  const next = share + speed * Math.min(elapsed, 100)
  return closed ? next % 1 : Math.min(1, next)
}
