import { allocate, type Buffers, stored } from '../buffers.ts'
import type { Node } from '../graph.ts'
import { reads, type Statement, writes } from '../schedule.ts'

/** 'near': the workgroup's own memory, fast and small; 'scratch': a part of a storage buffer. */
export type MemoryName = 'near' | 'scratch'
export type Memories = Readonly<Record<MemoryName, Buffers>>

/** For how many statements each stored node must be kept. */
function lifetimes(statements: readonly Statement[], inputs: readonly Node[], outputs: readonly Node[]): ReadonlyMap<Node, number> {
  const [first, last] = [new Map<Node, number>(), new Map<Node, number>()]
  for (const node of inputs) first.set(stored(node), -1)
  statements.forEach((statement, i) => {
    for (const node of writes(statement).map(stored)) if (!first.has(node)) first.set(node, i)
    for (const node of reads(statement)) last.set(stored(node), i)
  })
  for (const node of outputs) last.set(stored(node), statements.length)
  return new Map([...first].map(([node, from]) => [node, (last.get(node) ?? from) - from]))
}

/** Places every stored node: those that are soonest done with lie near, as long as `room` units of them fit. */
export function placeNodes(statements: readonly Statement[], inputs: readonly Node[], outputs: readonly Node[], room: number): Memories {
  const life = lifetimes(statements, inputs, outputs)
  const upTo = (limit: number) => (node: Node): boolean => (life.get(stored(node)) ?? Infinity) <= limit
  const limits = [-Infinity, ...new Set(life.values())].toSorted((a, b) => a - b)
  const near = (i: number): Buffers => allocate(statements, inputs, outputs, upTo(limits[i] ?? -Infinity))
  // The largest limit whose nodes fit, by halving: a longer life never needs less room.
  let [fits, tooMany] = [0, limits.length]
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2)
    if (near(middle).units <= room) fits = middle
    else tooMany = middle
  }
  const isNear = upTo(limits[fits] ?? -Infinity)
  return { near: near(fits), scratch: allocate(statements, inputs, outputs, (node) => !isNear(node)) }
}
