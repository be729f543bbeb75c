import type { Path } from '../../engine/snapshot.ts'
import type { LabelledPoints } from '../../datasets/dataset.ts'
import type { Range } from '../../math/window.ts'

/** Points along a path that are computed: enough that its image in x shows no corners where f is steep. */
export const pathDetail = 257

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
export function logDensityRange({ latent, data }: Path): Range {
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

/**
 * Two anchors worth looking between: the first point, and the farthest from it among the points of another component
 * (of any component where there is only one). `[]` where there are fewer than two points.
 */
export function pickTwo({ points, components }: LabelledPoints, dimension: number): readonly (readonly number[])[] {
  const n = Math.floor(points.length / dimension)
  const at = (i: number) => Array.from(points.subarray(i * dimension, (i + 1) * dimension))
  if (n < 2) return []
  const first = at(0)
  const distance = (i: number) => at(i).reduce((sum, value, axis) => sum + (value - (first[axis] ?? 0)) ** 2, 0)
  const others = Array.from({ length: n - 1 }, (_, i) => i + 1)
  const apart = others.filter((i) => components[i] !== components[0])
  const candidates = apart.length > 0 ? apart : others
  const farthest = candidates.reduce((best, i) => (distance(i) > distance(best) ? i : best))
  return [first, at(farthest)]
}

/** Milliseconds from A to B. */
const journey = 5000
/** Speed at the ends, as a share of the mean. */
const creep = 0.3

/** Where the traveller stands `elapsed` milliseconds on: slow near both ends, and there after about `journey`. */
export function easedStep(share: number, elapsed: number): number {
  const bell = 6 * share * (1 - share)
  const speed = (creep + (1 - creep) * bell) / journey
  return Math.min(1, share + speed * Math.min(elapsed, 100))
}
