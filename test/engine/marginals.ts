import type { Range } from '../../src/math/window.ts'

/** A density along one axis, the other summed over, and its running integral, both on a lattice of `range`. */
export interface Marginal {
  readonly mass: number
  readonly cdf: (x: number) => number
}

const along = ([low, high]: Range, i: number, n: number): number => low + ((high - low) * i) / (n - 1)

/**
 * The density summed over the other axis, on a lattice of n points along each: trapezoid weights are 1 where the density
 * has died away at the edges of `reach`.
 */
async function densities(logDensityOf: (points: Float32Array) => Promise<Float32Array>, reach: readonly Range[], n: number): Promise<Float64Array[]> {
  const total = n ** reach.length
  const place = (at: number, axis: number): number => (axis === 0 ? at % n : Math.floor(at / n))
  const points = new Float32Array(total * reach.length)
  reach.forEach((range, axis) => {
    for (let at = 0; at < total; at++) points[at * reach.length + axis] = along(range, place(at, axis), n)
  })
  const logDensity = await logDensityOf(points)
  return reach.map((_, axis) => {
    const others = reach.filter((_, other) => other !== axis).reduce((area, [low, high]) => (area * (high - low)) / (n - 1), 1)
    const marginal = new Float64Array(n)
    logDensity.forEach((logP, at) => {
      const i = place(at, axis)
      marginal[i] = (marginal[i] ?? 0) + Math.exp(logP) * others
    })
    return marginal
  })
}

/** The running integral of a density on a lattice, by the trapezoid rule. */
function integrate(density: Float64Array, [low, high]: Range): Float64Array {
  const step = (high - low) / (density.length - 1)
  const sums = new Float64Array(density.length)
  for (let i = 1; i < density.length; i++) {
    sums[i] = (sums[i - 1] ?? 0) + (((density[i - 1] ?? 0) + (density[i] ?? 0)) / 2) * step
  }
  return sums
}

/** The CDF between lattice points. */
function interpolate(sums: Float64Array, [low, high]: Range): (x: number) => number {
  return (x) => {
    const at = Math.min(sums.length - 1, Math.max(0, ((x - low) / (high - low)) * (sums.length - 1)))
    const i = Math.floor(at)
    const [from, to] = [sums[i] ?? 0, sums[i + 1] ?? sums[i] ?? 0]
    return from + (to - from) * (at - i)
  }
}

/** The marginal of a density along each axis of `reach`, which holds all but a vanishing part of its mass. */
export async function marginalsOf(
  logDensityOf: (points: Float32Array) => Promise<Float32Array>,
  reach: readonly Range[],
  n: number,
): Promise<readonly Marginal[]> {
  const found = await densities(logDensityOf, reach, n)
  return reach.map((range, axis) => {
    const sums = integrate(found[axis] ?? new Float64Array(), range)
    return { mass: sums.at(-1) ?? NaN, cdf: interpolate(sums, range) }
  })
}
