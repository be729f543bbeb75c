import type { Node } from './graph.ts'
import { owner, reads, type Statement, writes } from './schedule.ts'

/** The node that a value is stored under: what a loop leaves is stored where the loop carries it. */
export function stored(node: Node): Node {
  const real = owner(node)
  return real.kind === 'loopResult' ? stored(real.loop.state[real.index] ?? real) : real
}

/** A statement, or those of a loop's body. */
export const leaves = (statement: Statement): readonly Statement[] =>
  statement.kind === 'loop' ? statement.body.flatMap(leaves) : [statement]

/** Nodes that more than the statement that computes them has use for: the others live in registers. */
function shared(statements: readonly Statement[], outputs: readonly Node[]): ReadonlySet<Node> {
  const found = new Set(outputs.map(stored))
  const writer = new Map<Node, Statement>()
  const visit = (statement: Statement): void => {
    if (statement.kind !== 'loop') {
      for (const node of writes(statement)) writer.set(node, statement)
      return
    }
    for (const node of [...statement.loop.state, ...statement.loop.start, ...statement.loop.body]) found.add(stored(node))
    statement.body.forEach(visit)
  }
  statements.forEach(visit)
  for (const leaf of statements.flatMap(leaves)) {
    for (const node of reads(leaf)) if (writer.get(stored(node)) !== leaf) found.add(stored(node))
  }
  return found
}

/** Where each stored node lies, in entries of one unit of one tile (`width` units each), and how many there are in all. */
export interface Buffers {
  readonly unit: ReadonlyMap<Node, number>
  readonly units: number
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/**
 * Gives every stored node its place, and places that are read no more to later nodes of the same width. Nodes that are
 * not `wanted` have their place elsewhere.
 */
export function allocate(
  statements: readonly Statement[],
  inputs: readonly Node[],
  outputs: readonly Node[],
  wanted: (node: Node) => boolean = () => true,
): Buffers {
  const keep = shared(statements, outputs)
  const lastUse = new Map<Node, number>()
  statements.forEach((statement, i) => {
    for (const node of reads(statement)) lastUse.set(stored(node), i)
  })
  for (const node of outputs) lastUse.set(stored(node), Infinity)
  for (const node of inputs) lastUse.set(node, Infinity)
  const ends = new Map<number, Node[]>()
  for (const [node, i] of lastUse) append(ends, i, node)
  /** Which node was given a place before which. */
  const rank = new Map<Node, number>()
  const unit = new Map<Node, number>()
  const free = new Map<number, number[]>()
  let units = 0
  const place = (node: Node): void => {
    if (unit.has(node) || !wanted(node)) return
    const old = free.get(node.width)?.pop()
    unit.set(node, old ?? units)
    rank.set(node, rank.size)
    if (old === undefined) units += node.width
  }
  inputs.forEach(place)
  statements.forEach((statement, i) => {
    for (const node of writes(statement)) if (keep.has(node)) place(node)
    const done = (ends.get(i) ?? []).filter((node) => unit.has(node)).sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0))
    for (const node of done) append(free, node.width, unit.get(node) ?? 0)
  })
  return { unit, units }
}
