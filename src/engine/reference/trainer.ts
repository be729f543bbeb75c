import * as tf from '@tensorflow/tfjs-core'
import { type Batch, forwardStages, inverseStages, logDensityOf, tailOf } from '../../flows/flow.ts'
import { readsOf, rowsFor } from '../streams.ts'
import type { StepReport, Trainer, TrainerJob, TrainerKind, TrainingState } from '../trainer.ts'
import { carryInChunks, samplesOf, type Wanted } from './carry.ts'
import { findJacobians } from './jacobians.ts'
import { download, release, type TensorState, upload } from './state.ts'
import { takeStep } from './step.ts'
import { createConstants, sliceBlocks, tensorOps } from './tensorOps.ts'

/** Reads the losses back, and whether they and every weight and moment are finite: the sums are only then. */
async function readLosses(losses: readonly tf.Scalar[], { parameters, first, second }: TensorState) {
  const sums = () => [parameters, first, second].map((all) => tf.sum(all))
  const stacked = tf.tidy(() => tf.stack([...losses, ...sums()]))
  try {
    const values = new Float32Array(await stacked.data())
    return { losses: values.slice(0, losses.length), isFinite: values.every(Number.isFinite) }
  } finally {
    stacked.dispose()
  }
}

/** The reference engine: the flow run eagerly on tfjs, differentiated by its tape. */
export function createReferenceTrainer(given: TrainerJob, kind: TrainerKind, start: TrainingState): Trainer {
  const { flow } = given
  const constants = createConstants()
  const pool = rowsFor(flow, given)
  let job = given
  let step = start.step
  let state = upload(start)

  /** `count` steps from the state as it is, which stays whole until it is known that all went well. */
  async function run(count: number): Promise<StepReport> {
    if (count === 0) return { step, losses: new Float32Array(), broken: null }
    const steps: tf.Scalar[] = []
    let reached = state
    try {
      for (let i = 0; i < count; i++) {
        const next = takeStep(job, pool, constants, reached, step + i)
        if (reached !== state) release(reached)
        reached = next.state
        steps.push(next.loss)
      }
      const { losses, isFinite } = await readLosses(steps, reached)
      if (!isFinite) return { step, losses: new Float32Array(), broken: await download(reached, step + count) }
      ;[state, reached] = [reached, state]
      step += count
      return { step, losses, broken: null }
    } finally {
      tf.dispose(steps)
      if (reached !== state) release(reached)
    }
  }

  const carry = (batch: Batch, direction: typeof forwardStages, wanted: Wanted, through = flow) =>
    carryInChunks(rowsFor(flow, batch), through, wanted, (part) => {
      const ops = tensorOps(constants, sliceBlocks(state.parameters, flow.layout.blocks))
      const { x, given: told } = samplesOf(flow, part, constants, part.length / readsOf(flow), (i) => i)
      const stages = direction(through, ops, x, told)
      return { ...stages, logDensity: logDensityOf(through, ops, stages) }
    })

  return {
    kind,
    step: (count) => run(count),
    stages: (points, labels) => carry({ points, labels }, forwardStages, 'stages'),
    inverse: (points, labels) => carry({ points, labels }, inverseStages, 'stages'),
    logDensity: async (points, labels, stage = 0) => (await carry({ points, labels }, forwardStages, 'density', tailOf(flow, stage))).logDensity,
    jacobians: (points, labels) =>
      findJacobians(flow, rowsFor(flow, { points, labels }), constants, () => tensorOps(constants, sliceBlocks(state.parameters, flow.layout.blocks))),
    readState: () => download(state, step),
    writeState: (to) => {
      release(state)
      state = upload(to)
      step = to.step
    },
    setOptimizer: (optimizer) => {
      job = { ...job, optimizer }
    },
    listing: () => Promise.resolve({ language: 'none', parts: [] }),
    dispose: () => {
      release(state)
      constants.dispose()
    },
  }
}
