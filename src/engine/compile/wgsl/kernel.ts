import type { Contribution } from '../differentiate.ts'
import { cheapFusing, fullFusing, fuse } from '../fuse.ts'
import type { Loop, Node, NodeOf } from '../graph.ts'
import type { Program } from '../programs.ts'
import { type BlockNode, type Elementwise, schedule, type Statement } from '../schedule.ts'
import { approximations } from './approximations.ts'
import { writeSegment } from './elementwise.ts'
import { Library } from './library.ts'
import { Source } from './source.ts'
import { writeContribution, writeDense, writeDenseBack } from './products.ts'
import { placeNodes } from './memories.ts'
import { reroll } from './reroll.ts'
import { writeRunning } from './running.ts'
import { evenSpread, readSpread, start, Tile, type Workgroup } from './tile.ts'

/** How a kernel meets the world outside its tile. */
export interface Ports {
  /**
   * Declarations of what is bound; `scratchVectors` is what one workgroup needs. Arrays are declared with their sizes: an
   * index is then held in bounds by a constant, where it would be looked up for every access.
   */
  declarations(scratchVectors: number): string
  /** Four samples of an input stream; `quad` of tile `tile`. */
  read(stream: number, quad: string): string
  /** The lines that deliver four samples of the outputs, of which `value(i)` is the text. */
  deliver(quad: string, value: (output: number) => string): readonly string[]
  /** Whether a workgroup adds to its slice of the gradient, or finds it used: several tiles, or a block that is used more than once. */
  readonly adds: boolean
}

export interface KernelText {
  readonly code: string
  /** Vectors of four numbers of scratch memory that each workgroup needs. */
  readonly scratchVectors: number
}

/** WGSL that runs a program tile by tile. `tiles` is how many there are; workgroups take them in turn. */
export function kernelText(program: Program, workgroup: Workgroup, ports: Ports): KernelText {
  const statements = fuse(schedule(program.outputs, program.contributions), program.outputs, workgroup.rows > 1 ? cheapFusing : fullFusing)
  const memories = placeNodes(statements, program.inputs, program.outputs, Math.floor((4 * workgroup.nearVectors) / workgroup.samples))
  const tile = new Tile(workgroup, memories)
  const library = new Library()
  const scratchVectors = Math.max(1, memories.scratch.units * tile.quads)
  const body = reroll(tileTexts(tile, library, program, statements, ports))
  const source = new Source()
  source.block(`@compute @workgroup_size(${workgroup.threads})\nfn main(${entryArguments})`, () => {
    source.line('prepareNumbers();')
    source.line(`let scratchFrom = group.x * ${scratchVectors}u;`)
    source.line('prepare(group.x, thread);')
    source.block('for (var tile = group.x; tile < tiles(); tile += groups.x)', () => {
      if (ports.adds) source.line('workgroupBarrier(); storageBarrier();')
      source.line(body.text)
    })
  })
  const parts = [ports.declarations(scratchVectors), nearDeclaration(memories.near.units * tile.quads), ...tile.constants, ...body.tables, approximations, library.text, source.text]
  return { code: parts.join('\n'), scratchVectors }
}

const nearDeclaration = (vectors: number): string => (vectors > 0 ? `var<workgroup> near: array<vec4f, ${vectors}>;` : '')

const entryArguments =
  '@builtin(local_invocation_index) thread: u32, @builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u'

/** What happens to a tile, statement by statement. */
function tileTexts(tile: Tile, library: Library, program: Program, statements: readonly Statement[], ports: Ports): readonly string[] {
  const texts: string[] = []
  const written = (write: () => void): void => {
    write()
    texts.push(tile.take())
  }
  for (const input of program.inputs) written(() => writeFetch(tile, input, ports))
  for (const statement of statements) written(() => writeStatement(tile, library, statement, ports.adds))
  written(() => writeDelivery(tile, program.outputs, ports))
  return texts
}

function writeFetch(tile: Tile, input: NodeOf<'input'>, ports: Ports): void {
  tile.synchronise([{ node: input, spread: evenSpread(1), use: 'write' }])
  tile.eachEntry(1, (at) => tile.source.line(`${tile.cell(input, at)} = ${ports.read(input.stream, at.quad)};`))
}

function writeDelivery(tile: Tile, outputs: readonly Node[], ports: Ports): void {
  tile.synchronise(outputs.map((node) => ({ node, spread: readSpread(node, 1), use: 'read' })))
  tile.eachEntry(1, (at) => {
    for (const line of ports.deliver(at.quad, (output) => textOf(tile, outputs[output], at))) tile.source.line(line)
  })
}

function textOf(tile: Tile, node: Node | undefined, at: Parameters<Tile['load']>[1]): string {
  if (!node) throw new RangeError('a kernel delivers what it computes')
  return tile.load(node, at)
}

function writeStatement(tile: Tile, library: Library, statement: Statement, adds: boolean): void {
  switch (statement.kind) {
    case 'segment':
      return writeSegment(tile, statement.width, statement.nodes)
    case 'block':
      return writeBlock(tile, library, statement.node, statement.after ?? [])
    case 'loop':
      return writeLoop(tile, statement.loop, () => {
        for (const inner of statement.body) writeStatement(tile, library, inner, adds)
      })
    case 'contribute':
      return writeContribution(tile, library, statement.contribution satisfies Contribution, adds)
    default:
      statement satisfies never
  }
}

function writeBlock(tile: Tile, library: Library, node: BlockNode, after: readonly Elementwise[]): void {
  switch (node.kind) {
    case 'dense':
      return writeDense(tile, library, node, after)
    case 'denseBack':
      return writeDenseBack(tile, library, node, after)
    case 'fold':
      return writeFold(tile, node)
    case 'running':
      return writeRunning(tile, node)
    case 'concat':
      return writeConcat(tile, node)
    default:
      node satisfies never
  }
}

const folding = {
  sum: (value: string) => `value += ${value};`,
  greatest: (value: string) => `value = select(value, ${value}, value < ${value});`,
  least: (value: string) => `value = select(value, ${value}, ${value} < value);`,
} as const

function writeFold(tile: Tile, node: NodeOf<'fold'>): void {
  const { a, op } = node
  const { source } = tile
  tile.synchronise([
    { node: a, spread: 'any', use: 'read' },
    { node, spread: evenSpread(1), use: 'write' },
  ])
  tile.eachEntry(1, (at) => {
    source.line(`var value = ${tile.load(a, { ...at, entry: '0u' })};`)
    source.block(`for (var entry = 1u; entry < ${a.width}u; entry++)`, () => {
      source.line(`let next = ${tile.load(a, { ...at, entry: 'entry' })};`)
      source.line(folding[op]('next'))
    })
    source.line(`${tile.cell(node, at)} = value;`)
  })
}

function writeConcat(tile: Tile, node: NodeOf<'concat'>): void {
  tile.synchronise([
    ...node.parts.map((part) => ({ node: part, spread: readSpread(part, part.width), use: 'read' as const })),
    { node, spread: 'any', use: 'write' },
  ])
  let skip = 0
  for (const part of node.parts) {
    const from = skip
    tile.eachEntry(part.width, (at) => {
      const { memory, at: place, stride } = tile.place(node)
      tile.source.line(`${memory}[${start({ memory, at: place + from, stride })} + ${at.quad} * ${stride}u + ${at.entry}] = ${tile.load(part, at)};`)
    })
    skip += part.width
  }
}

/** Copies values of width 1 into the state of a loop; all are read before any is written. */
function writeAssign(tile: Tile, state: readonly Node[], values: readonly Node[]): void {
  tile.synchronise([
    ...values.map((node) => ({ node, spread: readSpread(node, 1), use: 'read' as const })),
    ...state.map((node) => ({ node, spread: evenSpread(1), use: 'write' as const })),
  ])
  tile.eachEntry(1, (at) => {
    values.forEach((value, i) => tile.source.line(`let next${i} = ${tile.load(value, at)};`))
    state.forEach((node, i) => tile.source.line(`${tile.cell(node, at)} = next${i};`))
  })
}

function writeLoop(tile: Tile, loop: Loop, body: () => void): void {
  if (loop.state.some(({ width }) => width !== 1)) throw new Error('a loop carries numbers, not vectors')
  writeAssign(tile, loop.state, loop.start)
  const { source } = tile
  source.block(`for (var round = 0u; round < ${loop.count}u; round++)`, () => {
    // What the last turn wrote is read by the next.
    tile.barrier()
    body()
    writeAssign(tile, loop.state, loop.body)
  })
}
