import type { Field } from '../../engine/snapshot.ts'
import { distributionOf } from '../../experiment/dataSource.ts'
import type { DataSpec } from '../../experiment/experiment.ts'
import type { Range } from '../../math/window.ts'
import { distribution, empiricalCdf, latticeAt, quantile, valueAt, type Distribution } from './distribution.ts'

/** The share of the data at or below x. */
export type DataCdf = (x: number) => number

/** Places at which the true density is summed. */
const resolution = 2049

/** The data's CDF by summing its exact density; null where that is not known, or where single points hold mass. */
function truthOf(data: DataSpec, range: Range): DataCdf | null {
  const known = distributionOf(data)
  if (!known || known.dimension !== 1 || known.entropy() === null) return null
  const places = Float32Array.from({ length: resolution }, (_, i) => latticeAt(range, resolution, i))
  const field: Field = { window: [range], columns: resolution, rows: 1, values: Float32Array.from(known.logDensity(places)) }
  const { mass } = distribution(field)
  const all = mass.at(-1) ?? 1
  return (x) => valueAt(mass, range, x) / all
}

const truths = new WeakMap<DataSpec, DataCdf | null>()

/** The data's CDF over a window: the true one where it is known, else that of the points (ascending). */
export function dataCdf(data: DataSpec, range: Range, sorted: Float32Array): DataCdf {
  if (!truths.has(data)) truths.set(data, truthOf(data, range))
  return truths.get(data) ?? ((x) => empiricalCdf(sorted, x))
}

/** Shares nearer to 0 or 1 than this say nothing of a quantile. */
const tail = 1e-4

/**
 * F_Z⁻¹ ∘ F_X at each place: x to its share by the data's CDF, the share to z by the inverse of the base's. It is the one
 * increasing map that carries the data exactly onto the base. NaN where there is no data.
 */
export function idealMap(places: ArrayLike<number>, cdf: DataCdf, base: Distribution): Float64Array {
  const all = base.mass.at(-1) ?? 1
  return Float64Array.from(places, (x) => {
    const share = cdf(x)
    return share > tail && share < 1 - tail ? quantile(base, share * all) : NaN
  })
}
