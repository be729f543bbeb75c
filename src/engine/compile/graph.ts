import { blockSize, type Block } from '../../math/block.ts'

/**
 * The expression graph of one sample. A node is a vector of `width` numbers per sample; dense layers are block
 * operations, not unrolled. Nodes are made by a `Graph`, which folds constants and never makes the same node twice.
 */

export type UnaryOp = 'neg' | 'abs' | 'exp' | 'log' | 'log1p' | 'sqrt' | 'tanh'
export type BinaryOp = 'add' | 'sub' | 'mul' | 'div' | 'max' | 'min' | 'less'
export type FoldOp = 'sum' | 'greatest' | 'least'

interface Common {
  readonly id: number
  readonly width: number
}

export type Node = Common &
  (
    | { readonly kind: 'constant'; readonly values: readonly number[] }
    /** One number per sample, from stream `stream` of the kernel. */
    | { readonly kind: 'input'; readonly stream: number }
    | { readonly kind: 'parameter'; readonly block: Block }
    /** x W + b, or x W. */
    | { readonly kind: 'dense'; readonly x: Node; readonly weights: Block; readonly bias: Block | null }
    /** W g: what a gradient with respect to a dense layer's output means for its input. */
    | { readonly kind: 'denseBack'; readonly gradient: Node; readonly weights: Block }
    | { readonly kind: 'unary'; readonly op: UnaryOp; readonly a: Node }
    | { readonly kind: 'binary'; readonly op: BinaryOp; readonly a: Node; readonly b: Node }
    | { readonly kind: 'select'; readonly mask: Node; readonly yes: Node; readonly no: Node }
    | { readonly kind: 'slice'; readonly a: Node; readonly from: number }
    | { readonly kind: 'concat'; readonly parts: readonly Node[] }
    | { readonly kind: 'fold'; readonly op: FoldOp; readonly a: Node }
    /** The running sum over a vector; 'down' from its last entry to the first. */
    | { readonly kind: 'running'; readonly direction: 'up' | 'down'; readonly a: Node }
    /** `value`, whose derivative with respect to `a` is `slope`. */
    | { readonly kind: 'known'; readonly a: Node; readonly value: Node; readonly slope: (a: Node, value: Node) => Node }
    /** A number that a loop carries from turn to turn. */
    | { readonly kind: 'state' }
    /** What a loop leaves in place `index` of its state. */
    | { readonly kind: 'loopResult'; readonly loop: Loop; readonly index: number }
  )

/** `count` turns that replace `state` by `body`, beginning with `start`. */
export interface Loop {
  readonly count: number
  readonly start: readonly Node[]
  readonly state: readonly Node[]
  readonly body: readonly Node[]
}

type Kind = Node['kind']
export type NodeOf<K extends Kind> = Extract<Node, { readonly kind: K }>

/** The nodes that a node is computed from. */
export function inputsOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'constant':
    case 'input':
    case 'parameter':
    case 'state':
      return []
    case 'dense':
      return [node.x]
    case 'denseBack':
      return [node.gradient]
    case 'unary':
    case 'slice':
    case 'fold':
    case 'running':
      return [node.a]
    case 'binary':
      return [node.a, node.b]
    case 'select':
      return [node.mask, node.yes, node.no]
    case 'concat':
      return node.parts
    case 'known':
      return [node.value]
    case 'loopResult':
      return [...node.loop.start, ...outerInputs(node.loop)]
    default:
      return node satisfies never
  }
}

const innerOf = new WeakMap<Loop, ReadonlySet<Node>>()

/** Nodes that depend on a loop's state, among those its body is made of. */
export function innerNodes(loop: Loop): ReadonlySet<Node> {
  const found = innerOf.get(loop) ?? findInner(loop)
  innerOf.set(loop, found)
  return found
}

function findInner(loop: Loop): ReadonlySet<Node> {
  const inner = new Set<Node>(loop.state)
  const seen = new Map<Node, boolean>()
  const visit = (node: Node): boolean => {
    const known = seen.get(node)
    if (known !== undefined) return known
    const depends = inner.has(node) || inputsOf(node).map(visit).some(Boolean)
    if (depends) inner.add(node)
    seen.set(node, depends)
    return depends
  }
  loop.body.forEach(visit)
  return inner
}

/** What a loop's body reads that does not change from turn to turn. */
function outerInputs(loop: Loop): readonly Node[] {
  const inner = innerNodes(loop)
  const outside = (node: Node): boolean => !inner.has(node)
  return [...new Set([...[...inner].flatMap((node) => inputsOf(node)), ...loop.body].filter(outside))]
}

export const binaryFunctions: Readonly<Record<BinaryOp, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  max: Math.max,
  min: Math.min,
  less: (a, b) => (a < b ? 1 : 0),
}

const unaryFunctions: Readonly<Record<UnaryOp, (a: number) => number>> = {
  neg: (a) => -a,
  abs: Math.abs,
  exp: Math.exp,
  log: Math.log,
  log1p: Math.log1p,
  sqrt: Math.sqrt,
  tanh: Math.tanh,
}

/** A description of a node without its id, from which `Graph` makes it. */
type Draft<K extends Kind> = Omit<NodeOf<K>, 'id'>

export interface Graph {
  constant(values: readonly number[]): Node
  input(stream: number): Node
  state(width: number): Node
  parameter(block: Block): Node
  dense(x: Node, weights: Block, bias: Block | null): Node
  denseBack(gradient: Node, weights: Block): Node
  unary(op: UnaryOp, a: Node): Node
  binary(op: BinaryOp, a: Node, b: Node): Node
  select(mask: Node, yes: Node, no: Node): Node
  slice(a: Node, from: number, width: number): Node
  concat(parts: readonly Node[]): Node
  fold(op: FoldOp, a: Node): Node
  running(a: Node, direction?: NodeOf<'running'>['direction']): Node
  known(a: Node, value: Node, slope: (a: Node, value: Node) => Node): Node
  loop(loop: Loop): readonly Node[]
}

const isConstant = (node: Node, value: number): boolean =>
  node.kind === 'constant' && node.values.every((one) => Object.is(one, value))

/** The node that a binary operation with a neutral or absorbing constant comes down to, if it does. */
function neutral(op: BinaryOp, a: Node, b: Node): Node | null {
  const widest = (node: Node): Node | null => (node.width >= Math.max(a.width, b.width) ? node : null)
  if (op === 'add' && isConstant(a, 0)) return widest(b)
  if ((op === 'add' || op === 'sub') && isConstant(b, 0)) return widest(a)
  if (op === 'mul' && isConstant(a, 1)) return widest(b)
  if ((op === 'mul' || op === 'div') && isConstant(b, 1)) return widest(a)
  return null
}

export function createGraph(): Graph {
  const made = new Map<string, Node>()
  let count = 0

  /** The node of this description: made once, however often it is asked for. */
  function make<K extends Kind>(key: string, draft: Draft<K>): Node {
    const found = made.get(key)
    if (found) return found
    const node = { ...draft, id: count++ } as unknown as Node
    made.set(key, node)
    return node
  }

  const fresh = <K extends Kind>(draft: Draft<K>): Node => ({ ...draft, id: count++ }) as unknown as Node
  const ids = (nodes: readonly Node[]): string => nodes.map(({ id }) => id).join()
  const constant = (values: readonly number[]): Node =>
    make<'constant'>(`constant ${values.map((value) => (Object.is(value, -0) ? '-0' : value)).join()}`, { kind: 'constant', width: values.length, values })

  function binary(op: BinaryOp, a: Node, b: Node): Node {
    const width = Math.max(a.width, b.width)
    if (a.kind === 'constant' && b.kind === 'constant') {
      const at = (values: readonly number[], i: number): number => values[values.length === 1 ? 0 : i] ?? NaN
      return constant(Array.from({ length: width }, (_, i) => binaryFunctions[op](at(a.values, i), at(b.values, i))))
    }
    return neutral(op, a, b) ?? make<'binary'>(`${op} ${ids([a, b])}`, { kind: 'binary', width, op, a, b })
  }

  function unary(op: UnaryOp, a: Node): Node {
    if (a.kind === 'constant') return constant(a.values.map(unaryFunctions[op]))
    if (op === 'neg' && a.kind === 'unary' && a.op === 'neg') return a.a
    return make<'unary'>(`${op} ${a.id}`, { kind: 'unary', width: a.width, op, a })
  }

  function slice(a: Node, from: number, width: number): Node {
    if (from === 0 && width === a.width) return a
    if (a.kind === 'constant') return constant(a.values.slice(from, from + width))
    if (a.kind === 'slice') return slice(a.a, a.from + from, width)
    return make<'slice'>(`slice ${a.id} ${from} ${width}`, { kind: 'slice', width, a, from })
  }

  function concat(parts: readonly Node[]): Node {
    const [only] = parts
    if (only && parts.length === 1) return only
    const width = parts.reduce((sum, part) => sum + part.width, 0)
    return make<'concat'>(`concat ${ids(parts)}`, { kind: 'concat', width, parts })
  }

  return {
    constant,
    unary,
    binary,
    slice,
    concat,
    input: (stream) => make<'input'>(`input ${stream}`, { kind: 'input', width: 1, stream }),
    state: (width) => fresh<'state'>({ kind: 'state', width }),
    parameter: (block) => make<'parameter'>(`parameter ${block.offset} ${block.name}`, { kind: 'parameter', width: blockSize(block), block }),
    dense: (x, weights, bias) =>
      make<'dense'>(`dense ${x.id} ${weights.offset} ${bias?.offset ?? ''}`, { kind: 'dense', width: weights.shape[1] ?? 1, x, weights, bias }),
    denseBack: (gradient, weights) =>
      make<'denseBack'>(`denseBack ${gradient.id} ${weights.offset}`, { kind: 'denseBack', width: weights.shape[0], gradient, weights }),
    select: (mask, yes, no) => {
      if (mask.kind === 'constant' && mask.width === 1) return mask.values[0] ? yes : no
      const width = Math.max(mask.width, yes.width, no.width)
      return make<'select'>(`select ${ids([mask, yes, no])}`, { kind: 'select', width, mask, yes, no })
    },
    fold: (op, a) => (a.width === 1 ? a : make<'fold'>(`${op} over ${a.id}`, { kind: 'fold', width: 1, op, a })),
    running: (a, direction = 'up') =>
      a.width === 1 ? a : make<'running'>(`running ${direction} ${a.id}`, { kind: 'running', width: a.width, direction, a }),
    known: (a, value, slope) => fresh<'known'>({ kind: 'known', width: value.width, a, value, slope }),
    loop: (loop) => loop.body.map(({ width }, index) => fresh<'loopResult'>({ kind: 'loopResult', width, loop, index })),
  }
}
