import type { Block } from '../../../math/block.ts'
import type { Contribution } from '../differentiate.ts'
import type { Node, NodeOf } from '../graph.ts'
import type { Library } from './library.ts'
import { address } from './reroll.ts'
import { Source } from './source.ts'
import { evenSpread, type Tile } from './tile.ts'

/** A matrix product over one tile: out[o] = start[o] + Σ_i weight(i, o) · in[i]. Strides in numbers. */
interface Product {
  readonly inputs: number
  readonly outputs: number
  /** From one four samples to the next of what comes in. */
  readonly inputStride: number
  /** From one input's weight to the next, and from one output's to the next. */
  readonly weightStrides: readonly [input: number, output: number]
  readonly biased: boolean
}

/** Which outputs and samples one thread works on: `rows` outputs by `quads` vectors of four samples. */
interface Patch {
  readonly rows: number
  readonly quads: number
}

const divisors = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => n - i).filter((k) => n % k === 0)

/** The largest patch that still gives every thread work. */
function patchOf(outputs: number, { quads, workgroup: { threads, rows } }: Tile): Patch {
  const row = divisors(outputs).find((k) => k <= rows && (outputs / k) * 1 >= Math.min(threads, outputs)) ?? 1
  const most = Math.max(1, Math.floor(((outputs / row) * quads) / threads))
  return { rows: row, quads: divisors(quads).find((k) => k <= most) ?? 1 }
}

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i)

/** The function of one shape of product. Addresses: vectors of scratch memory, numbers of the weights. */
function productFunction(name: string, shape: Product, patch: Patch, quads: number, threads: number): string {
  const { inputs, outputs, inputStride, weightStrides: [perInput, perOutput], biased } = shape
  const [outputStep, quadStep] = [outputs / patch.rows, quads / patch.quads]
  const items = outputStep * quadStep
  const source = new Source()
  source.block(`fn ${name}(thread: u32, x: u32, y: u32, weights: u32, bias: u32)`, () => {
    source.block(`for (var item = thread; item < ${items}u; item += ${threads}u)`, () => {
      source.line(`let o = item % ${outputStep}u;`)
      source.line(`let q = item / ${outputStep}u;`)
      for (const r of range(patch.rows)) {
        const start = biased ? `vec4f(parameters[bias + o + ${r * outputStep}u])` : 'vec4f()'
        for (const k of range(patch.quads)) source.line(`var sum${r}_${k} = ${start};`)
      }
      source.line(`var w = weights + o * ${perOutput}u;`)
      source.line(`var at = x + q * ${inputStride}u;`)
      source.block(`for (var i = 0u; i < ${inputs}u; i++)`, () => {
        for (const r of range(patch.rows)) source.line(`let w${r} = parameters[w + ${r * outputStep * perOutput}u];`)
        for (const k of range(patch.quads)) {
          source.line(`let x${k} = scratch[at + ${k * quadStep * inputStride}u];`)
          for (const r of range(patch.rows)) source.line(`sum${r}_${k} += w${r} * x${k};`)
        }
        source.line(`w += ${perInput}u;`)
        source.line('at++;')
      })
      for (const r of range(patch.rows)) {
        for (const k of range(patch.quads)) source.line(`scratch[y + (q + ${k * quadStep}u) * ${outputs}u + o + ${r * outputStep}u] = sum${r}_${k};`)
      }
    })
  })
  return source.text
}

/** Whether a patch leaves every entry with the thread that `eachEntry` gives it to. */
const isEven = ({ rows, quads }: Patch, outputs: number, tile: Tile): boolean => {
  const { threads } = tile.workgroup
  return (rows === 1 || (outputs / rows) % threads === 0) && (quads === 1 || ((outputs * tile.quads) / quads) % threads === 0)
}

function writeProduct(tile: Tile, library: Library, name: string, shape: Product, x: Node, y: Node, weights: Block, bias: Block | null): void {
  const patch = patchOf(shape.outputs, tile)
  const called = library.add(`${name}_${shape.inputs}_to_${shape.outputs}_from_${shape.inputStride}`, (own) =>
    productFunction(own, shape, patch, tile.quads, tile.workgroup.threads),
  )
  const spread = isEven(patch, shape.outputs, tile) ? evenSpread(shape.outputs) : `${shape.outputs} by ${patch.rows} by ${patch.quads}`
  tile.synchronise([
    { node: x, spread: 'any', use: 'read' },
    { node: y, spread, use: 'write' },
  ])
  const [from, to] = [tile.place(x).at, tile.place(y).at]
  tile.source.line(`${called}(thread, scratchFrom + ${address(from)}, scratchFrom + ${address(to)}, ${address(weights.offset)}, ${address(bias?.offset ?? 0)});`)
}

/** x W + b; W is [inputs, outputs], row-major. */
export function writeDense(tile: Tile, library: Library, node: NodeOf<'dense'>): void {
  const { x, weights, bias, width } = node
  const shape: Product = { inputs: x.width, outputs: width, inputStride: tile.place(x).stride, weightStrides: [width, 1], biased: true }
  writeProduct(tile, library, 'dense', shape, x, node, weights, bias)
}

/** W g: the way back. */
export function writeDenseBack(tile: Tile, library: Library, node: NodeOf<'denseBack'>): void {
  const { gradient, weights, width } = node
  const inputStride = tile.place(gradient).stride
  const shape: Product = { inputs: gradient.width, outputs: width, inputStride, weightStrides: [1, gradient.width], biased: false }
  writeProduct(tile, library, 'denseBack', shape, gradient, node, weights, null)
}

/** What a tile adds to the gradient, each workgroup to its own slice. */
export function writeContribution(tile: Tile, library: Library, contribution: Contribution, adds: boolean): void {
  if (contribution.kind === 'vector') return writeVectorGradient(tile, contribution.gradient, contribution.block, adds)
  writeWeightGradient(tile, library, contribution, adds)
  writeVectorGradient(tile, contribution.gradient, contribution.bias, adds)
}

const assign = (adds: boolean): string => (adds ? '+=' : '=')

/** slice[k] = Σ_s g[k][s]. */
function writeVectorGradient(tile: Tile, node: Node, block: Block, adds: boolean): void {
  const { source, quads, workgroup: { threads } } = tile
  tile.synchronise([{ node, spread: 'any', use: 'read' }])
  source.block(`for (var entry = thread; entry < ${node.width}u; entry += ${threads}u)`, () => {
    source.line('var sum = vec4f();')
    for (const quad of range(quads)) source.line(`sum += ${tile.load(node, { entry: 'entry', quad: `${quad}u` })};`)
    source.line(`slices[sliceFrom + ${address(block.offset)} + entry] ${assign(adds)} dot(sum, vec4f(1.0));`)
  })
}

/** slice[i][o] = Σ_s x[i][s] · g[o][s]: a thread keeps its outputs' gradients and goes through the inputs. */
function writeWeightGradient(tile: Tile, library: Library, { x, gradient, weights }: Extract<Contribution, { kind: 'dense' }>, adds: boolean): void {
  const shape: WeightGradient = {
    inputs: x.width,
    outputs: gradient.width,
    strides: [tile.place(x).stride, tile.place(gradient).stride],
    rows: divisors(gradient.width).find((k) => k <= tile.workgroup.rows && gradient.width / k >= Math.min(tile.workgroup.threads, gradient.width)) ?? 1,
    adds,
  }
  const name = `weightGradient_${shape.inputs}_by_${shape.outputs}_from_${shape.strides.join('_')}${adds ? '_more' : ''}`
  const called = library.add(name, (own) => weightGradientFunction(own, shape, tile.quads, tile.workgroup.threads))
  tile.synchronise([
    { node: x, spread: 'any', use: 'read' },
    { node: gradient, spread: 'any', use: 'read' },
  ])
  const [from, other] = [tile.place(x).at, tile.place(gradient).at]
  tile.source.line(`${called}(thread, scratchFrom + ${address(from)}, scratchFrom + ${address(other)}, sliceFrom + ${address(weights.offset)});`)
}

interface WeightGradient {
  readonly inputs: number
  readonly outputs: number
  readonly strides: readonly [x: number, gradient: number]
  /** Outputs that one thread works on. */
  readonly rows: number
  readonly adds: boolean
}

function weightGradientFunction(name: string, shape: WeightGradient, quads: number, threads: number): string {
  const { inputs, outputs, strides: [xStride, gStride], rows, adds } = shape
  const step = outputs / rows
  // Inputs are dealt out too where there are fewer outputs than threads.
  const dealt = Math.max(1, Math.min(inputs, Math.floor(threads / step)))
  const source = new Source()
  source.block(`fn ${name}(thread: u32, x: u32, gradient: u32, slice: u32)`, () => {
    source.block(`for (var item = thread; item < ${step * dealt}u; item += ${threads}u)`, () => {
      source.line(`let o = item % ${step}u;`)
      for (const r of range(rows)) {
        for (const q of range(quads)) source.line(`let g${r}_${q} = scratch[gradient + ${q * gStride + r * step}u + o];`)
      }
      source.block(`for (var i = item / ${step}u; i < ${inputs}u; i += ${dealt}u)`, () => {
        for (const q of range(quads)) source.line(`let x${q} = scratch[x + ${q * xStride}u + i];`)
        for (const r of range(rows)) {
          const sum = range(quads).map((q) => `x${q} * g${r}_${q}`).join(' + ')
          source.line(`slices[slice + i * ${outputs}u + o + ${r * step}u] ${assign(adds)} dot(${sum}, vec4f(1.0));`)
        }
      })
    })
  })
  return source.text
}
