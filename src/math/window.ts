/** A closed interval [low, high] of one axis. */
export type Range = readonly [low: number, high: number]

/** One interval per axis: the part of the line or plane that a picture shows. */
export type Window = readonly Range[]

/** The smallest window that holds all points `[n, d]`. */
export function windowAround(points: Float32Array, d: number): Window {
  return Array.from({ length: d }, (_, k): Range => {
    let [low, high] = [Infinity, -Infinity]
    for (let i = k; i < points.length; i += d) {
      low = Math.min(low, points[i] ?? low)
      high = Math.max(high, points[i] ?? high)
    }
    return [low, high]
  })
}
