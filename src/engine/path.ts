import { allOf } from './density.ts'
import { spaced } from './lattice.ts'
import type { Run } from './run.ts'
import { canTurn, type Path, type PathShape, type Probe } from './snapshot.ts'

type Place = ArrayLike<number>

const norm = (place: Place): number => Math.hypot(...Array.from(place))

/** Sines of angles below this tell no plane to turn in: the ends lie on one ray, or opposite one another. */
const flat = 1e-4

/**
 * A place `[d]` at a share t = 0 … 1 of the round way between two places: the direction turns evenly while the distance
 * from the origin goes evenly from |a| to |b|,
 *
 *     z(t) = ((1 − t)|a| + t|b|) · (sin((1 − t)Ω) a/|a| + sin(tΩ) b/|b|) / sin Ω,   cos Ω = a·b / (|a||b|).
 *
 * (Shoemake 1985, eq. for Slerp; the radius is ours.) On one ray that is the straight way; where the ends are opposite, or
 * one of them is the origin, no direction of turning is better than another, and the way is straight too.
 */
export function roundBetween(a: Place, b: Place, share: number): number[] {
  const [from, to] = [norm(a), norm(b)]
  const [u, v] = [Array.from(a, (value) => value / from), Array.from(b, (value) => value / to)]
  const cosine = u.reduce((sum, value, k) => sum + value * (v[k] ?? 0), 0)
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)))
  if (!(Math.sin(angle) > flat)) return straightBetween(a, b, share)
  const radius = from + (to - from) * share
  const [left, right] = [Math.sin((1 - share) * angle), Math.sin(share * angle)]
  return u.map((value, k) => (radius * (left * value + right * (v[k] ?? 0))) / Math.sin(angle))
}

const straightBetween = (a: Place, b: Place, share: number): number[] => Array.from(a, (value, k) => spaced([value, b[k] ?? 0], share, 2))

const between = { straight: straightBetween, round: roundBetween } as const satisfies Record<PathShape, unknown>

/** A way through places `[d]`, one after another: `detail` points to a leg, both ends included; legs share their ends. `[legs · (detail − 1) + 1, d]`. */
export function wayThrough(places: readonly Place[], shape: PathShape, detail: number): Float32Array {
  const legs = places.slice(1).flatMap((to, leg) => {
    const from = places[leg] ?? to
    return Array.from({ length: detail - 1 }, (_, i) => (i === 0 ? from : between[shape](from, to, i / (detail - 1))))
  })
  return Float32Array.from([...legs, places.at(-1) ?? []].flatMap((place) => Array.from(place)))
}

/** The way through the anchors in z, seen in x, and the straight way through them in x, by the map of one class. */
export async function pathOf(run: Run, { anchors, closed, detail, shape: asked }: Probe['path'] & object, ofClass: number): Promise<Path> {
  const { data: { d }, flow, trainer } = run
  const stops = closed ? [...anchors, ...anchors.slice(0, 1)] : anchors
  const carried = (await trainer.stages(Float32Array.from(stops.flat()), allOf(ofClass, stops.length))).points.at(-1) ?? new Float32Array()
  const shape = canTurn(d, flow.base.support) ? asked : 'straight'
  const latents = wayThrough(stops.map((_, i) => carried.subarray(i * d, (i + 1) * d)), shape, detail)
  const labels = allOf(ofClass, latents.length / d)
  return {
    legs: stops.length - 1,
    closed,
    shape,
    latent: await trainer.inverse(latents, labels),
    data: await trainer.stages(wayThrough(stops, 'straight', detail), labels),
    ...(flow.classes > 0 && { ofClass }),
  }
}
