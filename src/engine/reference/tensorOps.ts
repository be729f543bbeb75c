import * as tf from '@tensorflow/tfjs-core'
import { blockSize, type Block } from '../../math/block.ts'
import type { Ops } from '../../math/ops.ts'

/** tfjs knows no gradient of a comparison and refuses to differentiate past one; it is zero. */
tf.registerGradient({
  kernelName: tf.Less,
  inputsToSave: ['a', 'b'],
  gradFunc: (_, [a, b]) => ({ a: () => tf.zerosLike(a as tf.Tensor), b: () => tf.zerosLike(b as tf.Tensor) }),
})

/** The constants that formulas name, uploaded once and kept as long as the trainer lives. */
export interface Constants {
  get(values: readonly number[]): tf.Tensor2D
  dispose(): void
}

export function createConstants(): Constants {
  const kept = new Map<string, tf.Tensor2D>()
  return {
    get: (values) => {
      const key = values.join()
      const found = kept.get(key) ?? tf.keep(tf.tensor2d([...values], [1, values.length]))
      kept.set(key, found)
      return found
    },
    dispose: () => {
      for (const tensor of kept.values()) tensor.dispose()
      kept.clear()
    },
  }
}

/** Cuts the one vector `[1, size]` of a flow's weights into the tensor of each block. */
export function sliceBlocks(parameters: tf.Tensor2D, blocks: readonly Block[]): Map<Block, tf.Tensor2D> {
  return new Map(
    blocks.map((block) => {
      const part = tf.slice(parameters, [0, block.offset], [1, blockSize(block)])
      return [block, block.shape.length === 1 ? part : tf.reshape(part, [...block.shape])]
    }),
  )
}

function withSlope(a: tf.Tensor2D, value: (a: tf.Tensor2D) => tf.Tensor2D, slope: (a: tf.Tensor2D, value: tf.Tensor2D) => tf.Tensor2D) {
  const run = tf.customGrad((input, save) => {
    const x = input as tf.Tensor2D
    const result = value(x)
    ;(save as tf.GradSaveFunc)([x, result])
    return {
      value: result,
      gradFunc: (upstream: tf.Tensor2D, [at, found]: tf.Tensor[]) => tf.mul(upstream, slope(at as tf.Tensor2D, found as tf.Tensor2D)),
    }
  })
  return run(a)
}

/** Vectors one after another; what all samples share is repeated where the others are per sample. */
function concat(parts: readonly tf.Tensor2D[]): tf.Tensor2D {
  const [only] = parts
  if (only && parts.length === 1) return only
  const n = Math.max(...parts.map(({ shape }) => shape[0]))
  return tf.concat(parts.map((part) => (part.shape[0] === n ? part : tf.tile(part, [n, 1]))), 1)
}

/**
 * The tfjs instance of the algebra: a value is a tensor `[n, width]`, `[1, width]` for what all samples share.
 * `blocks` binds the weights of a flow.
 */
export function tensorOps(constants: Constants, blocks: ReadonlyMap<Block, tf.Tensor2D>): Ops<tf.Tensor2D> {
  const bound = (block: Block): tf.Tensor2D => {
    const tensor = blocks.get(block)
    if (!tensor) throw new RangeError(`no weights are bound to the block "${block.name}"`)
    return tensor
  }
  return {
    precision: 'single',
    constant: (value) => constants.get([value]),
    vector: (values) => constants.get(values),
    parameter: (block) => tf.reshape(bound(block), [1, blockSize(block)]),
    dense: (x, weights, bias) => tf.add(tf.matMul(x, bound(weights)), bound(bias)),
    linear: (x, weights) => tf.matMul(x, bound(weights)),
    add: (a, b) => tf.add(a, b),
    sub: (a, b) => tf.sub(a, b),
    mul: (a, b) => tf.mul(a, b),
    div: (a, b) => tf.div(a, b),
    neg: (a) => tf.neg(a),
    abs: (a) => tf.abs(a),
    exp: (a) => tf.exp(a),
    log: (a) => tf.log(a),
    log1p: (a) => tf.log1p(a),
    sqrt: (a) => tf.sqrt(a),
    tanh: (a) => tf.tanh(a),
    max: (a, b) => tf.maximum(a, b),
    min: (a, b) => tf.minimum(a, b),
    less: (a, b) => tf.less(a, b),
    select: (mask, yes, no) => tf.where(mask, yes, no),
    withSlope,
    width: (a) => a.shape[1],
    slice: (a, from, width) => tf.slice(a, [0, from], [-1, width]),
    concat,
    sum: (a) => tf.sum(a, 1, true),
    running: (a) => tf.cumsum(a, 1),
    greatest: (a) => tf.max(a, 1, true),
    least: (a) => tf.min(a, 1, true),
    iterate: (count, start, body) => {
      let state = start
      for (let i = 0; i < count; i++) state = tf.tidy(() => [...body(state)])
      return state
    },
  }
}
