import type { Snapshot } from '../../engine/snapshot.ts'
import type { Range } from '../../math/window.ts'
import { densityBetween, heightWindow, isLast, pointsBetween } from './between.ts'
import { distribution, equalMassEdges, latticeAt, valueAt, type Distribution } from './distribution.ts'
import { idealMap, type DataCdf } from './idealMap.ts'
import { barCount, histogram, roundBars, type Histogram } from './histogram.ts'

/** A density along one axis: `density[i]` in 1 / unit at `places[i]`, ascending. */
export interface Curve {
  readonly places: ArrayLike<number>
  readonly density: ArrayLike<number>
}

/** What the 1D stage shows at one step of training and one stage of the morph. */
export interface LineModel {
  readonly xRange: Range
  /** Of the vertical axis: x's window at stage 0, z's at the last stage. */
  readonly yRange: Range
  readonly learned: Distribution
  /** Whether the vertical axis is z's. */
  readonly atZ: boolean
  /** Lattice of x over the window and where the layers so far carry it, `[columns]` each. */
  readonly lattice: Float64Array
  readonly curve: Float32Array
  /** Exact density of the model on the vertical axis; the base itself at the last stage. */
  readonly side: Curve
  readonly xBars: Histogram
  readonly sideBars: Histogram
  /** F_Z⁻¹ ∘ F_X on the same lattice, where it is asked for and the axis is z's. */
  readonly ideal: Float64Array | null
  /** Edges of the slices of equal mass, ascending, on both axes. */
  readonly edges: readonly (readonly [x: number, y: number])[]
  /** p(class | x) on the lattice, `[columns]` for each class; none where the flow is told of no classes. */
  readonly posterior: readonly Float32Array[]
  /** The class that all of this is of, where the flow is told of classes. */
  readonly shownClass: number | null
}

const empty: Histogram = { range: [0, 1], heights: new Float64Array() }

function bars(values: Float32Array | undefined, range: Range): Histogram {
  if (!values || values.length === 0) return { ...empty, range }
  const round = roundBars(range, barCount(values.toSorted(), range))
  return histogram(values, round.range, round.bins)
}

function sideCurve(snapshot: Snapshot, stage: number): Curve {
  const stages = snapshot.density?.stages
  const base = snapshot.baseDensity
  if (base && (!stages || isLast(stages, stage))) {
    const range = base.window[0] ?? [0, 1]
    const places = Float64Array.from({ length: base.columns }, (_, i) => latticeAt(range, base.columns, i))
    return { places, density: Float64Array.from(base.values, Math.exp) }
  }
  return stages ? { places: pointsBetween(stages, stage), density: densityBetween(stages, stage) } : { places: [], density: [] }
}

/** Everything to draw, from a 1D snapshot; null until it holds a density with its stages. `slices` of equal mass; `truth`: the data's CDF, for the map that f should become. */
export function lineModel(snapshot: Snapshot, stage: number, slices: number, truth: DataCdf | null = null): LineModel | null {
  const field = snapshot.density
  if (snapshot.dimension !== 1 || !field?.stages) return null
  const learned = distribution(field)
  const xRange = learned.range
  const yRange = heightWindow(field.stages, stage, { x: snapshot.dataWindow[0] ?? xRange, z: snapshot.latentWindow[0] ?? xRange })
  const curve = pointsBetween(field.stages, stage)
  const shown = snapshot.points
  const lattice = Float64Array.from({ length: field.columns }, (_, i) => latticeAt(xRange, field.columns, i))
  const atZ = isLast(field.stages, stage)
  return {
    xRange,
    yRange,
    learned,
    atZ,
    lattice,
    curve,
    ideal: truth && atZ && snapshot.baseDensity ? idealMap(lattice, truth, distribution(snapshot.baseDensity)) : null,
    side: sideCurve(snapshot, stage),
    xBars: bars(shown?.points[0], xRange),
    sideBars: bars(shown && pointsBetween(shown, stage), yRange),
    posterior: snapshot.posterior ?? [],
    shownClass: snapshot.shownClass ?? null,
    edges: equalMassEdges(learned, slices).map((x) => [x, valueAt(curve, xRange, x)] as const),
  }
}

/** Highest value worth its place: bars whole, and the curve up to twice as high, so that a spike does not flatten them. */
export function ceiling(density: ArrayLike<number>, bars: Histogram): number {
  const curve = Array.from(density).reduce((top, value) => (Number.isFinite(value) ? Math.max(top, value) : top), 0)
  const bar = bars.heights.reduce((top, height) => Math.max(top, height), 0)
  const top = bar > 0 ? Math.max(bar, Math.min(curve, 2 * bar)) : curve
  return top > 0 ? top * 1.12 : 1
}
