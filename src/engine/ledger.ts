import { forwardStages, type Flow } from '../flows/flow.ts'
import { coordinatesOf, entries, float64Ops } from '../math/float64.ts'
import type { Ledger } from './snapshot.ts'
import type { Jacobians } from './trainer.ts'

const one = (values: Float64Array): number => values[0] ?? NaN

/**
 * One point `[d]` through every layer, in float64: where it stands at each stage, each layer's log |det| in nats, and
 * log p_Z at its end. `jacobians` are those of that point.
 */
export function ledgerOf(flow: Flow, parameters: Float32Array, point: readonly number[], { layers }: Jacobians): Ledger {
  const ops = float64Ops(parameters)
  const { points, logDets } = forwardStages(flow, ops, coordinatesOf(point, flow.d).map((at) => ({ at })))
  return {
    stages: points.map((stage) => stage.map(({ at }) => one(entries(at, 1)))),
    logDets: logDets.map((logDet) => one(entries(logDet, 1))),
    logBase: one(entries(flow.base.logDensity(ops, points.at(-1) ?? []), 1)),
    jacobians: layers.map((entries) => Array.from(entries)),
  }
}
