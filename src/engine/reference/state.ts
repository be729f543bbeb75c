import * as tf from '@tensorflow/tfjs-core'
import type { OptimizerState } from '../optimizer.ts'
import type { TrainingState } from '../trainer.ts'

/** Weights and moments as tensors `[1, size]`. Whoever holds a state owns its tensors, and no two states share one. */
export type TensorState = Readonly<Record<keyof OptimizerState<unknown>, tf.Tensor2D>>

/** Takes a state's tensors out of the tidy they were made in. */
export const isolate = ({ parameters, first, second }: TensorState): TensorState => ({
  parameters: tf.keep(parameters),
  first: tf.keep(first),
  second: tf.keep(second),
})

const vector = (values: Float32Array): tf.Tensor2D => tf.tensor2d(values, [1, values.length])

export const upload = ({ parameters, firstMoment, secondMoment }: TrainingState): TensorState =>
  isolate({ parameters: vector(parameters), first: vector(firstMoment), second: vector(secondMoment) })

const read = async (tensor: tf.Tensor): Promise<Float32Array> => new Float32Array(await tensor.data())

export async function download({ parameters: weights, first, second }: TensorState, step: number): Promise<TrainingState> {
  const [parameters, firstMoment, secondMoment] = await Promise.all([read(weights), read(first), read(second)])
  return { step, parameters, firstMoment, secondMoment }
}

export function release({ parameters, first, second }: TensorState): void {
  for (const tensor of [parameters, first, second]) tensor.dispose()
}
