import type { Contribution } from './differentiate.ts'
import { innerNodes, inputsOf, type Loop, type Node, type NodeOf } from './graph.ts'

/** A node that is computed by itself, not entry by entry with others. */
export type BlockNode = NodeOf<'fold' | 'running' | 'dense' | 'denseBack' | 'concat'>
/** A node that costs work: the others are only other names for memory that is there already. */
export type Work = NodeOf<'unary' | 'binary' | 'select'> | BlockNode
export type Elementwise = NodeOf<'unary' | 'binary' | 'select'>

/** What a kernel does to one tile of samples, in order. */
export type Statement =
  /** Element-wise nodes of one width, computed together entry by entry: what only they use never meets memory. */
  | { readonly kind: 'segment'; readonly width: number; readonly nodes: readonly Elementwise[] }
  /** `after`: what is made of each entry of a dense layer as it is done, before it meets memory; see `fuse.ts`. */
  | { readonly kind: 'block'; readonly node: BlockNode; readonly after?: readonly Elementwise[] }
  | { readonly kind: 'loop'; readonly loop: Loop; readonly body: readonly Statement[] }
  | { readonly kind: 'contribute'; readonly contribution: Contribution }

/** The node whose memory a node is a part or another name of. */
export function owner(node: Node): Node {
  if (node.kind === 'slice') return owner(node.a)
  if (node.kind === 'known') return owner(node.value)
  return node
}

/** Entries that slices of slices skip. */
export function skipped(node: Node): number {
  if (node.kind === 'slice') return node.from + skipped(node.a)
  return node.kind === 'known' ? skipped(node.value) : 0
}

export const isElementwise = (node: Node): node is Elementwise =>
  node.kind === 'unary' || node.kind === 'binary' || node.kind === 'select'

/** One thing to schedule: a node, or a loop with all its results. */
type Task = Work | Loop | Contribution

const isLoop = (task: Task): task is Loop => 'count' in task
const isContribution = (task: Task): task is Contribution => !isLoop(task) && !('id' in task)

/** The task that computes a node, or null where it needs none (weights, constants, inputs, the state of a loop). */
function taskOf(node: Node): Work | Loop | null {
  const real = owner(node)
  switch (real.kind) {
    case 'constant':
    case 'input':
    case 'parameter':
    case 'state':
    case 'slice':
    case 'known':
      return null
    case 'loopResult':
      return real.loop
    default:
      return real
  }
}

const readsOf = (contribution: Contribution): readonly Node[] =>
  contribution.kind === 'dense' ? [contribution.x, contribution.gradient] : [contribution.gradient]

/** What must be done before a task. */
function needs(task: Task, allowed: (task: Task) => boolean): readonly (Work | Loop)[] {
  const nodes = isLoop(task)
    ? [...task.start, ...task.body, ...[...innerNodes(task)].flatMap(inputsOf)]
    : isContribution(task)
      ? readsOf(task)
      : inputsOf(task)
  const inner = isLoop(task) ? innerNodes(task) : null
  const tasks = nodes.filter((node) => !inner?.has(node)).map(taskOf)
  return [...new Set(tasks.filter((one): one is Work | Loop => one !== null && one !== task && allowed(one)))]
}

/** A task's turn: the first root that asks for it, and its place among the tasks found on the way there. */
interface Turn {
  readonly root: number
  readonly rank: number
}

/**
 * Takes tasks in an order that keeps element-wise nodes of one width together. What no earlier root needs is left until
 * its own root's turn comes: a derivative that is cheap to compute is not kept in memory from the way forward on.
 */
function order(roots: readonly Task[], allowed: (task: Task) => boolean): readonly Task[] {
  const before = new Map<Task, Set<Task>>()
  const after = new Map<Task, Task[]>()
  const turns = new Map<Task, Turn>()
  const collect = (task: Task, root: number): void => {
    if (before.has(task)) return
    const found = needs(task, allowed)
    before.set(task, new Set(found))
    turns.set(task, { root, rank: turns.size })
    for (const one of found) {
      collect(one, root)
      const waiting = after.get(one)
      if (waiting) waiting.push(task)
      else after.set(one, [task])
    }
  }
  roots.forEach(collect)
  const ready = new Set([...before].filter(([, set]) => set.size === 0).map(([task]) => task))
  const done: Task[] = []
  let last: Task | undefined
  while (ready.size > 0) {
    const next = choose(ready, last, turns)
    ready.delete(next)
    done.push(next)
    last = next
    for (const one of after.get(next) ?? []) {
      const left = before.get(one)
      left?.delete(next)
      if (left?.size === 0) ready.add(one)
    }
  }
  return done
}

const widthOf = (task: Task | undefined): number =>
  task && !isLoop(task) && !isContribution(task) && isElementwise(task) ? task.width : 0

/** Of those whose root comes first: one that joins the segment under way, else the one found first. */
function choose(ready: ReadonlySet<Task>, last: Task | undefined, turns: ReadonlyMap<Task, Turn>): Task {
  const width = widthOf(last)
  const joins = (task: Task): boolean => width > 0 && widthOf(task) === width
  let best: Task | undefined
  let least: Turn & { readonly joins: boolean } = { root: Infinity, rank: Infinity, joins: false }
  for (const task of ready) {
    const { root, rank } = turns.get(task) ?? { root: 0, rank: 0 }
    if (root > least.root) continue
    const own = joins(task)
    if (root === least.root && (own === least.joins ? rank >= least.rank : least.joins)) continue
    best = task
    least = { root, rank, joins: own }
  }
  if (!best) throw new Error('nothing is ready')
  return best
}

/** The statements that compute `roots` and hand on `contributions`. */
export function schedule(roots: readonly Node[], contributions: readonly Contribution[] = []): readonly Statement[] {
  const tasks = roots.map(taskOf).filter((task): task is Work | Loop => task !== null)
  return statements(order([...tasks, ...contributions], () => true))
}

/** Whether a node reads but a part of what a segment computes: all its entries need one that the segment has yet to come to. */
const readsPart = (node: Elementwise, segment: readonly Elementwise[]): boolean =>
  inputsOf(node).some((input) => input.width !== owner(input).width && segment.some((one) => one === owner(input)))

function statements(tasks: readonly Task[]): readonly Statement[] {
  const list: Statement[] = []
  for (const task of tasks) {
    const last = list.at(-1)
    if (isLoop(task)) list.push({ kind: 'loop', loop: task, body: loopBody(task) })
    else if (isContribution(task)) list.push({ kind: 'contribute', contribution: task })
    else if (!isElementwise(task)) list.push({ kind: 'block', node: task })
    else if (last?.kind === 'segment' && last.width === task.width && !readsPart(task, last.nodes)) list[list.length - 1] = { ...last, nodes: [...last.nodes, task] }
    else list.push({ kind: 'segment', width: task.width, nodes: [task] })
  }
  return list
}

function loopBody(loop: Loop): readonly Statement[] {
  const inner = innerNodes(loop)
  const isInner = (task: Task): boolean => !isLoop(task) && !isContribution(task) && inner.has(task)
  const tasks = loop.body.map(taskOf).filter((task): task is Work => task !== null && isInner(task))
  return statements(order(tasks, isInner))
}

/** The nodes that a statement reads, inside it and from before. */
export function reads(statement: Statement): readonly Node[] {
  switch (statement.kind) {
    case 'segment':
      return statement.nodes.flatMap(inputsOf)
    case 'block':
      return [...inputsOf(statement.node), ...(statement.after ?? []).flatMap(inputsOf)]
    case 'loop':
      return [...statement.loop.start, ...statement.loop.body, ...statement.body.flatMap(reads)]
    case 'contribute':
      return readsOf(statement.contribution)
    default:
      return statement satisfies never
  }
}

/** The nodes that a statement computes. */
export function writes(statement: Statement): readonly Node[] {
  switch (statement.kind) {
    case 'segment':
      return statement.nodes
    case 'block':
      return [statement.node, ...(statement.after ?? [])]
    case 'loop':
      return [...statement.loop.state, ...statement.body.flatMap(writes)]
    case 'contribute':
      return []
    default:
      return statement satisfies never
  }
}
