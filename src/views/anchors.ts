import type { LabelledPoints } from '../datasets/dataset.ts'
import { maximumAnchors } from '../experiment/settings.ts'

export type Anchors = readonly (readonly number[])[]

/** What an anchor is marked: A, B, … */
export const anchorLetter = (index: number): string => String.fromCharCode('A'.charCodeAt(0) + index)

/** The anchors after one more was picked: it comes last, and where there is no room for more, in the last one's place. */
export const placeAnchor = (anchors: Anchors, picked: readonly number[]): Anchors => [...anchors.slice(0, maximumAnchors - 1), picked]

/** The anchors with one of them at another place. */
export const movedAnchor = (anchors: Anchors, index: number, place: readonly number[]): Anchors => anchors.with(index, place)

const at = (points: Float32Array, i: number, d: number): number[] => Array.from(points.subarray(i * d, (i + 1) * d))

/** Squared distance. */
const apart = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, axis) => sum + (value - (b[axis] ?? 0)) ** 2, 0)

/**
 * Two anchors worth looking between: the first point, and the farthest from it among the points of another component
 * (of any component where there is only one). `[]` where there are fewer than two points.
 */
export function pickTwo({ points, components }: LabelledPoints, dimension: number): Anchors {
  const n = Math.floor(points.length / dimension)
  if (n < 2) return []
  const first = at(points, 0, dimension)
  const distance = (i: number) => apart(at(points, i, dimension), first)
  const others = Array.from({ length: n - 1 }, (_, i) => i + 1)
  const foreign = others.filter((i) => components[i] !== components[0])
  const candidates = foreign.length > 0 ? foreign : others
  const farthest = candidates.reduce((best, i) => (distance(i) > distance(best) ? i : best))
  return [first, at(points, farthest, dimension)]
}

/** Of each component, the first eight at most, the point that lies nearest to the mean of its points. `[]` where there are not two. */
export function pickParts({ points, components }: LabelledPoints, dimension: number): Anchors {
  const parts = [...new Set(components)].toSorted((a, b) => a - b).slice(0, maximumAnchors)
  const central = parts.map((part) => {
    const own = [...components.keys()].filter((i) => components[i] === part).map((i) => at(points, i, dimension))
    const mean = Array.from({ length: dimension }, (_, axis) => own.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / own.length)
    return own.reduce((best, point) => (apart(point, mean) < apart(best, mean) ? point : best))
  })
  return central.length > 1 ? central : []
}
