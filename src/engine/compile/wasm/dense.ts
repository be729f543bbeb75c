import type { Assembler, Local } from './assembler.ts'
import { floatBytes, laneBytes, type Tile } from './tile.ts'

/** Samples worked on at once: four registers of four. */
const samplesAtOnce = 16
const lanes = samplesAtOnce / 4

/** A matrix product over one tile: `out[o][s] = start[o] + Σ_i weight(i, o) · in[i][s]`. Strides in bytes. */
interface Shape {
  readonly samples: number
  readonly inputs: number
  readonly outputs: number
  /** From one input's weight to the next, and from one output's to the next. */
  readonly inputStride: number
  readonly outputStride: number
  readonly biased: boolean
}

/** Where the operands lie. */
interface Operands {
  readonly input: number
  readonly output: number
  readonly weights: number
  readonly bias: number
}

/** A dense layer: W is [inputs, outputs], row-major. */
export function emitDense(tile: Tile, inputs: number, outputs: number, operands: Operands): void {
  const strides = { inputStride: outputs * floatBytes, outputStride: floatBytes }
  emitProduct(tile, { samples: tile.samples, inputs, outputs, ...strides, biased: true }, operands)
}

/** The way back through it: `out[i][s] = Σ_o W[i][o] · g[o][s]`; here `inputs` counts the o and `outputs` the i. */
export function emitDenseBack(tile: Tile, inputs: number, outputs: number, operands: Omit<Operands, 'bias'>): void {
  const strides = { inputStride: floatBytes, outputStride: inputs * floatBytes }
  emitProduct(tile, { samples: tile.samples, inputs, outputs, ...strides, biased: false }, { ...operands, bias: 0 })
}

function emitProduct({ code, library }: Tile, shape: Shape, { input, output, weights, bias }: Operands): void {
  const name = `${shape.biased ? 'dense' : 'dense back'} ${shape.inputs} to ${shape.outputs}, ${shape.samples} samples`
  const index = library.call(name, 4, (body, [x, y, w, b]) => {
    if (x && y && w && b) writeProduct(body, shape, { input: x, output: y, weights: w, bias: b })
  })
  code.int(input).int(output).int(weights).int(bias).call(index)
}

type Pointers = Readonly<Record<keyof Operands, Local>>

/** Two outputs and sixteen samples at a time: eight accumulators stay in registers, weights are splatted from memory. */
function writeProduct(code: Assembler, shape: Shape, at: Pointers): void {
  const pairs = Math.floor(shape.outputs / 2)
  const advance = (local: Local, bytes: number): void => void code.get(local).int(bytes).op('i32.add').set(local)
  if (pairs > 0) {
    const counter = code.local('i32')
    code.loop(counter, pairs, 1, () => {
      writeRows(code, shape, 2, at)
      advance(at.output, 2 * shape.samples * floatBytes)
      advance(at.weights, 2 * shape.outputStride)
      if (shape.biased) advance(at.bias, 2 * floatBytes)
    })
    code.release(counter)
  }
  if (shape.outputs % 2 === 1) writeRows(code, shape, 1, at)
}

/** `rows` outputs for all samples. */
function writeRows(code: Assembler, shape: Shape, rows: 1 | 2, at: Pointers): void {
  const rowBytes = shape.samples * floatBytes
  const sums = Array.from({ length: rows * lanes }, () => code.local('v128'))
  const [samples, x, w, counter] = [code.local('i32'), code.local('i32'), code.local('i32'), code.local('i32')]
  code.loop(samples, rowBytes, samplesAtOnce * floatBytes, () => {
    writeStart(code, shape, sums, at)
    code.get(at.input).get(samples).op('i32.add').set(x).get(at.weights).set(w)
    code.loop(counter, shape.inputs, 1, () => {
      writeTurn(code, shape, sums, x, w)
      code.get(x).int(rowBytes).op('i32.add').set(x).get(w).int(shape.inputStride).op('i32.add').set(w)
    })
    sums.forEach((sum, i) => {
      const offset = Math.floor(i / lanes) * rowBytes + (i % lanes) * laneBytes
      code.get(at.output).get(samples).op('i32.add').get(sum).store(offset)
    })
  })
  code.release(...sums, samples, x, w, counter)
}

/** The accumulators begin at the bias, or at zero. */
function writeStart(code: Assembler, shape: Shape, sums: readonly Local[], at: Pointers): void {
  for (let row = 0; row < sums.length / lanes; row++) {
    if (shape.biased) code.get(at.bias).loadSplat(row * floatBytes)
    else code.splat(0)
    const [first, ...rest] = sums.slice(row * lanes, (row + 1) * lanes)
    if (!first) continue
    code.set(first)
    for (const sum of rest) code.get(first).set(sum)
  }
}

/** One input: four loads, a splat for each row, and a multiply-add for each accumulator. */
function writeTurn(code: Assembler, shape: Shape, sums: readonly Local[], x: Local, w: Local): void {
  const values = Array.from({ length: lanes }, (_, lane) => {
    const value = code.local('v128')
    code.get(x).load(lane * laneBytes).set(value)
    return value
  })
  const factor = code.local('v128')
  for (let row = 0; row < sums.length / lanes; row++) {
    code.get(w).loadSplat(row * shape.outputStride).set(factor)
    values.forEach((value, lane) => {
      const sum = sums[row * lanes + lane]
      if (sum) code.get(sum).get(value).get(factor).op('f32x4.mul', 'f32x4.add').set(sum)
    })
  }
  code.release(...values, factor)
}
