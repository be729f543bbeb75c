import { stored } from './buffers.ts'
import { inputsOf, type Node } from './graph.ts'
import { type Elementwise, owner, reads, type Statement, writes } from './schedule.ts'

type Segment = Extract<Statement, { kind: 'segment' }>

/** Which element-wise nodes a product may do before it is stored: of which kinds, and how many. */
export interface Fusing {
  readonly longest: number
  accepts(node: Elementwise): boolean
}

/**
 * A few cheap nodes, where the sums of a product hold most of the registers: a polynomial runs faster, and compiles faster,
 * in a loop of its own.
 */
export const cheapFusing: Fusing = {
  longest: 8,
  accepts: (node) => (node.kind === 'binary' ? ['add', 'sub', 'mul'].includes(node.op) : node.kind === 'unary' && node.op === 'neg'),
}

/** Whatever follows, where each step through memory is a barrier and a thread has few sums. */
export const fullFusing: Fusing = { longest: Infinity, accepts: () => true }

/** Which statements read each stored node, by their place in the list. */
function readersOf(statements: readonly Statement[]): ReadonlyMap<Node, ReadonlySet<number>> {
  const readers = new Map<Node, Set<number>>()
  statements.forEach((statement, i) => {
    for (const node of reads(statement)) {
      const real = stored(node)
      readers.set(real, (readers.get(real) ?? new Set()).add(i))
    }
  })
  return readers
}

/** The nodes of a segment that a product's result goes through, with all that they are made of inside the segment. */
function component({ nodes }: Segment, product: Node): readonly Elementwise[] {
  const found = new Set<Node>([product])
  for (let size = 0; size < found.size; ) {
    size = found.size
    for (const node of nodes) {
      const inputs = inputsOf(node).map(owner)
      if (inputs.some((input) => found.has(input))) found.add(node)
      if (found.has(node)) for (const input of inputs) if (nodes.some((one) => one === input)) found.add(input)
    }
  }
  return nodes.filter((node) => found.has(node))
}

/**
 * Hands what is made of a dense layer's result, entry by entry, to the product itself (`after`), where nothing else
 * reads that result: it need not be stored and loaded again.
 */
export function fuse(statements: readonly Statement[], outputs: readonly Node[], fusing: Fusing): readonly Statement[] {
  const kept = new Set(outputs.map(stored))
  const readers = readersOf(statements)
  const list = [...statements]
  const writer = new Map(list.flatMap((statement, i) => writes(statement).map((node) => [stored(node), i] as const)))
  list.forEach((block, i) => {
    if (block.kind !== 'block' || (block.node.kind !== 'dense' && block.node.kind !== 'denseBack') || kept.has(block.node)) return
    const [at = 0, ...others] = readers.get(block.node) ?? []
    const segment = list[at]
    if (segment?.kind !== 'segment' || others.length > 0 || segment.width !== block.node.width) return
    const after = component(segment, block.node)
    const isKnown = (node: Node): boolean => (writer.get(stored(node)) ?? Infinity) < i
    if (after.length > fusing.longest || !after.every(fusing.accepts) || !canFollow(block.node, after, isKnown)) return
    list[i] = { ...block, after }
    list[at] = { ...segment, nodes: segment.nodes.filter((node) => !after.includes(node)) }
    for (const node of after) writer.set(node, i)
  })
  return list.filter((statement) => statement.kind !== 'segment' || statement.nodes.length > 0)
}

/** Whether all that the nodes are made of is at hand where the product is done, in buffers like its own. */
function canFollow(product: Node, after: readonly Elementwise[], isKnown: (node: Node) => boolean): boolean {
  const isReady = (input: Node): boolean => {
    const real = owner(input)
    if (real.kind === 'constant') return input.width === 1
    return input.width === product.width && (real === product || after.some((node) => node === real) || isKnown(input))
  }
  return after.flatMap(inputsOf).every(isReady)
}
