import * as tf from '@tensorflow/tfjs-core'
import type { Point } from '../../flows/bijector.ts'
import { oneHot, type Flow, type FlowStages } from '../../flows/flow.ts'
import { readsOf } from '../streams.ts'
import type { Stages } from '../trainer.ts'
import { type Constants, tensorOps } from './tensorOps.ts'

/** Points carried at once: bounds the memory of a large probe. */
export const chunk = 16_384

/** Whether every stage is read back, or log p(x) alone. */
export type Wanted = 'stages' | 'density'

type TensorStages = FlowStages<tf.Tensor2D> & { readonly logDensity: tf.Tensor2D }

/** The numbers of some rows of `points` `[n, d]`, as d tensors `[rows, 1]`. */
export function coordinates(points: Float32Array, d: number, rows: number, rowOf: (i: number) => number): Point<tf.Tensor2D> {
  return Array.from({ length: d }, (_, k) => {
    const axis = new Float32Array(rows)
    for (let i = 0; i < rows; i++) axis[i] = points[rowOf(i) * d + k] ?? NaN
    return { at: tf.tensor2d(axis, [rows, 1]) }
  })
}

/** What a flow reads of some samples: their coordinates, `[count, 1]` each, and their classes, one-hot. */
export interface TensorSamples {
  readonly x: Point<tf.Tensor2D>
  readonly given?: tf.Tensor2D
}

/** Samples from rows `[n, readsOf(flow)]`: `rowOf(i)` is that of the i-th of `count`. */
export function samplesOf(flow: Flow, rows: Float32Array, constants: Constants, count: number, rowOf: (i: number) => number): TensorSamples {
  const { d, classes } = flow
  const read = coordinates(rows, readsOf(flow), count, rowOf)
  const x = read.slice(0, d)
  const [label] = read.slice(d)
  return label ? { x, given: oneHot(tensorOps(constants, new Map()), label.at, classes) } : { x }
}

/** A tensor on its way into every `stride`-th place of an array, from `offset` on. */
export interface Reading {
  readonly tensor: tf.Tensor2D
  readonly target: Float32Array
  readonly stride: number
  readonly offset: number
}

/** Reads a value `[n, 1]`, or `[1, 1]` for all samples alike, into n places. */
export async function readBack({ tensor, target, stride, offset }: Reading): Promise<void> {
  try {
    const values = await tensor.data()
    const n = target.length / stride
    for (let i = 0; i < n; i++) target[i * stride + offset] = values[values.length === 1 ? 0 : i] ?? NaN
  } finally {
    tensor.dispose()
  }
}

/** Carries rows `[n, readsOf(flow)]` through the flow a chunk at a time, and reads back what is wanted. */
export async function carryInChunks(
  rows: Float32Array,
  flow: Flow,
  wanted: Wanted,
  carry: (part: Float32Array) => TensorStages,
): Promise<Stages> {
  const { d } = flow
  const width = readsOf(flow)
  const n = rows.length / width
  const all = wanted === 'stages'
  const points = all ? Array.from({ length: flow.layers.length + 1 }, () => new Float32Array(n * d)) : []
  const logDets = all ? flow.layers.map(() => new Float32Array(n)) : []
  const logDensity = new Float32Array(n)
  for (let from = 0; from < n; from += chunk) {
    const to = Math.min(n, from + chunk)
    const reading = (tensor: tf.Tensor2D, target: Float32Array, stride = 1, offset = 0): Reading => ({
      tensor: tf.keep(tf.clone(tensor)),
      target: target.subarray(from * stride, to * stride),
      stride,
      offset,
    })
    const readings: Reading[] = []
    tf.tidy(() => {
      const found = carry(rows.subarray(from * width, to * width))
      points.forEach((target, k) => found.points[k]?.forEach(({ at }, axis) => readings.push(reading(at, target, d, axis))))
      logDets.forEach((target, k) => readings.push(reading(found.logDets[k] ?? found.logDensity, target)))
      readings.push(reading(found.logDensity, logDensity))
    })
    // If the engine fails, all are waited for, so that none is left behind.
    const read = await Promise.allSettled(readings.map(readBack))
    for (const one of read) if (one.status === 'rejected') throw one.reason
  }
  return { points, logDets, logDensity }
}
