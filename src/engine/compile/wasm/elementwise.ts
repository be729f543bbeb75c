import type { Node, NodeOf } from '../graph.ts'
import type { Elementwise } from '../schedule.ts'
import { emitExp, emitLog, emitLog1p, emitLog1pUnit, emitTanh } from './approximations.ts'
import type { Assembler, Local } from './assembler.ts'
import type { Entry, Tile } from './tile.ts'

/** Leaves on the stack what an element-wise node makes of its operands, which `operand` puts there. */
export function emitNode(code: Assembler, node: Elementwise, operand: (node: Node) => void): void {
  switch (node.kind) {
    case 'unary':
      operand(node.a)
      return emitUnary(code, node)
    case 'binary':
      operand(node.a)
      operand(node.b)
      code.op(binary[node.op])
      return
    case 'select':
      operand(node.yes)
      operand(node.no)
      operand(node.mask)
      code.op('v128.bitselect')
      return
    default:
      node satisfies never
  }
}

const binary = {
  add: 'f32x4.add',
  sub: 'f32x4.sub',
  mul: 'f32x4.mul',
  div: 'f32x4.div',
  max: 'f32x4.pmax',
  min: 'f32x4.pmin',
  less: 'f32x4.lt',
} as const

/** Whether a node is exp(−|…|), which lies in [0, 1], as inside softplus. */
const isUnitExp = (node: Node): boolean =>
  node.kind === 'unary' && node.op === 'exp' && node.a.kind === 'unary' && node.a.op === 'neg' && node.a.a.kind === 'unary' && node.a.a.op === 'abs'

function emitUnary(code: Assembler, { op, a }: NodeOf<'unary'>): void {
  switch (op) {
    case 'neg':
      code.op('f32x4.neg')
      return
    case 'abs':
      code.op('f32x4.abs')
      return
    case 'sqrt':
      code.op('f32x4.sqrt')
      return
    case 'exp':
      return emitExp(code)
    case 'log':
      return emitLog(code)
    case 'log1p':
      return isUnitExp(a) ? emitLog1pUnit(code) : emitLog1p(code)
    case 'tanh':
      return emitTanh(code)
    default:
      op satisfies never
  }
}

/** Groups of four samples per turn of the loop, in segments of few nodes that run long enough to be worth the code. */
const unrolled = 4
const unrolledUpTo = 4
const isLong = (samples: number, width: number): boolean => samples > 16 && width > 1

/**
 * Computes element-wise nodes of one width together: for every entry and every four samples, all of them in turn.
 * What only they use stays in registers; the rest is stored.
 */
export function emitSegment(tile: Tile, width: number, nodes: readonly Elementwise[]): void {
  const groups = nodes.length <= unrolledUpTo && isLong(tile.samples, width) ? unrolled : 1
  tile.code.hoisted(() => tile.eachEntry(width, (at) => emitEntry(tile, width, nodes, at), groups))
}

function emitEntry(tile: Tile, width: number, nodes: readonly Elementwise[], at: Entry): void {
  const { code } = tile
  const made = new Map<Node, Local>()
  const operand = (node: Node): void => {
    const local = made.get(tile.owner(node))
    if (local && node.width === width) code.get(local)
    else tile.load(node, at, width)
  }
  for (const node of nodes) {
    const local = code.local('v128')
    const place = tile.address(node)
    if (place !== null) tile.pushAddress(at, width)
    emitNode(code, node, operand)
    code.tee(local)
    if (place === null) code.set(local)
    else code.store(place + at.ahead)
    made.set(node, local)
  }
  code.release(...made.values())
}
