import type { Flow } from '../../flows/flow.ts'
import { jacobianProgram } from '../compile/jacobian.ts'
import { emptyJacobians, fillJacobians } from '../jacobians.ts'
import { readsOf } from '../streams.ts'
import type { Jacobians } from '../trainer.ts'
import { compileAside } from './aside.ts'

/** Points that are carried in one call. */
const capacity = 512

/** The Jacobians of rows `[n, readsOf(flow)]` under these weights. */
export type FindJacobians = (parameters: Float32Array, rows: Float32Array) => Jacobians

/** Compiles the kernel of a flow's Jacobians. */
export function compileJacobians(flow: Flow): FindJacobians {
  const run = compileAside(flow, 'jacobian', jacobianProgram(flow), capacity)
  return (parameters, rows) => {
    const found = emptyJacobians(flow, rows.length / readsOf(flow))
    run(parameters, rows, (from, count, streams) => fillJacobians(found, flow.d, from, count, streams))
    return found
  }
}
