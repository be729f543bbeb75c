import { inputsOf, type Node } from '../graph.ts'
import { type Elementwise, owner } from '../schedule.ts'
import { type Entry, evenSpread, readSpread, type Tile, type Use } from './tile.ts'

const unary = { neg: '-', abs: 'abs', sqrt: 'sqrt', exp: 'expOf', log: 'logOf', log1p: 'log1pOf', tanh: 'tanhOf' } as const
const infix = { add: '+', sub: '-', mul: '*', div: '/' } as const

/** A text of WGSL: four numbers, or four truths. */
interface Value {
  readonly text: string
  readonly truth: boolean
}

/** What an element-wise node makes of its operands. Larger and smaller as comparisons, so that NaN stays as on the other engines. */
function expression(node: Elementwise, operand: (node: Node) => string, mask: (node: Node) => string): Value {
  switch (node.kind) {
    case 'unary':
      return { text: `${unary[node.op]}(${operand(node.a)})`, truth: false }
    case 'binary': {
      const [a, b] = [operand(node.a), operand(node.b)]
      if (node.op === 'less') return { text: `${a} < ${b}`, truth: true }
      if (node.op === 'max') return { text: `select(${a}, ${b}, ${a} < ${b})`, truth: false }
      if (node.op === 'min') return { text: `select(${a}, ${b}, ${b} < ${a})`, truth: false }
      return { text: `${a} ${infix[node.op]} ${b}`, truth: false }
    }
    case 'select':
      return { text: `select(${operand(node.no)}, ${operand(node.yes)}, ${mask(node.mask)})`, truth: false }
    default:
      return node satisfies never
  }
}

/** The lines that compute element-wise nodes one after another; `load` gives what they do not compute themselves. */
export function writeNodes(
  nodes: readonly Elementwise[],
  width: number,
  load: (node: Node) => string,
  line: (text: string) => void,
  onValue: (node: Elementwise, text: string) => void,
): void {
  const made = new Map<Node, Value>()
  const loaded = new Map<Node, string>()
  const fetched = (node: Node): string => {
    const real = owner(node)
    if (real.kind === 'constant') return load(node)
    const name = loaded.get(node) ?? `x${loaded.size}`
    if (!loaded.has(node)) line(`let ${name} = ${load(node)};`)
    loaded.set(node, name)
    return name
  }
  const own = (node: Node): Value | undefined => (node.width === width ? made.get(owner(node)) : undefined)
  const operand = (node: Node): string => {
    const value = own(node)
    if (!value) return fetched(node)
    return value.truth ? `select(vec4f(), vec4f(1.0), ${value.text})` : value.text
  }
  const mask = (node: Node): string => {
    const value = own(node)
    return value?.truth ? value.text : `${operand(node)} != vec4f()`
  }
  for (const node of nodes) {
    const { text, truth } = expression(node, operand, mask)
    const name = `n${made.size}`
    line(`let ${name} = ${text};`)
    made.set(node, { text: name, truth })
    onValue(node, truth ? `select(vec4f(), vec4f(1.0), ${name})` : name)
  }
}

/** Computes element-wise nodes of one width together. What only they use stays in registers; the rest is stored. */
export function writeSegment(tile: Tile, width: number, nodes: readonly Elementwise[]): void {
  const inside = new Set<Node>(nodes)
  const uses = nodes.flatMap((node): readonly Use[] => [
    ...inputsOf(node)
      .filter((input) => !(inside.has(owner(input)) && input.width === width))
      .map((input) => ({ node: input, spread: readSpread(input, width), use: 'read' as const })),
    { node, spread: evenSpread(width), use: 'write' },
  ])
  tile.synchronise(uses)
  tile.eachEntry(width, (at: Entry) => {
    writeNodes(
      nodes,
      width,
      (node) => tile.load(node, at),
      (text) => tile.source.line(text),
      (node, text) => {
        if (tile.isStored(node)) tile.source.line(`${tile.cell(node, at)} = ${text};`)
      },
    )
  })
}
