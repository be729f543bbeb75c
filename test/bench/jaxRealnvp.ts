import { blockUntilReady, defaultDevice, init, jit, numpy as np, tree, valueAndGrad } from '@jax-js/jax'
import { stepNumbers } from '../../src/engine/optimizer.ts'
import { startOf } from '../../src/engine/run.ts'
import type { TrainerJob } from '../../src/engine/trainer.ts'
import type { Block } from '../../src/math/block.ts'
import type { Contestant } from './interleave.ts'
import { batchOf } from './model.ts'

/** Weight and bias of every layer, coupling after coupling. */
type Weights = np.Array[]
/** Of one coupling: two hidden layers and the output [shift, log-scale]. */
const blocksOfCoupling = 6

/**
 * Mean NLL in nats of the same RealNVP as ours: couplings that take turns at the two coordinates, log-scales bent into
 * ±5, a standard normal base. In jax-js an array is used up by what reads it; `.ref` is one use more.
 */
function loss(weights: Weights, first: np.Array, second: np.Array): np.Array {
  let [kept, changed] = [first, second]
  const logDets: np.Array[] = []
  for (let at = 0; at < weights.length; at += blocksOfCoupling) {
    const [w1, b1, w2, b2, w3, b3] = weights.slice(at) as [np.Array, np.Array, np.Array, np.Array, np.Array, np.Array]
    const hidden = np.tanh(np.matmul(np.tanh(np.matmul(kept.ref, w1).add(b1)), w2).add(b2))
    const output = np.matmul(hidden, w3).add(b3)
    const shift = output.ref.slice([], [0, 1])
    const logScale = np.tanh(output.slice([], [1, 2]).div(5)).mul(5)
    ;[kept, changed] = [changed.mul(np.exp(logScale.ref)).add(shift), kept]
    logDets.push(logScale)
  }
  const logDet = logDets.reduce((sum, one) => sum.add(one))
  const nll = np.square(kept).add(np.square(changed)).div(2).sub(logDet)
  return np.mean(nll).add(Math.log(2 * Math.PI))
}

const beta1 = 0.9
const beta2 = 0.999


/** One step of Adam: weights and moments are one vector each. The numbers change with the step: see `stepNumbers`. */
type Step = (
  weights: np.Array,
  firstMoment: np.Array,
  secondMoment: np.Array,
  x: np.Array,
  y: np.Array,
  rate: np.Array,
  correction1: np.Array,
  correction2: np.Array,
) => [weights: np.Array, firstMoment: np.Array, secondMoment: np.Array, loss: np.Array]

/**
 * The weights lie in one vector, cut up for the loss and its gradient joined again: an update in three kernels. With an
 * array for each weight and moment the step is a hundred kernels longer, and four times as slow.
 */
function adamStep(shapes: readonly (readonly [number, number])[]): Step {
  const cut = (vector: np.Array): Weights => {
    let at = 0
    const parts = shapes.map(([rows, columns]) => {
      const from = at
      at += rows * columns
      return vector.ref.slice([from, at]).reshape([rows, columns])
    })
    vector.dispose()
    return parts
  }
  return (weights, firstMoment, secondMoment, x, y, rate, correction1, correction2) => {
    const [value, gradients] = valueAndGrad(loss)(cut(weights.ref), x, y)
    const gradient = np.concatenate(gradients.map((one) => one.reshape([-1])))
    const first = firstMoment.mul(beta1).add(gradient.ref.mul(1 - beta1))
    const second = secondMoment.mul(beta2).add(np.square(gradient).mul(1 - beta2))
    const size = np.sqrt(second.ref.mul(correction2)).add(1e-8)
    return [weights.sub(first.ref.mul(rate).mul(correction1).div(size)), first, second, value]
  }
}

/** A bias is a matrix of one row. */
const matrixShape = ([rows, columns]: Block['shape']): readonly [number, number] =>
  columns === undefined ? [1, rows] : [rows, columns]

const vector = (values: Float32Array): np.Array => np.array(Float32Array.from(values))

/** Trains from the start of a job; every call is one step, and its loss is the caller's to dispose of. */
function createTraining(job: TrainerJob) {
  const start = startOf(job)
  const step = jit(adamStep(job.flow.layout.blocks.map(({ shape }) => matrixShape(shape))))
  let state: readonly [np.Array, np.Array, np.Array] = [vector(start), np.zeros([start.length]), np.zeros([start.length])]
  let at = 0
  return {
    advance: (): np.Array => {
      const [x, y] = batchOf(job, at).map((values) => vector(values).reshape([values.length, 1]))
      if (!x || !y) throw new RangeError('the model is of two coordinates')
      const { learningRate, firstCorrection, secondCorrection } = stepNumbers(job.optimizer, at++)
      const [weights, first, second, value] = step(...state, x, y, np.array(learningRate), np.array(firstCorrection), np.array(secondCorrection))
      state = [weights, first, second]
      return value
    },
    /** Resolves when all that was asked for is computed. */
    settled: () => blockUntilReady([...state]),
    dispose: () => {
      tree.dispose([...state])
      step.dispose()
    },
  }
}

/**
 * jax-js, jitted, on its WebAssembly backend and on one thread: given an isolated page and with it a thread for each
 * core, it spends more on messages between them than it gains (on two cores five times as long a step at batch 256,
 * twice as long at 1,024).
 */
export async function jaxContestant(job: TrainerJob): Promise<Contestant> {
  await init('wasm')
  defaultDevice('wasm')
  const { advance, settled, dispose } = createTraining(job)
  return {
    backend: 'jax-js jit, wasm, 1 thread',
    work: 1,
    run: async (turns) => {
      const from = performance.now()
      let last = advance()
      for (let i = 1; i < turns; i++) {
        last.dispose()
        last = advance()
      }
      await settled()
      const seconds = (performance.now() - from) / 1000
      const [loss = NaN] = await last.data()
      return { seconds, loss }
    },
    dispose,
  }
}
