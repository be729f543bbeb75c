import { writeModel } from '../../src/experiment/modelFile.ts'
import { createWasmTrainer } from '../../src/engine/wasm/trainer.ts'
import { createRun, prepare } from '../../src/engine/run.ts'
import { forwardStages, logDensityOf } from '../../src/flows/flow.ts'
import { coordinatesOf, entries, float64Ops } from '../../src/math/float64.ts'
import { tell } from '../../src/words/catalogue.ts'
import { type TruthModelName, truthModels } from './models.ts'

/** A trained model, its densities, and the line of JSON that the other implementation reads. */
export interface Trained {
  readonly name: TruthModelName
  /** Log-densities `[n]` in nats, of the float64 algebra and of the engine that trained. */
  readonly float64: Float64Array
  readonly engine: Float32Array
  readonly json: string
}

/** Enough for every weight to be far from where it started. */
const steps = 200
/** Test points: never trained on. */
const count = 500

/** Trains one model of the list for a while and takes its log-densities. */
export async function trained(name: TruthModelName): Promise<Trained> {
  const { experiment: plain, solver } = truthModels[name]
  const experiment = { ...plain, optimizer: { ...plain.optimizer, steps } }
  const prepared = prepare(experiment)
  if (!prepared.ok) throw new Error(`${name}: ${tell(prepared.reason)}`)
  const { flow, data } = prepared
  const run = createRun(experiment, prepared, createWasmTrainer)
  const ended = await run.advance(steps)
  if (!ended.ok) throw new Error(`${name}: ${tell(ended.reason)}`)
  const { parameters, step } = await run.trainer.readState()
  const points = data.test.subarray(0, count * flow.d)
  const engine = await run.trainer.logDensity(points)
  run.trainer.dispose()
  const ops = float64Ops(parameters)
  const stages = forwardStages(flow, ops, coordinatesOf(points, flow.d).map((at) => ({ at })))
  const { standardisation } = flow.spec
  const file: unknown = JSON.parse(writeModel({ experiment, step, parameters, ...(standardisation && { standardisation }) }))
  const json = JSON.stringify({
    name,
    solver,
    d: flow.d,
    layers: experiment.layers,
    base: experiment.base,
    standardisation: standardisation ?? null,
    blocks: flow.layout.blocks,
    parameters: (file as { readonly parameters: string }).parameters,
    points: [...points],
  })
  return { name, float64: entries(logDensityOf(flow, ops, stages), count), engine, json }
}
