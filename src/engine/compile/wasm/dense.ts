import type { NodeOf } from '../graph.ts'
import type { Elementwise } from '../schedule.ts'
import type { Assembler, Local } from './assembler.ts'
import { type Epilogue, epilogueOf } from './epilogue.ts'
import { laneBytes, type Tile } from './tile.ts'
import { floatBytes } from '../bytes.ts'

/** Samples worked on at once: four registers of four. */
const samplesAtOnce = 16
const lanes = samplesAtOnce / 4
/** Inputs per turn of the innermost loop. */
const unrolled = 2

/** A matrix product over one tile: `out[o][s] = start[o] + Σ_i weight(i, o) · in[i][s]`. Strides in bytes. */
interface Shape {
  readonly samples: number
  readonly inputs: number
  readonly outputs: number
  /** From one input's weight to the next, and from one output's to the next. */
  readonly inputStride: number
  readonly outputStride: number
  readonly kind: 'dense' | 'dense, transposed,' | 'linear' | 'linear, transposed,' | 'dense back'
  /** Whether sums begin at a bias; else at zero. */
  readonly isBiased: boolean
}

/** Where the operands lie. */
interface Operands {
  readonly input: number
  readonly weights: number
  readonly bias: number
}

/** A dense layer: W is [inputs, outputs], row-major; its transpose is read faster. */
export function emitDense(tile: Tile, node: NodeOf<'dense'>, after: readonly Elementwise[] = []): void {
  const { x, weights, bias, width } = node
  const transposed = tile.room.weights.get(weights.offset)
  const strides =
    transposed === undefined
      ? { inputStride: width * floatBytes, outputStride: floatBytes }
      : { inputStride: floatBytes, outputStride: x.width * floatBytes }
  const operands = { input: tile.buffer(x), weights: transposed ?? tile.weights(weights), bias: bias ? tile.weights(bias) : 0 }
  const kind = bias ? 'dense' : 'linear'
  emitProduct(tile, { samples: tile.samples, inputs: x.width, outputs: width, ...strides, isBiased: bias !== null, kind: transposed === undefined ? kind : `${kind}, transposed,` }, operands, epilogueOf(tile, node, after))
}

/** The way back through it: `out[i][s] = Σ_o W[i][o] · g[o][s]`; in the product the o are inputs and the i outputs. */
export function emitDenseBack(tile: Tile, node: NodeOf<'denseBack'>, after: readonly Elementwise[] = []): void {
  const { gradient, weights, width } = node
  const strides = { inputStride: floatBytes, outputStride: gradient.width * floatBytes }
  const operands = { input: tile.buffer(gradient), weights: tile.weights(weights), bias: 0 }
  emitProduct(tile, { samples: tile.samples, inputs: gradient.width, outputs: width, ...strides, isBiased: false, kind: 'dense back' }, operands, epilogueOf(tile, node, after))
}

function emitProduct({ code, library }: Tile, shape: Shape, { input, weights, bias }: Operands, epilogue: Epilogue): void {
  const name = `${shape.kind} ${shape.inputs} to ${shape.outputs}, ${shape.samples} samples${epilogue.name}`
  const index = library.call(name, 3 + epilogue.buffers.length, (body, [x, w, b, ...buffers]) => {
    if (x && w && b) body.hoisted(() => writeProduct(body, shape, { input: x, weights: w, bias: b, buffers }, epilogue))
  })
  for (const address of [input, weights, bias, ...epilogue.buffers]) code.int(address)
  code.call(index)
}

interface Pointers extends Readonly<Record<keyof Operands, Local>> {
  /** Of the epilogue. */
  readonly buffers: readonly Local[]
}

/** Two outputs and sixteen samples at a time: eight accumulators stay in registers, weights are splatted from memory. */
function writeProduct(code: Assembler, shape: Shape, at: Pointers, epilogue: Epilogue): void {
  const pairs = Math.floor(shape.outputs / 2)
  if (pairs > 0) {
    const counter = code.local('i32')
    code.loop(counter, pairs, 1, () => {
      writeRows(code, shape, 2, at, epilogue)
      for (const buffer of at.buffers) code.add(buffer, 2 * shape.samples * floatBytes)
      code.add(at.weights, 2 * shape.outputStride)
      if (shape.isBiased) code.add(at.bias, 2 * floatBytes)
    })
    code.release(counter)
  }
  if (shape.outputs % 2 === 1) writeRows(code, shape, 1, at, epilogue)
}

/** `rows` outputs for all samples. */
function writeRows(code: Assembler, shape: Shape, rows: 1 | 2, at: Pointers, epilogue: Epilogue): void {
  const sums = Array.from({ length: rows * lanes }, () => code.local('v128'))
  const samples = code.local('i32')
  const push = (buffer: number): void => {
    const pointer = at.buffers[buffer]
    if (pointer) code.get(pointer).get(samples).op('i32.add')
  }
  const rowBytes = shape.samples * floatBytes
  code.loop(samples, rowBytes, samplesAtOnce * floatBytes, () => {
    writeStart(code, shape, sums, at)
    writeSums(code, shape, sums, at, samples)
    sums.forEach((sum, i) => epilogue.write(code, sum, push, Math.floor(i / lanes) * rowBytes + (i % lanes) * laneBytes))
  })
  code.release(...sums, samples)
}

/** Goes over all inputs. */
function writeSums(code: Assembler, shape: Shape, sums: readonly Local[], at: Pointers, samples: Local): void {
  const [x, w, last] = [code.local('i32'), code.local('i32'), code.local('i32')]
  const { inputs, inputStride } = shape
  const turns = Math.min(unrolled, inputs)
  code.get(at.input).get(samples).op('i32.add').set(x)
  code.get(at.weights).set(w).get(w).int((inputs - 1) * inputStride).op('i32.add').set(last)
  code.walk(w, last, inputStride, turns, (turn) => writeTurn(code, shape, sums, x, w, turn), () => code.add(x, turns * shape.samples * floatBytes))
  code.release(x, w, last)
}

/** The accumulators begin at the bias, or at zero. */
function writeStart(code: Assembler, shape: Shape, sums: readonly Local[], at: Pointers): void {
  for (let row = 0; row < sums.length / lanes; row++) {
    if (shape.isBiased) code.get(at.bias).loadSplat(row * floatBytes)
    else code.splat(0)
    const [first, ...rest] = sums.slice(row * lanes, (row + 1) * lanes)
    if (!first) continue
    code.set(first)
    for (const sum of rest) code.get(first).set(sum)
  }
}

/** One input: a splat for each row, four loads, and a multiply-add for each accumulator. */
function writeTurn(code: Assembler, shape: Shape, sums: readonly Local[], x: Local, w: Local, turn: number): void {
  const factors = Array.from({ length: sums.length / lanes }, (_, row) => {
    const factor = code.local('v128')
    code.get(w).loadSplat(turn * shape.inputStride + row * shape.outputStride).set(factor)
    return factor
  })
  const value = code.local('v128')
  for (let lane = 0; lane < lanes; lane++) {
    code.get(x).load(turn * shape.samples * floatBytes + lane * laneBytes).set(value)
    factors.forEach((factor, row) => {
      const sum = sums[row * lanes + lane]
      if (sum) code.get(sum).get(value).get(factor).op('f32x4.mul', 'f32x4.add').set(sum)
    })
  }
  code.release(...factors, value)
}
