import * as tf from '@tensorflow/tfjs-core'
import type { Block } from '../../math/block.ts'
import { batchIndex } from '../../math/random.ts'
import type { Point } from '../../flows/bijector.ts'
import { forwardStages, inverseStages, logDensityOf, type Flow } from '../../flows/flow.ts'
import { type OptimizerState, stepNumbers, updateParameters } from '../optimizer.ts'
import type { StepReport, Trainer, TrainerJob, TrainerKind, TrainingState } from '../trainer.ts'
import { carryInChunks, coordinates, type Wanted } from './carry.ts'
import { type Constants, createConstants, sliceBlocks, tensorOps } from './tensorOps.ts'

type Blocks = ReadonlyMap<Block, tf.Tensor2D>
type State = { -readonly [K in keyof OptimizerState<tf.Tensor2D>]: tf.Tensor2D }

/** Mean negative log-likelihood in nats, and its gradient with respect to the one vector of weights. */
function lossAndGradient(flow: Flow, constants: Constants, parameters: tf.Tensor2D, x: Point<tf.Tensor2D>) {
  const blocks = sliceBlocks(parameters, flow.layout.blocks)
  const loss = (...tensors: tf.Tensor[]): tf.Scalar => {
    const bound: Blocks = new Map(flow.layout.blocks.map((block, i) => [block, tensors[i] as tf.Tensor2D]))
    const ops = tensorOps(constants, bound)
    return tf.neg(tf.mean(logDensityOf(flow, ops, forwardStages(flow, ops, x)))) as tf.Scalar
  }
  if (flow.layout.size === 0) return { value: loss(), gradient: parameters }
  const { value, grads } = tf.valueAndGrads(loss)([...blocks.values()])
  return { value, gradient: tf.concat(grads.map((grad) => tf.reshape(grad, [1, -1])), 1) as tf.Tensor2D }
}

const vector = (values: Float32Array): tf.Tensor2D => tf.tensor2d(values, [1, values.length])

const isolate = (state: State): State => ({
  parameters: tf.keep(state.parameters),
  first: tf.keep(state.first),
  second: tf.keep(state.second),
})

/** The reference engine: the flow run eagerly on tfjs, differentiated by its tape. */
export function createReferenceTrainer(job: TrainerJob, kind: TrainerKind, start: TrainingState): Trainer {
  const { flow, points, seed } = job
  const n = points.length / flow.d
  const constants = createConstants()
  let settings = job.optimizer
  let step = start.step
  let state = upload(start)

  function upload(from: TrainingState): State {
    return isolate({ parameters: vector(from.parameters), first: vector(from.firstMoment), second: vector(from.secondMoment) })
  }

  function release(old: State): void {
    for (const tensor of [old.parameters, old.first, old.second]) tensor.dispose()
  }

  /** One optimizer step; the caller keeps what it returns and releases what it gave. */
  function advance(from: State, at: number): { state: State; loss: tf.Scalar } {
    return tf.tidy(() => {
      const x = coordinates(points, flow.d, settings.batch, (i) => batchIndex(seed, at, i, n))
      const { value, gradient } = lossAndGradient(flow, constants, from.parameters, x)
      const { learningRate, firstCorrection, secondCorrection } = stepNumbers(settings, at)
      const ops = tensorOps(constants, new Map())
      const next = updateParameters(ops, settings.method, from, gradient, {
        learningRate: tf.tensor2d([learningRate], [1, 1]),
        firstCorrection: tf.tensor2d([firstCorrection], [1, 1]),
        secondCorrection: tf.tensor2d([secondCorrection], [1, 1]),
      })
      // SGD leaves the second moment as it is: copied, so that every state owns its tensors.
      const second = next.second === from.second ? tf.clone(from.second) : next.second
      return { state: isolate({ ...next, second }), loss: tf.keep(value) }
    })
  }

  async function read(at: number): Promise<TrainingState> {
    const copy = async (tensor: tf.Tensor) => new Float32Array(await tensor.data())
    const { parameters: p, first, second } = state
    const [parameters, firstMoment, secondMoment] = await Promise.all([copy(p), copy(first), copy(second)])
    return { step: at, parameters, firstMoment, secondMoment }
  }

  async function run(count: number): Promise<StepReport> {
    const before = state
    const losses: tf.Scalar[] = []
    for (let i = 0; i < count; i++) {
      const next = advance(state, step + i)
      if (state !== before) release(state)
      state = next.state
      losses.push(next.loss)
    }
    // The sums are finite only if every weight and every moment is: one read-back tells of both.
    const stacked = tf.tidy(() => tf.stack([...losses, ...[state.parameters, state.first, state.second].map((all) => tf.sum(all))]))
    tf.dispose(losses)
    const values = new Float32Array(await stacked.data())
    stacked.dispose()
    const broken = values.every(Number.isFinite) ? null : await read(step + count)
    release(broken ? state : before)
    if (broken) state = before
    else step += count
    return { step, losses: broken ? new Float32Array() : values.slice(0, count), broken }
  }

  const carry = (rows: Float32Array, direction: typeof forwardStages, wanted: Wanted) =>
    carryInChunks(rows, flow, wanted, (part) => {
      const ops = tensorOps(constants, sliceBlocks(state.parameters, flow.layout.blocks))
      const x = coordinates(part, flow.d, part.length / flow.d, (i) => i)
      const stages = direction(flow, ops, x)
      return { ...stages, logDensity: logDensityOf(flow, ops, stages) }
    })

  return {
    kind,
    step: (count) => run(count),
    stages: (rows) => carry(rows, forwardStages, 'stages'),
    inverse: (latents) => carry(latents, inverseStages, 'stages'),
    logDensity: async (rows) => (await carry(rows, forwardStages, 'density')).logDensity,
    readState: () => read(step),
    writeState: (to) => {
      release(state)
      state = upload(to)
      step = to.step
    },
    setOptimizer: (next) => {
      settings = next
    },
    dispose: () => {
      release(state)
      constants.dispose()
    },
  }
}
