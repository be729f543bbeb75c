import { deviation, mean } from '../math/statistics.ts'
import { coordinatesOf } from '../math/float64.ts'
import type { Layer } from './bijector.ts'

/** Mean and deviation of each coordinate of the training data. */
export interface Standardisation {
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
}

/** Of points `[n, d]`; a constant coordinate gets deviation 1. */
export function standardisationOf(points: Float32Array, d: number): Standardisation {
  const axes = coordinatesOf(points, d).map(({ data }) => data)
  return { mean: axes.map(mean), deviation: axes.map((axis) => deviation(axis) || 1) }
}

/** (x − mean) / deviation with nothing to learn; its log-det −Σ log deviation is counted like any other. */
export function standardise({ mean: center, deviation: spread }: Standardisation): Layer {
  const logDet = -spread.reduce((sum, one) => sum + Math.log(one), 0)
  return {
    blocks: [],
    domain: center.map(() => 'real'),
    range: (input) => input,
    forward: (ops, x) => ({
      to: x.map(({ at }, k) => ({
        at: ops.mul(ops.sub(at, ops.constant(center[k] ?? 0)), ops.constant(1 / (spread[k] ?? 1))),
      })),
      logDet: ops.constant(logDet),
    }),
    inverse: (ops, z) => ({
      to: z.map(({ at }, k) => ({
        at: ops.add(ops.mul(at, ops.constant(spread[k] ?? 1)), ops.constant(center[k] ?? 0)),
      })),
      logDet: ops.constant(-logDet),
    }),
  }
}
