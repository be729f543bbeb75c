import { inputsOf, type Node } from '../graph.ts'
import type { Elementwise } from '../schedule.ts'
import type { Assembler, Local } from './assembler.ts'
import { emitNode } from './elementwise.ts'
import type { Tile } from './tile.ts'

/** What is done with each sum of a matrix product before it meets memory. */
export interface Epilogue {
  /** Tells one from another; empty where the sum is only stored. */
  readonly name: string
  /** Addresses of the buffers that are read or stored, all laid out like the product. */
  readonly buffers: readonly number[]
  /** `push` puts the place of the sum in buffer i on the stack, but for `offset`. */
  write(code: Assembler, sum: Local, push: (buffer: number) => void, offset: number): void
}

export function epilogueOf(tile: Tile, product: Node, after: readonly Elementwise[]): Epilogue {
  const nodes: readonly Node[] = [product, ...after]
  const stores = nodes.filter((node) => tile.address(node) !== null)
  const isRead = (node: Node): boolean => tile.owner(node).kind !== 'constant' && !nodes.includes(tile.owner(node))
  const outside = [...new Set(after.flatMap(inputsOf).filter(isRead))]
  return {
    name: after.length > 0 ? `, then ${describe(tile, nodes, outside, stores)}` : '',
    buffers: [...outside, ...stores].map(tile.buffer),
    write: (code, sum, push, offset) => {
      const locals = new Map<Node, Local>([[product, sum]])
      const operand = (node: Node): void => {
        const [real, local] = [tile.owner(node), locals.get(tile.owner(node))]
        if (local) return void code.get(local)
        if (real.kind === 'constant') return void code.splat(real.values[0] ?? NaN)
        push(outside.indexOf(node))
        code.load(offset)
      }
      for (const node of after) {
        emitNode(code, node, operand)
        const local = code.local('v128')
        code.set(local)
        locals.set(node, local)
      }
      stores.forEach((node, i) => {
        push(outside.length + i)
        operand(node)
        code.store(offset)
      })
      code.release(...[...locals.values()].filter((local) => local !== sum))
    },
  }
}

/** What is computed and stored, so that equal epilogues are told the same: `#0` is the sum, `in 0` the first buffer read. */
function describe(tile: Tile, nodes: readonly Node[], outside: readonly Node[], stores: readonly Node[]): string {
  const nameOf = (node: Node): string => {
    const real = tile.owner(node)
    if (real.kind === 'constant') return String(real.values[0])
    return nodes.includes(real) ? `#${nodes.indexOf(real)}` : `in ${outside.indexOf(node)}`
  }
  const steps = nodes.slice(1).map((node) => `${'op' in node ? node.op : node.kind} ${inputsOf(node).map(nameOf).join(' ')}`)
  return `${steps.join('; ')}, store ${stores.map(nameOf).join(' ')}`
}
