import type { Field, Snapshot } from '../../engine/snapshot.ts'
import { densitiesOf, thinned } from './heatMap.ts'

/**
 * The density that all but the densest 2 % of the field's mass stays under: a spike narrower than the lattice must not
 * make the rest of the picture pale. Per unit area.
 */
export function peakDensity(field: Field): number {
  const densities = densitiesOf(thinned(field)).sort()
  let total = 0
  for (const density of densities) total += density
  let above = 0
  for (let i = densities.length - 1; i >= 0; i--) {
    above += densities[i] ?? 0
    if (above >= 0.02 * total) return densities[i] ?? 0
  }
  return 0
}

function sameValues(one: Float32Array, other: Float32Array): boolean {
  for (let i = 0; i < one.length; i++) if (!Object.is(one[i], other[i])) return false
  return true
}

/** Whether two fields show the same: a base that is not learned stays as it is from snapshot to snapshot. */
export const sameField = (one: Field, other: Field): boolean =>
  one === other ||
  (one.columns === other.columns &&
    one.values.length === other.values.length &&
    one.window.every(([low, high], axis) => other.window[axis]?.[0] === low && other.window[axis]?.[1] === high) &&
    sameValues(one.values, other.values))

/** The next 1, 2 or 5 times a power of ten. */
export function roundUp(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  const step = [1, 2, 5, 10].find((factor) => factor * power >= value * (1 - 1e-9)) ?? 10
  return step * power
}

/** The top of the scale: kept while the peak stays near it, so that brightness does not jump with every step. */
export const nextCeiling = (previous: number | null, peak: number): number =>
  previous !== null && peak <= previous * 1.08 && peak >= previous * 0.35 ? previous : roundUp(peak)

/** Tops of the scales of p(x) and p_Z(z), per unit area. */
export interface Ceilings {
  readonly x: number
  readonly z: number
}

/** One scale for p(x) and p_Z(z), so that their brightness can be compared, unless one of them could then not be seen at all. */
export interface DensityScale {
  ceilings(snapshot: Snapshot): Ceilings
}

/** Where the peaks differ by more than this factor, each has a scale of its own, until they differ by less than half of it. */
const farthest = 20

export function createDensityScale(): DensityScale {
  let held: Ceilings | null = null
  let last: Snapshot | null = null
  const next = ({ density, baseDensity }: Snapshot): Ceilings => {
    const x = density ? peakDensity(density) : 0
    const z = baseDensity ? peakDensity(baseDensity) : 0
    const apart = held !== null && held.x !== held.z
    const allowed = apart ? farthest / 2 : farthest
    if (x > 0 && z > 0 && Math.max(x / z, z / x) > allowed) return { x: nextCeiling(held?.x ?? null, x), z: nextCeiling(held?.z ?? null, z) }
    const shared = nextCeiling(held?.x ?? null, Math.max(x, z))
    return { x: shared, z: shared }
  }
  return {
    ceilings(snapshot) {
      if (snapshot !== last || held === null) held = next(snapshot)
      last = snapshot
      return held
    },
  }
}

/** Densities at which contour lines run: a factor of 4 apart. */
export const contourDensities = (ceiling: number): readonly number[] => [128, 32, 8, 2].map((part) => ceiling / part)

/** Densities that the legend names. */
export const legendDensities = (ceiling: number): readonly number[] => [0, ceiling / 8, ceiling / 2, ceiling]

/** p between lattice points, bilinear in p; null outside the window. */
export const densityAt = (field: Field, x: number, y: number): number | null =>
  between(field, x, y, (index) => Math.exp(field.values[index] ?? -Infinity))

/** A number between lattice points, bilinear; `valueAt` tells that of a lattice point by its index. Null outside the window. */
export function between(field: Omit<Field, 'values'>, x: number, y: number, valueAt: (index: number) => number): number | null {
  const [horizontal, vertical] = field.window
  if (!horizontal || !vertical) return null
  const u = ((x - horizontal[0]) / (horizontal[1] - horizontal[0])) * (field.columns - 1)
  const v = ((y - vertical[0]) / (vertical[1] - vertical[0])) * (field.rows - 1)
  if (!(u >= 0 && v >= 0 && u <= field.columns - 1 && v <= field.rows - 1)) return null
  const i = Math.min(field.columns - 2, Math.floor(u))
  const j = Math.min(field.rows - 2, Math.floor(v))
  const at = (column: number, row: number) => valueAt(row * field.columns + column)
  const below = at(i, j) * (1 - (u - i)) + at(i + 1, j) * (u - i)
  const above = at(i, j + 1) * (1 - (u - i)) + at(i + 1, j + 1) * (u - i)
  return below * (1 - (v - j)) + above * (v - j)
}
