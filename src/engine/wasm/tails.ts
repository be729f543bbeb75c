import { type Flow, tailOf } from '../../flows/flow.ts'
import { densityProgram } from '../compile/programs.ts'
import { readsOf } from '../streams.ts'
import { compileAside, type RunAside } from './aside.ts'

/** Points that are carried in one call. */
const capacity = 2048

/** log p `[n]` of rows `[n, readsOf(flow)]` of a stage. */
export type TailDensity = (parameters: Float32Array, rows: Float32Array, stage: number) => Float32Array

/** The density of every stage, each compiled when it is first asked for. */
export function createTails(flow: Flow): TailDensity {
  const kernels = new Map<number, RunAside>()
  return (parameters, rows, stage) => {
    const run = kernels.get(stage) ?? compileAside(flow, 'tail', densityProgram(tailOf(flow, stage)), capacity)
    kernels.set(stage, run)
    const logDensity = new Float32Array(rows.length / readsOf(flow))
    run(parameters, rows, (from, count, [stream]) => logDensity.set(stream?.subarray(0, count) ?? [], from))
    return logDensity
  }
}
