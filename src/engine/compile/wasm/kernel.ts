import type { Block } from '../../../math/block.ts'
import { allocate } from '../buffers.ts'
import type { Contribution } from '../differentiate.ts'
import type { Loop, Node, NodeOf } from '../graph.ts'
import { type BlockNode, type Elementwise, schedule, type Statement } from '../schedule.ts'
import { Assembler, type Local } from './assembler.ts'
import type { WasmFunction } from './binary.ts'
import { emitDense, emitDenseBack } from './dense.ts'
import { emitSegment } from './elementwise.ts'
import { cheapFusing, fuse } from '../fuse.ts'
import { emitVectorGradient, emitWeightGradient } from './gradients.ts'
import type { Library } from './library.ts'
import { emitRunning } from './running.ts'
import type { KernelSpec, Streams } from './spec.ts'
import { emitStraight } from './straight.ts'
import { emitTransposedWeights, roomFor } from './transpose.ts'
import { type Addresses, createTile, laneBytes, type Tile } from './tile.ts'
import { floatBytes } from '../bytes.ts'

/** Bytes of scratch memory that a kernel needs. */
export interface Kernel {
  readonly scratchBytes: number
  /** A function of one parameter: the bytes of one stream that are worked on, a multiple of a tile's. */
  emit(library: Library, addresses: Addresses, streams: Streams): WasmFunction
}

export function createKernel(spec: KernelSpec): Kernel {
  const statements = fuse(schedule(spec.outputs, spec.contributions), spec.outputs, cheapFusing)
  const buffers = allocate(statements, spec.inputs, spec.outputs)
  const bufferBytes = buffers.units * spec.samples * floatBytes
  return {
    scratchBytes: bufferBytes + roomFor(statements, spec.samples, 0).bytes,
    emit: (library, addresses, streams) => {
      const code = new Assembler(1)
      const end = code.parameter(0, 'i32')
      const room = roomFor(statements, spec.samples, addresses.scratch + bufferBytes)
      const tile = createTile(code, library, spec.samples, buffers, addresses, room)
      const [only, ...more] = statements
      if (only?.kind === 'segment' && only.width === 1 && more.length === 0) emitStraight(spec, only.nodes, tile, end, streams)
      else emitTiles(spec, statements, tile, end, streams)
      return { name: spec.name, parameters: ['i32'], locals: code.locals, code: code.code }
    },
  }
}

function emitTiles(spec: KernelSpec, statements: readonly Statement[], tile: Tile, end: Local, streams: Streams): void {
  const { code } = tile
  const from = code.local('i32')
  emitTransposedWeights(code, tile.library, statements, tile.room, tile.weights)
  code.loop(from, end, spec.samples * floatBytes, () => {
    spec.inputs.forEach((input) => emitFetch(tile, input, from, streams.input + input.stream * streams.stride))
    for (const statement of statements) emitStatement(tile, statement, streams)
    spec.outputs.forEach((node, i) => emitDeliver(tile, node, from, streams.output + i * streams.stride))
  })
}

/** Copies a tile of an input stream into its buffer. */
function emitFetch(tile: Tile, input: Node, from: Local, stream: number): void {
  const { code } = tile
  tile.eachEntry(1, ({ narrow }) => {
    code.get(narrow).get(narrow).get(from).op('i32.add').load(stream).store(tile.buffer(input))
  })
}

function emitDeliver(tile: Tile, node: Node, from: Local, stream: number): void {
  const { code } = tile
  tile.eachEntry(1, (at) => {
    code.get(at.narrow).get(from).op('i32.add')
    tile.load(node, at, 1)
    code.store(stream)
  })
}

function emitStatement(tile: Tile, statement: Statement, streams: Streams): void {
  switch (statement.kind) {
    case 'segment':
      return emitSegment(tile, statement.width, statement.nodes)
    case 'block':
      return emitBlock(tile, statement.node, statement.after ?? [])
    case 'loop':
      return emitLoop(tile, statement.loop, () => {
        for (const inner of statement.body) emitStatement(tile, inner, streams)
      })
    case 'contribute':
      return emitContribution(tile, statement.contribution, streams.gradient)
    default:
      statement satisfies never
  }
}

function emitBlock(tile: Tile, node: BlockNode, after: readonly Elementwise[]): void {
  switch (node.kind) {
    case 'dense':
      return emitDense(tile, node, after)
    case 'denseBack':
      return emitDenseBack(tile, node, after)
    case 'fold':
      return emitFold(tile, node)
    case 'running':
      return emitRunning(tile, node)
    case 'concat':
      return emitConcat(tile, node)
    default:
      node satisfies never
  }
}

const folding = { sum: 'f32x4.add', greatest: 'f32x4.pmax', least: 'f32x4.pmin' } as const

function emitFold(tile: Tile, node: NodeOf<'fold'>): void {
  const { code } = tile
  const { a } = node
  const [narrow, wide, shared, value] = [code.local('i32'), code.local('i32'), code.local('i32'), code.local('v128')]
  const start = { sum: 0, greatest: -Infinity, least: Infinity }[node.op]
  code.loop(narrow, tile.samples * floatBytes, laneBytes, () => {
    code.get(narrow).set(wide).splat(start).set(value)
    code.loop(shared, a.width * floatBytes, floatBytes, () => {
      code.get(value)
      tile.load(a, { wide, narrow, shared, ahead: 0 }, a.width)
      code.op(folding[node.op]).set(value)
      code.get(wide).int(tile.samples * floatBytes).op('i32.add').set(wide)
    })
    code.get(narrow).get(value).store(tile.buffer(node))
  })
  code.release(narrow, wide, shared, value)
}

function emitConcat(tile: Tile, node: NodeOf<'concat'>): void {
  let place = tile.buffer(node)
  for (const part of node.parts) {
    const target = place
    tile.eachEntry(part.width, (at) => {
      tile.pushAddress(at, part.width)
      tile.load(part, at, part.width)
      tile.code.store(target)
    })
    place += part.width * tile.samples * floatBytes
  }
}

/** Copies values of width 1 into the state of a loop; all are read before any is written. */
function emitAssign(tile: Tile, state: readonly Node[], values: readonly Node[]): void {
  const { code } = tile
  tile.eachEntry(1, (at) => {
    const read = values.map((value) => {
      const local = code.local('v128')
      tile.load(value, at, 1)
      code.set(local)
      return local
    })
    state.forEach((node, i) => {
      const local = read[i]
      if (local) code.get(at.narrow).get(local).store(tile.buffer(node))
    })
    code.release(...read)
  })
}

function emitLoop(tile: Tile, loop: Loop, body: () => void): void {
  if (loop.state.some(({ width }) => width !== 1)) throw new Error('a loop carries numbers, not vectors')
  emitAssign(tile, loop.state, loop.start)
  const turn = tile.code.local('i32')
  tile.code.loop(turn, loop.count, 1, () => {
    body()
    emitAssign(tile, loop.state, loop.body)
  })
  tile.code.release(turn)
}

function emitContribution(tile: Tile, contribution: Contribution, gradient: number): void {
  const target = (block: Block): number => gradient + block.offset * floatBytes
  if (contribution.kind === 'vector') return emitVectorGradient(tile, contribution.gradient, target(contribution.block))
  const { x, gradient: g, weights, bias } = contribution
  emitWeightGradient(tile, x.width, g.width, { x: tile.buffer(x), gradient: tile.buffer(g), weights: target(weights) })
  if (bias) emitVectorGradient(tile, g, target(bias))
}
