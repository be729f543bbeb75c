import { gaussLegendre } from '../math/quadrature.ts'
import type { Window } from '../math/window.ts'

/** One number per axis. */
export type Place = readonly number[]

/** A point, or a curve run through by u uniform on (0, 1), blurred by the same Gaussian noise on every axis. */
export interface Strand {
  /** Relative to the other strands. */
  readonly weight: number
  /** Standard deviation of the noise, above 0. */
  readonly deviation: number
  /** Half the side of the square (interval) about the centre over which points are spread before the noise comes; none if 0. */
  readonly box?: number
  readonly centre: Place | ((u: number) => Place)
}

/** A stretch of a strand, whose Gaussians have their centres within `radius` of `middle`. */
interface Stretch {
  readonly middle: Float64Array
  readonly radius: number
  /** log of the stretch's share of the mass over the normalizer of its Gaussian. */
  readonly logScale: number
  /** Its two halves; none where it is short enough to be summed. */
  readonly halves: readonly [Stretch, Stretch] | undefined
  /** Where it is summed: the centres `[nodes, axes]`, and log of each one's share of the stretch `[nodes]`. */
  readonly centres: Float64Array
  readonly logShares: Float64Array
}

/** A strand as a tree of halves of halves. */
interface Blur {
  readonly whole: Stretch
  /** 1 / (2 σ²). */
  readonly sharpness: number
  readonly box: Box | undefined
}

/** What a box makes of its Gaussian, looked up near by. */
interface Box extends Offsets {
  /** From its middle to a corner. */
  readonly radius: number
  /** `logSpread` at multiples of 1 / `perUnit`. */
  readonly table: Float64Array
  readonly perUnit: number
}

/** A box as Gauss–Legendre sees it: pairs of offsets ± o. */
interface Offsets {
  /** 2 o / (2 σ²) of each pair, the last the largest. */
  readonly slopes: Float64Array
  /** log of each offset's share − o² / (2 σ²). */
  readonly logShares: Float64Array
}

/** On stretches up to 2 σ long, 8 nodes leave a relative error of 1e-8 near the curve and below 1 % 10 σ past its end. */
const rule = gaussLegendre(8)
const logRuleWeights = rule.weights.map(Math.log)
const longestStretch = 2
/** Stretches that could not add e⁻³⁶ of the density are passed over. */
const negligible = 36
const nothing = new Float64Array(0)
const one = new Float64Array(1)

const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number => Math.sqrt(squaredDistance(a, 0, b, 0, a.length))

/** Between row i of one table and row k of another. */
function squaredDistance(a: ArrayLike<number>, i: number, b: ArrayLike<number>, k: number, d: number): number {
  let sum = 0
  for (let axis = 0; axis < d; axis++) {
    const gap = (a[i * d + axis] as number) - (b[k * d + axis] as number)
    sum += gap * gap
  }
  return sum
}

/** The stretch u ∈ [from, to], halved until no part is longer than `longest`. */
function stretch(curve: (u: number) => Place, longest: number, logScale: number, from = 0, to = 1): Stretch {
  const centre = (from + to) / 2
  const middle = Float64Array.from(curve(centre))
  const long = distance(curve(from), middle) + distance(middle, curve(to)) > longest
  if (long && to - from > 1e-5) {
    const share = logScale - Math.LN2
    const halves = [stretch(curve, longest, share, from, centre), stretch(curve, longest, share, centre, to)] as const
    const radius = Math.max(...halves.map((half) => distance(half.middle, middle) + half.radius))
    return { middle, radius, logScale, halves, centres: nothing, logShares: nothing }
  }
  const places = Array.from(rule.nodes, (node) => curve(from + (to - from) * node))
  const radius = Math.max(...places.map((place) => distance(place, middle)))
  return { middle, radius, logScale, halves: undefined, centres: Float64Array.from(places.flat()), logShares: logRuleWeights }
}

/** Entries per deviation, and how many deviations: read in straight lines they are good to 1e-6. */
const table = { density: 500, reach: 12 }

function boxOf(half: number, sharpness: number, d: number): Box {
  const offsets = offsetsOf(half, sharpness)
  const perUnit = table.density * Math.sqrt(2 * sharpness)
  const values = Float64Array.from({ length: table.density * table.reach }, (_, i) => logSpread(offsets, i / perUnit))
  return { ...offsets, radius: half * Math.sqrt(d), table: values, perUnit }
}

/** With as many pairs of offsets as leave a relative error below 1e-6. */
function offsetsOf(half: number, sharpness: number): Offsets {
  const pairs = Math.ceil(1 + 1.2 * half * Math.sqrt(2 * sharpness))
  const { nodes, weights } = gaussLegendre(2 * pairs)
  const offsets = nodes.slice(pairs).map((node) => half * (2 * node - 1))
  return {
    slopes: offsets.map((offset) => 2 * sharpness * offset),
    logShares: offsets.map((offset, k) => Math.log(weights[pairs + k] ?? 0) - sharpness * offset * offset),
  }
}

function blur({ weight, deviation, box: half = 0, centre }: Strand, total: number, d: number): Blur {
  const logScale = Math.log(weight / total) - d * Math.log(deviation * Math.sqrt(2 * Math.PI))
  const sharpness = 1 / (2 * deviation * deviation)
  const box = half > 0 ? boxOf(half, sharpness, d) : undefined
  if (typeof centre === 'function') return { whole: stretch(centre, longestStretch * deviation, logScale), sharpness, box }
  const middle = Float64Array.from(centre)
  return { whole: { middle, radius: 0, logScale, halves: undefined, centres: middle, logShares: one }, sharpness, box }
}

/** log of what the box makes of exp(−sharpness · gap²) on one axis, over that: Σ shares · exp(± slope · away). `away` ≥ 0. */
function logSpread({ slopes, logShares }: Offsets, away: number): number {
  const top = (slopes[slopes.length - 1] as number) * away
  let sum = 0
  for (let k = 0; k < slopes.length; k++) {
    const rise = (slopes[k] as number) * away
    const logShare = (logShares[k] as number) - top
    sum += Math.exp(logShare + rise) + Math.exp(logShare - rise)
  }
  return top + Math.log(sum)
}

function lookUp(box: Box, away: number): number {
  const at = away * box.perUnit
  const i = Math.floor(at)
  if (i + 1 >= box.table.length) return logSpread(box, away)
  const value = box.table[i] as number
  return value + (at - i) * ((box.table[i + 1] as number) - value)
}

/** log of what row k of `centres` gives to row i of `points`, over the normalizer. */
function logKernel({ sharpness, box }: Blur, points: Float32Array, i: number, centres: Float64Array, k: number, d: number): number {
  let sum = -sharpness * squaredDistance(points, i, centres, k, d)
  if (!box) return sum
  for (let axis = 0; axis < d; axis++) sum += lookUp(box, Math.abs((points[i * d + axis] as number) - (centres[k * d + axis] as number)))
  return sum
}

/** A sum of exponentials under way: exp(top) · sum. */
interface LogSum {
  top: number
  sum: number
}

function addTerm(total: LogSum, term: number): void {
  if (term > total.top) {
    total.sum = total.sum * Math.exp(total.top - term) + 1
    total.top = term
  } else total.sum += Math.exp(term - total.top)
}

/** Adds the density of a stretch at row i of `points`, the nearer half first, so that most of the farther is passed over. */
function addStretch(total: LogSum, part: Stretch, from: Blur, points: Float32Array, i: number, d: number): void {
  const away = Math.sqrt(squaredDistance(points, i, part.middle, 0, d)) - part.radius - (from.box?.radius ?? 0)
  if (part.logScale - from.sharpness * Math.max(0, away) ** 2 < total.top - negligible) return
  if (part.halves) {
    const [first, second] = part.halves
    const firstIsNearer =
      squaredDistance(points, i, first.middle, 0, d) < squaredDistance(points, i, second.middle, 0, d)
    addStretch(total, firstIsNearer ? first : second, from, points, i, d)
    addStretch(total, firstIsNearer ? second : first, from, points, i, d)
    return
  }
  for (let node = 0; node < part.logShares.length; node++) {
    const logShare = part.logScale + (part.logShares[node] as number)
    addTerm(total, logShare + logKernel(from, points, i, part.centres, node, d))
  }
}

/**
 * Log-density in nats of weighted strands: a log-sum-exp, finite however far the point lies. `[n, d]` → `[n]`.
 * Whoever has no use for values under `least` saves time by saying so: they may then come out as −∞.
 */
export function strandsLogDensity(
  strands: readonly Strand[],
  points: Float32Array,
  d: number,
  least = -Infinity,
): Float64Array {
  const weights = strands.reduce((sum, { weight }) => sum + weight, 0)
  const blurs = strands.map((strand) => blur(strand, weights, d))
  return Float64Array.from({ length: points.length / d }, (_, i) => {
    const total: LogSum = { top: least, sum: 0 }
    for (const each of blurs) addStretch(total, each.whole, each, points, i, d)
    return total.top + Math.log(total.sum)
  })
}

/** The centres of the Gaussians that stand for a stretch. */
const centresOf = ({ halves, centres }: Stretch): readonly number[] => (halves ? halves.flatMap(centresOf) : [...centres])

/** The smallest box, to a twentieth of a deviation, that holds every strand with `reach` deviations around it. */
export function strandsBox(strands: readonly Strand[], reach: number, d: number): Window {
  const centres = strands.map((strand) => centresOf(blur(strand, 1, d).whole))
  return Array.from({ length: d }, (_, axis) => {
    let low = Infinity
    let high = -Infinity
    for (const [k, { deviation, box = 0 }] of strands.entries()) {
      const along = (centres[k] ?? []).filter((_, i) => i % d === axis)
      low = Math.min(low, Math.min(...along) - box - reach * deviation)
      high = Math.max(high, Math.max(...along) + box + reach * deviation)
    }
    return [low, high]
  })
}
