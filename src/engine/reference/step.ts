import * as tf from '@tensorflow/tfjs-core'
import type { Block } from '../../math/block.ts'
import { batchIndex } from '../../math/random.ts'
import type { Point } from '../../flows/bijector.ts'
import { forcedStages } from '../../flows/distillation.ts'
import { forwardStages, logDensityOf, type Flow } from '../../flows/flow.ts'
import { clippingScale, type StepNumbers, stepNumbers, updateParameters } from '../optimizer.ts'
import { readsOf } from '../streams.ts'
import type { TrainerJob } from '../trainer.ts'
import { coordinates, samplesOf, type TensorSamples } from './carry.ts'
import { isolate, type TensorState } from './state.ts'
import { type Constants, sliceBlocks, tensorOps } from './tensorOps.ts'

type Blocks = ReadonlyMap<Block, tf.Tensor2D>

/** Mean negative log-likelihood in nats, and its gradient with respect to the one vector of weights. */
function lossAndGradient(flow: Flow, constants: Constants, parameters: tf.Tensor2D, { x, given }: TensorSamples, kept: Point<tf.Tensor2D> | null) {
  const blocks = sliceBlocks(parameters, flow.layout.blocks)
  const loss = (...tensors: tf.Tensor[]): tf.Scalar => {
    const bound: Blocks = new Map(flow.layout.blocks.map((block, i) => [block, tensors[i] as tf.Tensor2D]))
    const ops = tensorOps(constants, bound)
    const stages = kept ? forcedStages(flow, ops, x, kept, given) : forwardStages(flow, ops, x, given)
    return tf.neg(tf.mean(logDensityOf(flow, ops, stages))) as tf.Scalar
  }
  if (flow.layout.size === 0) return { value: loss(), gradient: parameters }
  const { value, grads } = tf.valueAndGrads(loss)([...blocks.values()])
  return { value, gradient: tf.concat(grads.map((grad) => tf.reshape(grad, [1, -1])), 1) as tf.Tensor2D }
}

const number = (value: number): tf.Tensor2D => tf.tensor2d([value], [1, 1])

const tensorsOf = ({ learningRate, firstCorrection, secondCorrection, gradientScale, decay }: StepNumbers) => ({
  learningRate: number(learningRate),
  firstCorrection: number(firstCorrection),
  secondCorrection: number(secondCorrection),
  gradientScale: number(gradientScale),
  decay: number(decay),
})

/** Optimizer step number `at`, on training points, rows `[n, readsOf(flow)]`; the caller keeps what it gave and owns what it gets. */
export function takeStep(
  { flow, kept, seed, optimizer }: TrainerJob,
  rows: Float32Array,
  constants: Constants,
  from: TensorState,
  at: number,
): { readonly state: TensorState; readonly loss: tf.Scalar } {
  return tf.tidy(() => {
    const n = rows.length / readsOf(flow)
    const rowOf = (i: number): number => batchIndex(seed, at, i, n)
    const samples = samplesOf(flow, rows, constants, optimizer.batch, rowOf)
    const { value, gradient } = lossAndGradient(flow, constants, from.parameters, samples, kept ? coordinates(kept, flow.d, optimizer.batch, rowOf) : null)
    const ops = tensorOps(constants, new Map())
    const numbers = tensorsOf(stepNumbers(optimizer, at))
    // The norm stays on the device.
    const norm = (): tf.Tensor2D => tf.reshape(tf.norm(gradient), [1, 1])
    const gradientScale = optimizer.clip > 0 ? clippingScale(ops, number(optimizer.clip), norm()) : numbers.gradientScale
    const next = updateParameters(ops, optimizer.method, from, gradient, { ...numbers, gradientScale })
    // SGD leaves the second moment as it is: copied, so that every state owns its tensors.
    const second = next.second === from.second ? tf.clone(from.second) : next.second
    return { state: isolate({ ...next, second }), loss: tf.keep(value) }
  })
}
