import * as tf from '@tensorflow/tfjs-core'
import type { Coordinate, Point } from '../../flows/bijector.ts'
import type { Flow } from '../../flows/flow.ts'
import type { Ops } from '../../math/ops.ts'
import { emptyJacobians, fillJacobians } from '../jacobians.ts'
import type { Jacobians } from '../trainer.ts'
import { readsOf } from '../streams.ts'
import { chunk, readBack, samplesOf, type TensorSamples } from './carry.ts'
import type { Constants } from './tensorOps.ts'

type TensorPoint = Point<tf.Tensor2D>
type Map = (from: TensorPoint) => TensorPoint

const names = ['at', 'log', 'logComplement'] as const satisfies readonly (keyof Coordinate<unknown>)[]

/** The numbers that a coordinate u is known by, and the derivative of each with respect to u. */
const slopes: Readonly<Record<(typeof names)[number], (tail: tf.Tensor2D) => tf.Tensor2D>> = {
  at: (at) => tf.onesLike(at),
  log: (log) => tf.exp(tf.neg(log)),
  logComplement: (logComplement) => tf.neg(tf.exp(tf.neg(logComplement))),
}

/** Rows [i][j] of ∂output i/∂input j, each `[n, 1]`. */
function jacobianOf(map: Map, from: TensorPoint): readonly (readonly tf.Tensor2D[])[] {
  const variables = from.flatMap((coordinate, j) =>
    names.flatMap((name) => {
      const value = coordinate[name]
      return value ? [{ j, name, value: tf.clone(value) }] : []
    }),
  )
  const rebuilt = (values: readonly tf.Tensor[]): TensorPoint =>
    from.map((_, j) => Object.fromEntries(variables.flatMap((one, k) => (one.j === j ? [[one.name, values[k]]] : []))) as unknown as Coordinate<tf.Tensor2D>)
  const nowhere = tf.scalar(false, 'bool')
  const zero = tf.scalar(0)
  const rows = from.map((_, i) => {
    // tfjs refuses to differentiate by what has no part in the result: here each has one, of nothing.
    const output = (...values: tf.Tensor[]): tf.Tensor =>
      values.reduce((sum, value) => tf.add(sum, tf.where(nowhere, value, zero)), (map(rebuilt(values))[i] as Coordinate<tf.Tensor2D>).at)
    return tf.grads(output)(variables.map(({ value }) => value))
  })
  return rows.map((gradients) =>
    from.map((_, j) =>
      variables.reduce<tf.Tensor2D>(
        (sum, one, k) => (one.j === j ? tf.add(sum, tf.mul(gradients[k] as tf.Tensor2D, slopes[one.name](one.value))) : sum),
        tf.zerosLike(from[j]?.at as tf.Tensor2D),
      ),
    ),
  )
}

/** Every entry that `fillJacobians` reads, in its order. */
function entriesOf(flow: Flow, ops: Ops<tf.Tensor2D>, { x, given }: TensorSamples): readonly tf.Tensor2D[] {
  const through = (layers: Flow['layers'], from: TensorPoint): TensorPoint => layers.reduce((point, layer) => layer.forward(ops, point, given).to, from)
  const layers = flow.layers.map((layer, k) => jacobianOf((from) => layer.forward(ops, from, given).to, through(flow.layers.slice(0, k), x)))
  return [...layers, jacobianOf((from) => through(flow.layers, from), x)].flat(2)
}

/** The Jacobians of rows `[n, readsOf(flow)]`, by tfjs's own tape. */
export async function findJacobians(flow: Flow, rows: Float32Array, constants: Constants, ops: () => Ops<tf.Tensor2D>): Promise<Jacobians> {
  const { d } = flow
  const n = rows.length / readsOf(flow)
  const found = emptyJacobians(flow, n)
  for (let from = 0; from < n; from += chunk) {
    const count = Math.min(chunk, n - from)
    const samples = () => samplesOf(flow, rows, constants, count, (i) => from + i)
    const tensors = tf.tidy(() => [...entriesOf(flow, ops(), samples())])
    const streams = tensors.map(() => new Float32Array(count))
    const read = await Promise.allSettled(tensors.map((tensor, k) => readBack({ tensor, target: streams[k] ?? new Float32Array(), stride: 1, offset: 0 })))
    for (const one of read) if (one.status === 'rejected') throw one.reason
    fillJacobians(found, d, from, count, streams)
  }
  return found
}
