import { inputsOf, type Node } from '../graph.ts'
import { type Elementwise, owner } from '../schedule.ts'
import type { Local } from './assembler.ts'
import { emitNode } from './elementwise.ts'
import type { KernelSpec, Streams } from './spec.ts'
import { laneBytes, type Tile } from './tile.ts'

type Locals = Map<Node, Local>

/** Keeps what is on the stack as the value of a node. */
function hold({ code }: Tile, into: Locals, node: Node): void {
  const local = code.local('v128')
  code.set(local)
  into.set(node, local)
}

/** A kernel of element-wise nodes alone: straight from stream to stream, without buffers. */
export function emitStraight(spec: KernelSpec, nodes: readonly Elementwise[], tile: Tile, end: Local, streams: Streams): void {
  const { code } = tile
  const at = code.local('i32')
  const shared: Locals = new Map()
  for (const node of new Set(nodes.flatMap(inputsOf))) {
    if (owner(node).kind !== 'parameter') continue
    tile.load(node, { wide: at, narrow: at, shared: at, ahead: 0 }, 1)
    hold(tile, shared, node)
  }
  code.hoisted(() => code.loop(at, end, laneBytes, () => emitFour(spec, nodes, tile, at, streams, new Map(shared))))
}

/** Four samples. Streams that go out may be those that come in: all are read before any is written. */
function emitFour(spec: KernelSpec, nodes: readonly Elementwise[], tile: Tile, at: Local, streams: Streams, made: Locals): void {
  const { code } = tile
  const operand = (node: Node): void => {
    const local = made.get(node) ?? made.get(owner(node))
    if (local) code.get(local)
    else tile.load(node, { wide: at, narrow: at, shared: at, ahead: 0 }, 1)
  }
  for (const input of spec.inputs) {
    code.get(at).load(streams.input + input.stream * streams.stride)
    hold(tile, made, input)
  }
  for (const node of nodes) {
    emitNode(code, node, operand)
    hold(tile, made, node)
  }
  spec.outputs.forEach((node, i) => {
    code.get(at)
    operand(node)
    code.store(streams.output + i * streams.stride)
  })
}
