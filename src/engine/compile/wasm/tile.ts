import type { Block } from '../../../math/block.ts'
import { stored, type Buffers } from '../buffers.ts'
import type { Node } from '../graph.ts'
import { owner, skipped } from '../schedule.ts'
import type { Assembler, Local } from './assembler.ts'
import type { Library } from './library.ts'
import { noRoom, type Room } from './room.ts'
import { floatBytes } from '../bytes.ts'

/** Bytes of the four numbers that one instruction works on. */
export const laneBytes = 16

/** The place of one entry of a vector, for four samples: running byte offsets. */
export interface Entry {
  /** Into a buffer of this width: entry and samples. */
  readonly wide: Local
  /** Into a buffer of width 1: samples alone. */
  readonly narrow: Local
  /** Into weights and constants: entry alone. */
  readonly shared: Local
  /** Bytes to be added to `wide` and `narrow`. */
  readonly ahead: number
}

/** Where things lie in memory. Addresses are bytes. */
export interface Addresses {
  readonly scratch: number
  readonly parameters: number
  /** Vector constants, laid out by whoever makes the module. */
  constant(values: readonly number[]): number
}

/** How the values of one tile of samples are reached: buffers are [width][samples]. */
export interface Tile {
  readonly code: Assembler
  readonly library: Library
  readonly room: Room
  /** Samples of a tile, a multiple of 4. */
  readonly samples: number
  owner(node: Node): Node
  /** The address of a node's buffer, or null where it has none. */
  address(node: Node): number | null
  /** The address of a buffer that must be there. */
  buffer(node: Node): number
  weights(block: Block): number
  /** Runs `body` for every entry of a vector and every four samples, `groups` of them (1, 2 or 4) per turn of the loop. */
  eachEntry(width: number, body: (at: Entry) => void, groups?: number): void
  pushAddress(at: Entry, width: number): void
  /** Puts four samples of a node's entry on the stack. */
  load(node: Node, at: Entry, width: number): void
}

export function createTile(
  code: Assembler,
  library: Library,
  samples: number,
  buffers: Buffers,
  addresses: Addresses,
  room: Room = noRoom,
): Tile {
  const rowBytes = samples * floatBytes

  const address = (node: Node): number | null => {
    const unit = buffers.unit.get(stored(node))
    return unit === undefined ? null : addresses.scratch + (unit + skipped(node)) * rowBytes
  }

  const weights = (block: Block): number => addresses.parameters + block.offset * floatBytes

  function load(node: Node, at: Entry, width: number): void {
    const real = owner(node)
    if (real.kind === 'constant' && node.width === 1) return void code.splat(real.values[skipped(node)] ?? NaN)
    if (real.kind === 'constant' || real.kind === 'parameter') {
      const base = (real.kind === 'constant' ? addresses.constant(real.values) : weights(real.block)) + skipped(node) * floatBytes
      if (node.width === width && width > 1) code.get(at.shared)
      else code.int(0)
      return void code.loadSplat(base)
    }
    const place = address(node)
    if (place === null) throw new Error(`a ${real.kind} of width ${node.width} was not stored`)
    code.get(node.width === width ? at.wide : at.narrow).load(place + at.ahead)
  }

  function eachEntry(width: number, body: (at: Entry) => void, groups = 1): void {
    const narrow = code.local('i32')
    const each = (wide: Local, shared: Local): void => {
      for (let group = 0; group < groups; group++) body({ wide, narrow, shared, ahead: group * laneBytes })
    }
    if (width === 1) {
      code.loop(narrow, rowBytes, groups * laneBytes, () => each(narrow, narrow))
      code.release(narrow)
      return
    }
    const [wide, shared] = [code.local('i32'), code.local('i32')]
    code.int(0).set(wide)
    code.loop(shared, width * floatBytes, floatBytes, () => {
      code.loop(narrow, rowBytes, groups * laneBytes, () => {
        each(wide, shared)
        code.add(wide, groups * laneBytes)
      })
    })
    code.release(narrow, wide, shared)
  }

  return {
    code,
    library,
    room,
    samples,
    owner,
    address,
    weights,
    load,
    eachEntry,
    pushAddress: (at, width) => void code.get(width === 1 ? at.narrow : at.wide),
    buffer: (node) => {
      const place = address(node)
      if (place === null) throw new Error(`a ${node.kind} of width ${node.width} has no buffer`)
      return place
    },
  }
}
