import type { Assembler, Local } from './assembler.ts'
import { laneBytes, type Tile } from './tile.ts'
import { floatBytes } from '../bytes.ts'

/** Inputs, and registers of four outputs each, whose sums are made at once. */
const rows = 2
const lanes = 4
/** Samples per turn of the innermost loop. */
const unrolled = 2

/** `weights[i][o] += Σ_s x[i][s] · gradient[s][o]`; the gradient is transposed, so that sums need not be added up across lanes. */
interface Shape {
  readonly samples: number
  readonly inputs: number
  readonly outputs: number
}

interface Operands {
  readonly x: number
  readonly gradient: number
  readonly weights: number
}

type Pointers = Readonly<Record<keyof Operands, Local>>

/** Inputs in twos, outputs in sixteens. */
export function emitOuterProduct({ code, library, samples }: Tile, inputs: number, outputs: number, operands: Operands): void {
  const name = `outer product ${inputs} by ${outputs}, ${samples} samples`
  const index = library.call(name, 3, (body, [x, gradient, weights]) => {
    if (x && gradient && weights) writeOuterProduct(body, { samples, inputs, outputs }, { x, gradient, weights })
  })
  code.int(operands.x).int(operands.gradient).int(operands.weights).call(index)
}

function writeOuterProduct(code: Assembler, shape: Shape, at: Pointers): void {
  const rowBytes = shape.samples * floatBytes
  const [row, column, gradient, weights] = [code.local('i32'), code.local('i32'), code.local('i32'), code.local('i32')]
  code.loop(row, shape.inputs, rows, () => {
    code.get(at.gradient).set(gradient).get(at.weights).set(weights)
    code.loop(column, shape.outputs, lanes * 4, () => {
      writePatch(code, shape, { x: at.x, gradient, weights })
      code.add(gradient, lanes * laneBytes).add(weights, lanes * laneBytes)
    })
    code.add(at.x, rows * rowBytes).add(at.weights, rows * shape.outputs * floatBytes)
  })
  code.release(row, column, gradient, weights)
}

/** Adds to eight registers of the weights' gradient, over all samples. */
function writePatch(code: Assembler, shape: Shape, at: Pointers): void {
  const [rowBytes, sampleBytes] = [shape.samples * floatBytes, shape.outputs * floatBytes]
  const sums = Array.from({ length: rows * lanes }, () => code.local('v128'))
  const place = (i: number): number => Math.floor(i / lanes) * sampleBytes + (i % lanes) * laneBytes
  const [x, g, last] = [code.local('i32'), code.local('i32'), code.local('i32')]
  sums.forEach((sum, i) => code.get(at.weights).load(place(i)).set(sum))
  code.get(at.gradient).set(g)
  code.get(at.x).set(x).get(x).int(rowBytes - floatBytes).op('i32.add').set(last)
  const turn = (i: number): void => writeTurn(code, sums, { x, g, rowBytes, xOffset: i * floatBytes, gOffset: i * sampleBytes })
  code.walk(x, last, floatBytes, unrolled, turn, () => code.add(g, unrolled * sampleBytes))
  sums.forEach((sum, i) => code.get(at.weights).get(sum).store(place(i)))
  code.release(...sums, x, g, last)
}

interface Turn {
  readonly x: Local
  readonly g: Local
  readonly rowBytes: number
  readonly xOffset: number
  readonly gOffset: number
}

/** One sample. */
function writeTurn(code: Assembler, sums: readonly Local[], { x, g, rowBytes, xOffset, gOffset }: Turn): void {
  const factors = Array.from({ length: rows }, (_, row) => {
    const factor = code.local('v128')
    code.get(x).loadSplat(row * rowBytes + xOffset).set(factor)
    return factor
  })
  const value = code.local('v128')
  for (let lane = 0; lane < lanes; lane++) {
    code.get(g).load(gOffset + lane * laneBytes).set(value)
    factors.forEach((factor, row) => {
      const sum = sums[row * lanes + lane]
      if (sum) code.get(sum).get(value).get(factor).op('f32x4.mul', 'f32x4.add').set(sum)
    })
  }
  code.release(...factors, value)
}
