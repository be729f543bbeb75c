import type { Block } from '../../../math/block.ts'
import type { Contribution } from '../differentiate.ts'
import { inputsOf, type Node, type NodeOf } from '../graph.ts'
import { type Elementwise, owner } from '../schedule.ts'
import { writeNodes } from './elementwise.ts'
import type { Library } from './library.ts'
import { address } from './reroll.ts'
import { type Entry, evenSpread, readSpread, start, type Tile, type Use } from './tile.ts'

/** A matrix product over one tile: out[o] = start[o] + Σ_i weight(i, o) · in[i]. */
interface Product {
  readonly purpose: string
  readonly x: Node
  readonly y: Node
  readonly weights: Block
  /** From one input's weight to the next, and from one output's to the next. */
  readonly weightStrides: readonly [input: number, output: number]
  readonly bias: Block | null
  /** What is made of each entry before it meets memory. */
  readonly after: readonly Elementwise[]
}

/** Which outputs and samples one thread works on: `rows` outputs by `quads` vectors of four samples. */
interface Patch {
  readonly rows: number
  readonly quads: number
}

const divisors = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => n - i).filter((k) => n % k === 0)

/** Numbers loaded for each multiply-add of a patch: a weight for each row, four samples for each of its quads. */
const loadsOf = ({ rows, quads }: Patch): number => (rows + 4 * quads) / (4 * rows * quads)

/** The patch that loads least among those that leave no thread without work. */
function patchOf(outputs: number, { quads, workgroup: { threads, rows } }: Tile): Patch {
  const busy = Math.min(threads, outputs * quads)
  const patches = divisors(outputs)
    .filter((row) => row <= rows)
    .flatMap((row) => divisors(quads).map((quad): Patch => ({ rows: row, quads: quad })))
  const fitting = patches.filter((patch) => (outputs / patch.rows) * (quads / patch.quads) >= busy)
  return fitting.reduce((best, patch) => (loadsOf(patch) < loadsOf(best) ? patch : best), { rows: 1, quads: 1 })
}

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i)

/** Whether a patch leaves every entry with the thread that `eachEntry` gives it to. */
const isEven = ({ rows, quads }: Patch, outputs: number, tile: Tile): boolean => {
  const { threads } = tile.workgroup
  return (rows === 1 || (outputs / rows) % threads === 0) && (quads === 1 || ((outputs * tile.quads) / quads) % threads === 0)
}

function writeProduct(tile: Tile, library: Library, product: Product): void {
  const { x, y, after, purpose } = product
  const patch = patchOf(y.width, tile)
  const spread = isEven(patch, y.width, tile) ? evenSpread(y.width) : `${y.width} by ${patch.rows} by ${patch.quads}`
  const inside = new Set<Node>([y, ...after])
  const besides = after.flatMap(inputsOf).filter((node) => !inside.has(owner(node)))
  tile.synchronise([
    { node: x, spread: 'any', use: 'read' },
    ...besides.map((node): Use => ({ node, spread: spread === readSpread(node, y.width) ? spread : 'any', use: 'read' })),
    ...[y, ...after].map((node): Use => ({ node, spread, use: 'write' })),
  ])
  const body = tile.apart(() => writeSums(tile, product, patch))
  tile.source.line(library.call(`${purpose}_${x.width}_to_${y.width}`, body))
}

/** Each thread sums up the entries of its patch, input after input, and stores what is made of them. */
function writeSums(tile: Tile, product: Product, patch: Patch): void {
  const { source, quads, workgroup: { threads } } = tile
  const { x, y, weights, weightStrides: [perInput, perOutput], bias } = product
  const [outputStep, quadStep] = [y.width / patch.rows, quads / patch.quads]
  const each = (body: (row: number, quad: number) => void): void => {
    for (const row of range(patch.rows)) for (const quad of range(patch.quads)) body(row, quad)
  }
  source.block(`for (var item = thread; item < ${outputStep * quadStep}u; item += ${threads}u)`, () => {
    source.line(`let o = item % ${outputStep}u;`)
    source.line(`let q = item / ${outputStep}u;`)
    each((row, quad) => source.line(`var sum${row}_${quad} = ${bias ? `vec4f(${tile.weight(bias, 0, `o + ${row * outputStep}u`)})` : 'vec4f()'};`))
    const from = tile.place(x)
    source.line(`var w = ${address(weights.offset)} + o * ${perOutput}u;`)
    source.line(`var at = ${start(from)} + q * ${from.stride}u;`)
    source.block(`for (var i = 0u; i < ${x.width}u; i++)`, () => {
      for (const row of range(patch.rows)) source.line(`let w${row} = parameters[w + ${row * outputStep * perOutput}u];`)
      for (const quad of range(patch.quads)) {
        source.line(`let x${quad} = ${from.memory}[at + ${quad * quadStep * from.stride}u];`)
        for (const row of range(patch.rows)) source.line(`sum${row}_${quad} += w${row} * x${quad};`)
      }
      source.line(`w += ${perInput}u;`)
      source.line('at++;')
    })
    each((row, quad) => {
      const at = { entry: `(o + ${row * outputStep}u)`, quad: `(q + ${quad * quadStep}u)` }
      writeResult(tile, product, at, `sum${row}_${quad}`)
    })
  })
}

/** Stores one entry of a product, and what is made of it. */
function writeResult(tile: Tile, { y, after }: Product, at: Entry, sum: string): void {
  const { source } = tile
  const store = (node: Node, text: string): void => {
    if (tile.isStored(node)) source.line(`${tile.cell(node, at)} = ${text};`)
  }
  source.block('', () => {
    store(y, sum)
    const load = (node: Node): string => (owner(node) === y ? sum : tile.load(node, at))
    writeNodes(after, y.width, load, (line) => source.line(line), store)
  })
}

/** x W + b; W is [inputs, outputs], row-major. */
export function writeDense(tile: Tile, library: Library, node: NodeOf<'dense'>, after: readonly Elementwise[]): void {
  const { x, weights, bias, width } = node
  writeProduct(tile, library, { purpose: bias ? 'dense' : 'linear', x, y: node, weights, weightStrides: [width, 1], bias, after })
}

/** W g: the way back. */
export function writeDenseBack(tile: Tile, library: Library, node: NodeOf<'denseBack'>, after: readonly Elementwise[]): void {
  const { gradient, weights } = node
  writeProduct(tile, library, { purpose: 'denseBack', x: gradient, y: node, weights, weightStrides: [1, gradient.width], bias: null, after })
}

/** What a tile adds to the gradient, each workgroup to its own slice. */
export function writeContribution(tile: Tile, library: Library, contribution: Contribution, adds: boolean): void {
  if (contribution.kind === 'vector') return writeVectorGradient(tile, contribution.gradient, contribution.block, adds)
  const { x, gradient } = contribution
  tile.synchronise([
    { node: x, spread: 'any', use: 'read' },
    { node: gradient, spread: 'any', use: 'read' },
  ])
  for (const block of [contribution.weights, contribution.bias]) if (block) tile.addsTo(block, `${x.width} by ${gradient.width}`)
  const body = tile.apart(() => writeWeightGradient(tile, contribution, adds))
  tile.source.line(library.call(`weightGradient_${x.width}_by_${gradient.width}`, body))
}

const assign = (adds: boolean): string => (adds ? '+=' : '=')
const slice = (block: Block): string => `slices[sliceFrom + ${address(block.offset)}`

/** slice[k] = Σ_s g[k][s]. */
function writeVectorGradient(tile: Tile, node: Node, block: Block, adds: boolean): void {
  const { source, quads, workgroup: { threads } } = tile
  tile.synchronise([{ node, spread: 'any', use: 'read' }])
  tile.addsTo(block, 'vector')
  source.block(`for (var entry = thread; entry < ${node.width}u; entry += ${threads}u)`, () => {
    source.line('var sum = vec4f();')
    for (const quad of range(quads)) source.line(`sum += ${tile.load(node, { entry: 'entry', quad: `${quad}u` })};`)
    source.line(`${slice(block)} + entry] ${assign(adds)} dot(sum, vec4f(1.0));`)
  })
}

/** slice[i][o] = Σ_s x[i][s] · g[o][s], and Σ_s g[o][s] for the bias: a thread keeps its outputs' gradients and goes through the inputs. */
function writeWeightGradient(tile: Tile, { x, gradient, weights, bias }: Extract<Contribution, { kind: 'dense' }>, adds: boolean): void {
  const { source, quads, workgroup: { threads, rows: most } } = tile
  const rows = divisors(gradient.width).find((k) => k <= most && (gradient.width / k) * x.width >= threads) ?? 1
  const step = gradient.width / rows
  // Inputs are dealt out too where there are fewer outputs than threads.
  const dealt = Math.max(1, Math.min(x.width, Math.floor(threads / step)))
  const sum = (factor: (quad: number) => string): string => `dot(${range(quads).map(factor).join(' + ')}, vec4f(1.0))`
  source.block(`for (var item = thread; item < ${step * dealt}u; item += ${threads}u)`, () => {
    source.line(`let o = item % ${step}u;`)
    for (const row of range(rows)) {
      for (const quad of range(quads)) source.line(`let g${row}_${quad} = ${tile.cell(gradient, { entry: `(o + ${row * step}u)`, quad: `${quad}u` })};`)
    }
    if (bias) {
      source.block(`if (item < ${step}u)`, () => {
        for (const row of range(rows)) source.line(`${slice(bias)} + o + ${row * step}u] ${assign(adds)} ${sum((quad) => `g${row}_${quad}`)};`)
      })
    }
    const from = tile.place(x)
    source.line(`var at = ${start(from)} + item / ${step}u;`)
    source.line(`var to = sliceFrom + ${address(weights.offset)} + (item / ${step}u) * ${gradient.width}u + o;`)
    source.block(`for (var i = item / ${step}u; i < ${x.width}u; i += ${dealt}u)`, () => {
      for (const quad of range(quads)) source.line(`let x${quad} = ${from.memory}[at + ${quad * from.stride}u];`)
      for (const row of range(rows)) source.line(`slices[to + ${row * step}u] ${assign(adds)} ${sum((quad) => `x${quad} * g${row}_${quad}`)};`)
      source.line(`at += ${dealt}u;`)
      source.line(`to += ${dealt * gradient.width}u;`)
    })
  })
}
