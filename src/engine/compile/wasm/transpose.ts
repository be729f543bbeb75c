import { blockSize, type Block } from '../../../math/block.ts'
import { leaves } from '../buffers.ts'
import type { Statement } from '../schedule.ts'
import type { Assembler, Local } from './assembler.ts'
import type { Library } from './library.ts'
import type { Room } from './room.ts'
import { laneBytes } from './tile.ts'
import { floatBytes } from '../bytes.ts'

/** Where products are so large that a transposition costs little beside them: a multiple of 16 each way. */
export const isLarge = (inputs: number, outputs: number): boolean =>
  inputs >= 32 && outputs >= 32 && inputs % 16 === 0 && outputs % 16 === 0

/** Room from an address on for what the statements need. */
export function roomFor(statements: readonly Statement[], samples: number, from: number): Room {
  const weights = new Map<number, number>()
  let [end, widest] = [from, 0]
  for (const statement of statements.flatMap(leaves)) {
    if (statement.kind === 'contribute' && statement.contribution.kind === 'dense') {
      const { x, gradient } = statement.contribution
      if (isLarge(x.width, gradient.width)) widest = Math.max(widest, gradient.width)
    } else if (statement.kind === 'block' && statement.node.kind === 'dense') {
      const { x, weights: block, width } = statement.node
      if (!isLarge(x.width, width) || weights.has(block.offset)) continue
      weights.set(block.offset, end)
      end += blockSize(block) * floatBytes
    }
  }
  return { bytes: end + widest * samples * floatBytes - from, weights, gradient: widest > 0 ? end : null }
}

/** `to[column][row] = from[row][column]`; both counts are multiples of 4. */
export function emitTranspose(code: Assembler, library: Library, rows: number, columns: number, from: number, to: number): void {
  const index = library.call(`transpose ${rows} by ${columns}`, 2, (body, [source, target]) => {
    if (source && target) writeTranspose(body, rows, columns, source, target)
  })
  code.int(from).int(to).call(index)
}

/** Four rows at a time, in squares of four by four. */
function writeTranspose(code: Assembler, rows: number, columns: number, source: Local, target: Local): void {
  const [rowBytes, columnBytes] = [columns * floatBytes, rows * floatBytes]
  const [row, column, from, to] = [code.local('i32'), code.local('i32'), code.local('i32'), code.local('i32')]
  code.loop(row, rows, 4, () => {
    code.get(source).set(from).get(target).set(to)
    code.loop(column, columns, 4, () => {
      writeSquare(code, from, rowBytes, to, columnBytes)
      code.add(from, laneBytes).add(to, 4 * columnBytes)
    })
    code.add(source, 4 * rowBytes).add(target, laneBytes)
  })
  code.release(row, column, from, to)
}

const lowHalves = [0, 4, 1, 5] as const
const highHalves = [2, 6, 3, 7] as const
const firstPairs = [0, 1, 4, 5] as const
const lastPairs = [2, 3, 6, 7] as const

function writeSquare(code: Assembler, from: Local, rowBytes: number, to: Local, columnBytes: number): void {
  const given = [0, 1, 2, 3].map((row) => {
    const local = code.local('v128')
    code.get(from).load(row * rowBytes).set(local)
    return local
  })
  const [a, b, c, d] = given
  if (!a || !b || !c || !d) return
  const woven = ([[a, b, lowHalves], [c, d, lowHalves], [a, b, highHalves], [c, d, highHalves]] as const).map(([p, q, lanes]) => {
    const local = code.local('v128')
    code.get(p).get(q).shuffle(lanes).set(local)
    return local
  })
  for (let column = 0; column < 4; column++) {
    const [p, q] = column < 2 ? woven : woven.slice(2)
    if (p && q) code.get(to).get(p).get(q).shuffle(column % 2 === 0 ? firstPairs : lastPairs).store(column * columnBytes)
  }
  code.release(...given, ...woven)
}

/** Transposes the weights: once for all tiles. */
export function emitTransposedWeights(code: Assembler, library: Library, statements: readonly Statement[], room: Room, addressOf: (block: Block) => number): void {
  const done = new Set<number>()
  for (const statement of statements.flatMap(leaves)) {
    if (statement.kind !== 'block' || statement.node.kind !== 'dense') continue
    const { weights } = statement.node
    const to = room.weights.get(weights.offset)
    if (to === undefined || done.has(weights.offset)) continue
    done.add(weights.offset)
    const [inputs, outputs = 1] = weights.shape
    emitTranspose(code, library, inputs, outputs, addressOf(weights), to)
  }
}
