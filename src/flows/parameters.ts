import type { Block } from '../math/block.ts'
import { blockSize } from '../math/block.ts'
import type { Random } from '../math/random.ts'

/** How a block starts: given numbers, or uniform on ±bound; 'fanIn' is ±1/√inputs, as is usual for dense layers. */
export type Start =
  | { readonly kind: 'values'; readonly values: readonly number[] }
  | { readonly kind: 'fanIn'; readonly inputs: number }
  | { readonly kind: 'uniform'; readonly bound: number }

/** Reserves a block of weights in the one vector. */
export type Allocate = (name: string, shape: Block['shape'], start: Start) => Block

/** All weights of a flow: one vector, and the table that says what lies where. */
export interface Layout {
  readonly blocks: readonly Block[]
  readonly size: number
  /** The vector before training; the same seed gives the same numbers, block by block whatever else is in the stack. */
  start(random: Random): Float32Array
}

export const zeros = (size: number): Start => ({ kind: 'values', values: new Array<number>(size).fill(0) })

function fill(target: Float32Array, start: Start, random: Random): void {
  if (start.kind === 'values') {
    target.set(start.values)
    return
  }
  const bound = start.kind === 'uniform' ? start.bound : 1 / Math.sqrt(start.inputs)
  for (let i = 0; i < target.length; i++) target[i] = bound * (2 * random.uniform() - 1)
}

export function createLayout(): { allocate: Allocate; finish: () => Layout } {
  const blocks: Block[] = []
  const starts: Start[] = []
  let size = 0
  const allocate: Allocate = (name, shape, start) => {
    const block: Block = { name, offset: size, shape }
    blocks.push(block)
    starts.push(start)
    size += blockSize(block)
    return block
  }
  const finish = (): Layout => ({
    blocks,
    size,
    start: (random) => {
      const parameters = new Float32Array(size)
      blocks.forEach((block, i) => {
        const start = starts[i]
        const part = parameters.subarray(block.offset, block.offset + blockSize(block))
        if (start) fill(part, start, random.fork(block.name))
      })
      return parameters
    },
  })
  return { allocate, finish }
}
