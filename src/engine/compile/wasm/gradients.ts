import type { Node } from '../graph.ts'
import type { Assembler, Local } from './assembler.ts'
import { emitOuterProduct } from './outer.ts'
import { laneBytes, type Tile } from './tile.ts'
import { emitTranspose, isLarge } from './transpose.ts'
import { floatBytes } from '../bytes.ts'

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

export function emitWeightGradient(tile: Tile, inputs: number, outputs: number, operands: Operands): void {
  const { code, library, samples, room } = tile
  if (room.gradient !== null && isLarge(inputs, outputs)) {
    emitTranspose(code, library, outputs, samples, operands.gradient, room.gradient)
    return emitOuterProduct(tile, inputs, outputs, { ...operands, gradient: room.gradient })
  }
  const name = `weight gradient ${inputs} by ${outputs}, ${samples} samples`
  const index = library.call(name, 3, (body, [x, gradient, weights]) => {
    if (x && gradient && weights) writeWeightGradient(body, { samples, inputs, outputs }, { x, gradient, weights })
  })
  code.int(operands.x).int(operands.gradient).int(operands.weights).call(index)
}

/** Runs `body` as often as whole units of `unit` fit into `total`, then once for what is left. */
function inUnits(code: Assembler, total: number, unit: number, body: (size: number) => void): void {
  const [whole, rest] = [Math.floor(total / unit), total % unit]
  if (whole > 0) {
    const counter = code.local('i32')
    code.loop(counter, whole, 1, () => body(unit))
    code.release(counter)
  }
  if (rest > 0) body(rest)
}

/** Patches of at most eight sums: two inputs by four outputs, or more inputs where there are fewer outputs. */
function writeWeightGradient(code: Assembler, shape: Shape, at: Pointers): void {
  const rowBytes = shape.samples * floatBytes
  const columns = Math.min(4, shape.outputs)
  const [gradient, weights] = [code.local('i32'), code.local('i32')]
  inUnits(code, shape.inputs, columns >= 3 ? 2 : 4, (rows) => {
    code.get(at.gradient).set(gradient).get(at.weights).set(weights)
    inUnits(code, shape.outputs, columns, (count) => {
      writePatch(code, shape, rows, count, { x: at.x, gradient, weights })
      code.add(gradient, count * rowBytes).add(weights, count * floatBytes)
    })
    code.add(at.x, rows * rowBytes).add(at.weights, rows * shape.outputs * floatBytes)
  })
  code.release(gradient, weights)
}

/** The sums of `rows` inputs by `columns` outputs, each in four parts that are added up at the end. */
function writePatch(code: Assembler, shape: Shape, rows: number, columns: number, at: Pointers): void {
  const rowBytes = shape.samples * floatBytes
  const sums = Array.from({ length: rows * columns }, () => code.local('v128'))
  const [x, g, last] = [code.local('i32'), code.local('i32'), code.local('i32')]
  for (const sum of sums) code.splat(0).set(sum)
  code.get(at.x).set(x).get(at.gradient).set(g)
  code.get(at.x).int(rowBytes - laneBytes).op('i32.add').set(last)
  code.walk(
    x,
    last,
    laneBytes,
    unrolled,
    (turn) => writeTurn(code, sums, { x, g, rows, columns, rowBytes, offset: turn * laneBytes }),
    () => code.add(g, unrolled * laneBytes),
  )
  const addresses = sums.map((_, i) => (Math.floor(i / columns) * shape.outputs + (i % columns)) * floatBytes)
  addSums(code, sums, addresses, at.weights)
  code.release(...sums, x, g, last)
}

interface Turn {
  readonly x: Local
  readonly g: Local
  readonly rows: number
  readonly columns: number
  readonly rowBytes: number
  readonly offset: number
}

/** Four samples: the inputs are held, the outputs come one after the other. */
function writeTurn(code: Assembler, sums: readonly Local[], { x, g, rows, columns, rowBytes, offset }: Turn): void {
  const values = Array.from({ length: rows }, (_, row) => {
    const value = code.local('v128')
    code.get(x).load(row * rowBytes + offset).set(value)
    return value
  })
  const factor = code.local('v128')
  for (let column = 0; column < columns; column++) {
    code.get(g).load(column * rowBytes + offset).set(factor)
    values.forEach((value, row) => {
      const sum = sums[row * columns + column]
      if (sum) code.get(sum).get(value).get(factor).op('f32x4.mul', 'f32x4.add').set(sum)
    })
  }
  code.release(...values, factor)
}

/** Adds each register's four parts to a number in memory; four at once where four numbers lie side by side. */
function addSums(code: Assembler, sums: readonly Local[], addresses: readonly number[], base: Local): void {
  for (let i = 0; i < sums.length; ) {
    const [sum, ...more] = sums.slice(i, i + 4)
    const [from = 0, to = 0] = [addresses[i], addresses[i + 3]]
    if (!sum) return
    const four = more.length === 3 && to - from === 3 * floatBytes
    if (four) writeAddFour(code, [sum, ...more], base, from)
    else writeAddOne(code, sum, base, from)
    i += four ? 4 : 1
  }
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
  const { code, library, samples } = tile
  const place = tile.address(node)
  if (place === null) return emitSharedSum(tile, node, target)
  const index = library.call(`vector gradient ${node.width}, ${samples} samples`, 2, (body, [from, to]) => {
    if (from && to) writeSums(body, samples * floatBytes, node.width, from, to)
  })
  code.int(place).int(target).call(index)
}

function writeSums(code: Assembler, rowBytes: number, width: number, from: Local, to: Local): void {
  const [at, end] = [code.local('i32'), code.local('i32')]
  inUnits(code, width, 4, (rows) => {
    const sums = Array.from({ length: rows }, () => code.local('v128'))
    for (const sum of sums) code.splat(0).set(sum)
    code.loop(at, rowBytes, laneBytes, () => {
      sums.forEach((sum, row) => code.get(sum).get(from).get(at).op('i32.add').load(row * rowBytes).op('f32x4.add').set(sum))
    })
    addSums(code, sums, sums.map((_, row) => row * floatBytes), to)
    code.add(from, rows * rowBytes).add(to, rows * floatBytes)
    code.release(...sums)
  })
  code.release(at, end)
}

/** The same where all samples share the node itself: weights or constants. */
function emitSharedSum(tile: Tile, node: Node, target: number): void {
  const { code } = tile
  const [wide, narrow, shared, sum] = [code.local('i32'), code.local('i32'), code.local('i32'), code.local('v128')]
  code.int(0).set(wide)
  code.loop(shared, node.width * floatBytes, floatBytes, () => {
    code.splat(0).set(sum)
    code.loop(narrow, tile.samples * floatBytes, laneBytes, () => {
      code.get(sum)
      tile.load(node, { wide: node.width === 1 ? narrow : wide, narrow, shared, ahead: 0 }, node.width)
      code.op('f32x4.add').set(sum)
    })
    writeAddOne(code, sum, shared, target)
  })
  code.release(wide, narrow, shared, sum)
}
