import { blockSize } from './block.ts'
import type { Ops } from './ops.ts'

/**
 * The float64 instance of the algebra: ground truth for tests, figures in 1D, and the command line.
 * A value is a matrix [width][n], n samples side by side; n is 1 for what all samples share.
 */
export interface Columns {
  readonly width: number
  readonly n: number
  readonly data: Float64Array
}

type Weights = Float32Array | Float64Array

export const columns = (width: number, n: number, data: Float64Array = new Float64Array(width * n)): Columns => ({ width, n, data })

/** The coordinates of points `[n, d]`, row-major, as d values of width 1. */
export function coordinatesOf(points: ArrayLike<number>, d: number): Columns[] {
  const n = points.length / d
  return Array.from({ length: d }, (_, k) => {
    const data = new Float64Array(n)
    for (let i = 0; i < n; i++) data[i] = points[i * d + k] ?? NaN
    return columns(1, n, data)
  })
}

/** Entry i of a value of width 1, broadcast over samples. */
export const entries = (value: Columns, n: number): Float64Array =>
  value.n === n ? value.data : new Float64Array(n).fill(value.data[0] ?? NaN)

function map(a: Columns, f: (x: number) => number): Columns {
  const out = new Float64Array(a.data.length)
  for (let i = 0; i < out.length; i++) out[i] = f(a.data[i] as number)
  return columns(a.width, a.n, out)
}

/** Index steps that make a width of 1, or a single sample, stand for all. */
function strides(a: Columns, width: number, n: number): readonly [unit: number, sample: number] {
  if ((a.width !== width && a.width !== 1) || (a.n !== n && a.n !== 1)) {
    throw new RangeError(`cannot broadcast [${a.width}][${a.n}] to [${width}][${n}]`)
  }
  return [a.width === 1 ? 0 : a.n, a.n === 1 ? 0 : 1]
}

function zip(a: Columns, b: Columns, f: (x: number, y: number) => number): Columns {
  const width = Math.max(a.width, b.width)
  const n = Math.max(a.n, b.n)
  const [ak, ai] = strides(a, width, n)
  const [bk, bi] = strides(b, width, n)
  const out = new Float64Array(width * n)
  for (let k = 0, at = 0; k < width; k++) {
    for (let i = 0; i < n; i++, at++) {
      out[at] = f(a.data[k * ak + i * ai] as number, b.data[k * bk + i * bi] as number)
    }
  }
  return columns(width, n, out)
}

function select(mask: Columns, yes: Columns, no: Columns): Columns {
  const width = Math.max(mask.width, yes.width, no.width)
  const n = Math.max(mask.n, yes.n, no.n)
  const [mk, mi] = strides(mask, width, n)
  const [yk, yi] = strides(yes, width, n)
  const [nk, ni] = strides(no, width, n)
  const out = new Float64Array(width * n)
  for (let k = 0, at = 0; k < width; k++) {
    for (let i = 0; i < n; i++, at++) {
      const chosen = mask.data[k * mk + i * mi] ? yes.data[k * yk + i * yi] : no.data[k * nk + i * ni]
      out[at] = chosen as number
    }
  }
  return columns(width, n, out)
}

/** Folds the vector of each sample into one number. */
function fold(a: Columns, f: (x: number, y: number) => number): Columns {
  const out = a.data.slice(0, a.n)
  for (let k = 1; k < a.width; k++) {
    for (let i = 0; i < a.n; i++) out[i] = f(out[i] as number, a.data[k * a.n + i] as number)
  }
  return columns(1, a.n, out)
}

function running(a: Columns): Columns {
  const data = a.data.slice()
  for (let at = a.n; at < data.length; at++) data[at] = (data[at] as number) + (data[at - a.n] as number)
  return columns(a.width, a.n, data)
}

function concat(parts: readonly Columns[]): Columns {
  const n = Math.max(...parts.map((part) => part.n))
  const width = parts.reduce((total, part) => total + part.width, 0)
  const out = new Float64Array(width * n)
  let at = 0
  for (const part of parts) {
    const [, step] = strides(part, part.width, n)
    for (let k = 0; k < part.width; k++) {
      for (let i = 0; i < n; i++) out[at++] = part.data[k * part.n + i * step] as number
    }
  }
  return columns(width, n, out)
}

function dense(x: Columns, weights: Weights, bias: Weights | null, outputs: number): Columns {
  const out = new Float64Array(outputs * x.n)
  for (let o = 0; o < outputs; o++) {
    const row = out.subarray(o * x.n, (o + 1) * x.n).fill(bias ? (bias[o] as number) : 0)
    for (let k = 0; k < x.width; k++) {
      const w = weights[k * outputs + o] as number
      for (let i = 0; i < x.n; i++) row[i] = (row[i] as number) + w * (x.data[k * x.n + i] as number)
    }
  }
  return columns(outputs, x.n, out)
}

/** The algebra over float64 columns, with a flow's weights bound to it. */
export function float64Ops(parameters: Weights): Ops<Columns> {
  return {
    precision: 'double',
    constant: (value) => columns(1, 1, Float64Array.of(value)),
    vector: (values) => columns(values.length, 1, Float64Array.from(values)),
    parameter: (block) => {
      const size = blockSize(block)
      return columns(size, 1, Float64Array.from(parameters.subarray(block.offset, block.offset + size)))
    },
    dense: (x, weights, bias) =>
      dense(x, parameters.subarray(weights.offset), parameters.subarray(bias.offset), bias.shape[0]),
    linear: (x, weights) => dense(x, parameters.subarray(weights.offset), null, weights.shape[1] ?? 1),
    add: (a, b) => zip(a, b, (x, y) => x + y),
    sub: (a, b) => zip(a, b, (x, y) => x - y),
    mul: (a, b) => zip(a, b, (x, y) => x * y),
    div: (a, b) => zip(a, b, (x, y) => x / y),
    neg: (a) => map(a, (x) => -x),
    abs: (a) => map(a, Math.abs),
    exp: (a) => map(a, Math.exp),
    log: (a) => map(a, Math.log),
    log1p: (a) => map(a, Math.log1p),
    sqrt: (a) => map(a, Math.sqrt),
    tanh: (a) => map(a, Math.tanh),
    max: (a, b) => zip(a, b, Math.max),
    min: (a, b) => zip(a, b, Math.min),
    less: (a, b) => zip(a, b, (x, y) => (x < y ? 1 : 0)),
    select,
    withSlope: (a, value) => value(a),
    width: (a) => a.width,
    slice: (a, from, width) => columns(width, a.n, a.data.subarray(from * a.n, (from + width) * a.n)),
    concat,
    sum: (a) => fold(a, (x, y) => x + y),
    running,
    greatest: (a) => fold(a, Math.max),
    least: (a) => fold(a, Math.min),
    iterate: (count, start, body) => {
      let state = start
      for (let i = 0; i < count; i++) state = body(state)
      return state
    },
  }
}
