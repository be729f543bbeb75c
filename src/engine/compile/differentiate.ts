import type { Block } from '../../math/block.ts'
import { type Graph, inputsOf, type Node } from './graph.ts'

/** What one sample adds to the gradient of a block of weights. */
export type Contribution =
  /** A free vector: its gradient, summed over samples. */
  | { readonly kind: 'vector'; readonly block: Block; readonly gradient: Node }
  /** A dense layer: x gᵀ for its weights, g for its bias if it has one, each summed over samples. */
  | { readonly kind: 'dense'; readonly weights: Block; readonly bias: Block | null; readonly x: Node; readonly gradient: Node }

/** Every node that `root` is computed from, inputs first. */
function ordered(root: Node): readonly Node[] {
  const seen = new Set<Node>()
  const list: Node[] = []
  const visit = (node: Node): void => {
    if (seen.has(node)) return
    seen.add(node)
    // A known value is differentiated with respect to `a`, not through how it was computed.
    for (const input of node.kind === 'known' ? [node.a, ...inputsOf(node)] : inputsOf(node)) visit(input)
    list.push(node)
  }
  visit(root)
  return list
}

/** Whether a gradient that reaches a node can reach one that it is asked for. */
function reachable(nodes: readonly Node[], isAsked: (node: Node) => boolean): ReadonlySet<Node> {
  const found = new Set<Node>()
  for (const node of nodes) {
    const through = node.kind === 'known' ? [node.a] : inputsOf(node)
    if (isAsked(node) || through.some((input) => found.has(input))) found.add(node)
  }
  return found
}

/**
 * Reverse differentiation of `root` (width 1), whose own gradient is `seed`: the gradient of every node between it and
 * those asked for, in the order in which they are known.
 */
function gradientsFrom(graph: Graph, root: Node, seed: Node, isAsked: (node: Node) => boolean): ReadonlyMap<Node, Node> {
  const nodes = ordered(root)
  const wanted = reachable(nodes, isAsked)
  const gradients = new Map<Node, Node>([[root, seed]])
  const known = new Map<Node, Node>()

  /** Adds to a node's gradient; where the node was broadcast, its gradient is the sum over the vector. */
  const give = (node: Node, gradient: Node): void => {
    if (!wanted.has(node)) return
    const fitted = node.width === 1 ? graph.fold('sum', gradient) : widened(graph, gradient, node.width)
    const before = gradients.get(node)
    gradients.set(node, before ? graph.binary('add', before, fitted) : fitted)
  }

  for (const node of nodes.toReversed()) {
    const gradient = gradients.get(node)
    if (!gradient || !wanted.has(node)) continue
    known.set(node, gradient)
    backward(graph, node, gradient, give)
  }
  return known
}

/** What every sample contributes to the gradient of each block of weights, where that of `root` (width 1) is `seed`. */
export function differentiate(graph: Graph, root: Node, seed: Node): readonly Contribution[] {
  const contributions: Contribution[] = []
  for (const [node, gradient] of gradientsFrom(graph, root, seed, ({ kind }) => kind === 'parameter' || kind === 'dense')) {
    if (node.kind === 'parameter') contributions.push({ kind: 'vector', block: node.block, gradient })
    else if (node.kind === 'dense') contributions.push({ kind: 'dense', weights: node.weights, bias: node.bias, x: node.x, gradient })
  }
  return contributions
}

/**
 * ∂root/∂node for each of some nodes, `root` of width 1; null where nothing leads from one to the other. What a node was
 * computed from is left out of account: each counts as a variable of its own.
 */
export function derivatives(graph: Graph, root: Node, nodes: readonly Node[]): readonly (Node | null)[] {
  const asked = new Set(nodes)
  const found = gradientsFrom(graph, root, graph.constant([1]), (node) => asked.has(node))
  return nodes.map((node) => found.get(node) ?? null)
}

/** A number per sample, repeated to a vector where a vector is asked for. */
const widened = (graph: Graph, a: Node, width: number): Node =>
  a.width === width ? a : graph.binary('mul', a, graph.constant(new Array<number>(width).fill(1)))

/** A value that is written down for every sample, as what dense layers read must be; a constant is not by itself. */
function perSample(graph: Graph, value: Node, of: Node): Node {
  if (value.kind !== 'constant') return value
  const first = graph.slice(of, 0, 1)
  return graph.select(graph.binary('less', first, first), value, value)
}

type Give = (node: Node, gradient: Node) => void

/** Hands the gradient of a node on to what it was computed from. */
function backward(graph: Graph, node: Node, g: Node, give: Give): void {
  switch (node.kind) {
    case 'constant':
    case 'input':
    case 'parameter':
    case 'state':
      return
    case 'dense':
      return give(node.x, graph.denseBack(perSample(graph, g, node.x), node.weights))
    case 'known':
      return give(node.a, graph.binary('mul', g, node.slope(node.a, node)))
    case 'unary':
      return give(node.a, unaryBackward(graph, node, g))
    case 'binary':
      return binaryBackward(graph, node, g, give)
    case 'select': {
      const zero = graph.constant([0])
      give(node.yes, graph.select(node.mask, g, zero))
      return give(node.no, graph.select(node.mask, zero, g))
    }
    case 'slice':
      return give(node.a, padded(graph, g, node.from, node.a.width))
    case 'concat': {
      let from = 0
      for (const part of node.parts) {
        give(part, graph.slice(g, from, part.width))
        from += part.width
      }
      return
    }
    case 'fold':
      if (node.op === 'sum') return give(node.a, g)
      throw new Error(`${node.op} has no gradient: it may stand only inside withSlope or iterate`)
    case 'running':
      return give(node.a, graph.running(g, node.direction === 'up' ? 'down' : 'up'))
    case 'denseBack':
    case 'loopResult':
      throw new Error(`${node.kind} is not differentiated`)
    default:
      node satisfies never
  }
}

/** A gradient of a slice, with zeros around it. */
function padded(graph: Graph, g: Node, from: number, width: number): Node {
  const zeros = (count: number): readonly Node[] => (count > 0 ? [graph.constant(new Array<number>(count).fill(0))] : [])
  return graph.concat([...zeros(from), g, ...zeros(width - from - g.width)])
}

function unaryBackward(graph: Graph, node: Extract<Node, { kind: 'unary' }>, g: Node): Node {
  const { a } = node
  const [zero, one] = [graph.constant([0]), graph.constant([1])]
  switch (node.op) {
    case 'neg':
      return graph.unary('neg', g)
    case 'abs':
      return graph.select(graph.binary('less', a, zero), graph.unary('neg', g), g)
    case 'exp':
      return graph.binary('mul', g, node)
    case 'log':
      return graph.binary('div', g, a)
    case 'log1p':
      return graph.binary('div', g, graph.binary('add', one, a))
    case 'sqrt':
      return graph.binary('div', graph.binary('mul', g, graph.constant([0.5])), node)
    case 'tanh':
      return graph.binary('mul', g, graph.binary('sub', one, graph.binary('mul', node, node)))
    default:
      return node.op satisfies never
  }
}

function binaryBackward(graph: Graph, node: Extract<Node, { kind: 'binary' }>, g: Node, give: Give): void {
  const { a, b } = node
  const zero = graph.constant([0])
  switch (node.op) {
    case 'add':
      give(a, g)
      return give(b, g)
    case 'sub':
      give(a, g)
      return give(b, graph.unary('neg', g))
    case 'mul':
      give(a, graph.binary('mul', g, b))
      return give(b, graph.binary('mul', g, a))
    case 'div':
      give(a, graph.binary('div', g, b))
      return give(b, graph.unary('neg', graph.binary('div', graph.binary('mul', g, node), b)))
    case 'max':
    case 'min': {
      const first = node.op === 'max' ? graph.binary('less', b, a) : graph.binary('less', a, b)
      give(a, graph.select(first, g, zero))
      return give(b, graph.select(first, zero, g))
    }
    case 'less':
      return
    default:
      node.op satisfies never
  }
}
