import type { Node } from '../graph.ts'
import type { Assembler, Local } from './assembler.ts'
import { floatBytes, laneBytes, type Tile } from './tile.ts'

/** A dense layer's part of the gradient over one tile: `weights[i][o] += Σ_s x[i][s] · g[o][s]`. */
interface Shape {
  readonly samples: number
  readonly inputs: number
  readonly outputs: number
}

/** Where the operands lie. */
interface Operands {
  readonly x: number
  readonly gradient: number
  readonly weights: number
}

type Pointers = Readonly<Record<keyof Operands, Local>>

/** Groups of four samples per turn of the innermost loop. */
const unrolled = 2

export function emitWeightGradient({ code, library, samples }: Tile, inputs: number, outputs: number, operands: Operands): void {
  const name = `weight gradient ${inputs} by ${outputs}, ${samples} samples`
  const index = library.call(name, 3, (body, [x, gradient, weights]) => {
    if (x && gradient && weights) writeWeightGradient(body, { samples, inputs, outputs }, { x, gradient, weights })
  })
  code.int(operands.x).int(operands.gradient).int(operands.weights).call(index)
}

/** Two inputs and four outputs at a time; the eight sums over samples are turned into two rows of four at the end. */
function writeWeightGradient(code: Assembler, shape: Shape, at: Pointers): void {
  const rowBytes = shape.samples * floatBytes
  const advance = (local: Local, bytes: number): void => void code.get(local).int(bytes).op('i32.add').set(local)
  const [gradient, weights, counter, inner] = [code.local('i32'), code.local('i32'), code.local('i32'), code.local('i32')]

  const columns = (rows: 1 | 2): void => {
    code.get(at.gradient).set(gradient).get(at.weights).set(weights)
    const step = (count: 1 | 4): void => {
      writePatch(code, shape, rows, count, { x: at.x, gradient, weights })
      advance(gradient, count * rowBytes)
      advance(weights, count * floatBytes)
    }
    if (shape.outputs >= 4) code.loop(inner, Math.floor(shape.outputs / 4), 1, () => step(4))
    if (shape.outputs % 4 > 0) code.loop(inner, shape.outputs % 4, 1, () => step(1))
  }

  if (shape.inputs >= 2) {
    code.loop(counter, Math.floor(shape.inputs / 2), 1, () => {
      columns(2)
      advance(at.x, 2 * rowBytes)
      advance(at.weights, 2 * shape.outputs * floatBytes)
    })
  }
  if (shape.inputs % 2 === 1) columns(1)
  code.release(gradient, weights, counter, inner)
}

function writePatch(code: Assembler, shape: Shape, rows: 1 | 2, columns: 1 | 4, at: Pointers): void {
  const rowBytes = shape.samples * floatBytes
  const sums = Array.from({ length: rows * columns }, () => code.local('v128'))
  const [samples, x, g] = [code.local('i32'), code.local('i32'), code.local('i32')]
  const values = Array.from({ length: rows }, () => code.local('v128'))
  const factor = code.local('v128')
  for (const sum of sums) code.splat(0).set(sum)
  code.get(at.x).set(x).get(at.gradient).set(g)
  code.loop(samples, shape.samples / 4, unrolled, () => {
    for (let offset = 0; offset < unrolled * laneBytes; offset += laneBytes) {
      values.forEach((value, row) => code.get(x).load(row * rowBytes + offset).set(value))
      for (let column = 0; column < columns; column++) {
        code.get(g).load(column * rowBytes + offset).set(factor)
        values.forEach((value, row) => {
          const sum = sums[row * columns + column]
          if (sum) code.get(sum).get(value).get(factor).op('f32x4.mul', 'f32x4.add').set(sum)
        })
      }
    }
    code.get(x).int(unrolled * laneBytes).op('i32.add').set(x).get(g).int(unrolled * laneBytes).op('i32.add').set(g)
  })
  for (let row = 0; row < rows; row++) {
    const target = row * shape.outputs * floatBytes
    const part = sums.slice(row * columns, (row + 1) * columns)
    if (columns === 4) writeAddFour(code, part, at.weights, target)
    else for (const sum of part) writeAddOne(code, sum, at.weights, target)
  }
  code.release(...sums, samples, x, g, ...values, factor)
}

/** Sums the lanes of each of four registers, and adds the four sums to memory. */
function writeAddFour(code: Assembler, [a, b, c, d]: readonly Local[], address: Local, offset: number): void {
  if (!a || !b || !c || !d) throw new RangeError('four sums are needed')
  const [ab, cd] = [code.local('v128'), code.local('v128')]
  const halves = (p: Local, q: Local, into: Local): void => {
    code.get(p).get(q).shuffle([0, 4, 1, 5]).get(p).get(q).shuffle([2, 6, 3, 7]).op('f32x4.add').set(into)
  }
  halves(a, b, ab)
  halves(c, d, cd)
  code.get(address)
  code.get(ab).get(cd).shuffle([0, 1, 4, 5]).get(ab).get(cd).shuffle([2, 3, 6, 7]).op('f32x4.add')
  code.get(address).load(offset).op('f32x4.add').store(offset)
  code.release(ab, cd)
}

/** Adds the sum of a register's lanes to one number in memory. */
function writeAddOne(code: Assembler, sum: Local, address: Local, offset: number): void {
  code.get(sum).get(sum).get(sum).shuffle([2, 3, 0, 1]).op('f32x4.add').set(sum)
  code.get(address)
  code.get(sum).get(sum).get(sum).shuffle([1, 0, 3, 2]).op('f32x4.add').firstLane()
  code.get(address).loadFloat(offset).floatAdd().storeFloat(offset)
}

/** `target[k] += Σ_s node[k][s]`: the gradient of a vector that all samples share. */
export function emitVectorGradient(tile: Tile, node: Node, target: number): void {
  const { code } = tile
  const [wide, narrow, shared, sum] = [code.local('i32'), code.local('i32'), code.local('i32'), code.local('v128')]
  code.int(0).set(wide)
  code.loop(shared, node.width * floatBytes, floatBytes, () => {
    code.splat(0).set(sum)
    code.loop(narrow, tile.samples * floatBytes, laneBytes, () => {
      code.get(sum)
      tile.load(node, { wide: node.width === 1 ? narrow : wide, narrow, shared }, node.width)
      code.op('f32x4.add').set(sum)
      code.get(wide).int(laneBytes).op('i32.add').set(wide)
    })
    writeAddOne(code, sum, shared, target)
  })
  code.release(wide, narrow, shared, sum)
}
