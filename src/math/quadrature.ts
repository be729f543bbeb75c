import type { Window } from './window.ts'

/** Nodes and weights on the unit interval; the weights sum to 1. */
export interface Rule {
  readonly nodes: Float64Array
  readonly weights: Float64Array
}

/** The Legendre polynomial of the given degree at t in (−1, 1), and its slope. */
function legendre(degree: number, t: number): readonly [value: number, slope: number] {
  let before = 1
  let value = t
  for (let k = 2; k <= degree; k++) {
    const next = ((2 * k - 1) * t * value - (k - 1) * before) / k
    before = value
    value = next
  }
  return [value, (degree * (t * value - before)) / (t * t - 1)]
}

/** Gauss–Legendre on [0, 1]: exact for polynomials up to degree 2 · count − 1. `count` ≥ 1. */
export function gaussLegendre(count: number): Rule {
  const nodes = new Float64Array(count)
  const weights = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    let t = -Math.cos((Math.PI * (i + 0.75)) / (count + 0.5))
    for (let newton = 0; newton < 8; newton++) {
      const [value, slope] = legendre(count, t)
      t -= value / slope
    }
    const [, slope] = legendre(count, t)
    nodes[i] = (1 + t) / 2
    weights[i] = 1 / ((1 - t * t) * slope * slope)
  }
  return { nodes, weights }
}

/** The midpoints of equal cells that fill a window, the last axis running fastest. */
export interface Lattice {
  /** How many cells along each axis. */
  readonly counts: readonly number[]
  /** `[product of counts, axes]`, row-major. */
  readonly points: Float32Array
  /** Length, area or volume of one cell. */
  readonly cell: number
}

/** Cells at most `spacing` wide. For smooth functions that vanish at the rim, summing over it is spectrally accurate. */
export function lattice(window: Window, spacing: number): Lattice {
  const counts = window.map(([low, high]) => Math.max(1, Math.ceil((high - low) / spacing - 1e-9)))
  const total = counts.reduce((product, count) => product * count, 1)
  const points = new Float32Array(total * window.length)
  let cell = 1
  let stride = total
  for (const [axis, [low, high]] of window.entries()) {
    const count = counts[axis] ?? 1
    const step = (high - low) / count
    stride /= count
    cell *= step
    for (let i = 0; i < total; i++) {
      points[i * window.length + axis] = low + ((Math.floor(i / stride) % count) + 0.5) * step
    }
  }
  return { counts, points, cell }
}
