import { describe, expect, test } from 'vitest'
import { differentiate } from '../../../src/engine/compile/differentiate.ts'
import { createGraph, type NodeOf } from '../../../src/engine/compile/graph.ts'
import { moduleBytes } from '../../../src/engine/compile/wasm/binary.ts'
import { createKernel } from '../../../src/engine/compile/wasm/kernel.ts'
import { createLibrary } from '../../../src/engine/compile/wasm/library.ts'
import { blockSize } from '../../../src/math/block.ts'
import { createRandom } from '../../../src/math/random.ts'

/** Samples of a tile, and of two of them. */
const tile = 48
const samples = 2 * tile
const seed = 11
const kilobytes = 1024

type Sizes = readonly [inputs: number, hidden: number, outputs: number]

/** Two dense layers with tanh between them over (c_i x), and the sum of what comes out. */
function network([inputs, hidden, outputs]: Sizes) {
  const w1 = { name: 'w1', offset: 0, shape: [inputs, hidden] } as const
  const b1 = { name: 'b1', offset: blockSize(w1), shape: [hidden] } as const
  const w2 = { name: 'w2', offset: b1.offset + hidden, shape: [hidden, outputs] } as const
  const b2 = { name: 'b2', offset: w2.offset + blockSize(w2), shape: [outputs] } as const
  const size = b2.offset + outputs
  const graph = createGraph()
  const [x, weight] = [graph.input(0), graph.input(1)] as [NodeOf<'input'>, NodeOf<'input'>]
  const factors = Array.from({ length: inputs }, (_, i) => Math.cos(i))
  const first = graph.unary('tanh', graph.dense(graph.binary('mul', x, graph.constant(factors)), w1, b1))
  const loss = graph.fold('sum', graph.unary('tanh', graph.dense(first, w2, b2)))
  return { w1, b1, w2, b2, size, factors, spec: { inputs: [x, weight], outputs: [loss], contributions: differentiate(graph, loss, weight) } }
}

type Network = ReturnType<typeof network>

/** The losses and the gradient that a compiled kernel finds. */
function compiled({ spec, size }: Network, parameters: Float32Array, streams: readonly Float32Array[]) {
  const kernel = createKernel({ name: 'kernel', samples: tile, ...spec })
  const stride = samples * 4
  let end = kilobytes
  const take = (bytes: number): number => (end += Math.ceil(bytes / 16) * 16) - Math.ceil(bytes / 16) * 16
  const [input, output, weights, gradient] = [take(2 * stride), take(stride), take(size * 4), take(size * 4)]
  const scratch = take(kernel.scratchBytes)
  const constants: { readonly at: number; readonly values: readonly number[] }[] = []
  const constant = (values: readonly number[]): number => {
    constants.push({ at: take(values.length * 4), values })
    return constants.at(-1)?.at ?? 0
  }
  const library = createLibrary()
  const own = kernel.emit(library, { scratch, parameters: weights, constant }, { input, output, stride, gradient })
  const pages = Math.ceil(end / 0x1_0000)
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes([...library.functions, own], pages)), { engine: { memory } })
  const view = (at: number, length: number): Float32Array => new Float32Array(memory.buffer, at, length)
  streams.forEach((stream, i) => view(input + i * stride, samples).set(stream))
  view(weights, size).set(parameters)
  for (const { at, values } of constants) view(at, values.length).set(values)
  ;(exports.kernel as (end: number) => void)(stride)
  return { losses: view(output, samples), gradient: view(gradient, size), names: library.functions.map(({ name }) => name) }
}

/** The same in plain numbers. */
function exact({ w1, b1, w2, b2, size, factors }: Network, p: Float32Array, [xs, weights]: readonly [Float32Array, Float32Array]) {
  const gradient = new Float64Array(size)
  const at = (i: number): number => p[i] ?? NaN
  const add = (i: number, value: number): void => void (gradient[i] = (gradient[i] ?? NaN) + value)
  const [inputs, hidden] = w1.shape
  const outputs = b2.shape[0]
  const losses = [...xs].map((x, s) => {
    const first = Array.from({ length: hidden }, (_, h) => Math.tanh(factors.reduce((sum, f, i) => sum + f * x * at(w1.offset + i * hidden + h), at(b1.offset + h))))
    const second = Array.from({ length: outputs }, (_, o) => Math.tanh(first.reduce((sum, y, h) => sum + y * at(w2.offset + h * outputs + o), at(b2.offset + o))))
    const g2 = second.map((y) => (weights[s] ?? NaN) * (1 - y * y))
    const g1 = first.map((y, h) => (1 - y * y) * g2.reduce((sum, g, o) => sum + g * at(w2.offset + h * outputs + o), 0))
    g2.forEach((g, o) => add(b2.offset + o, g))
    g1.forEach((g, h) => add(b1.offset + h, g))
    first.forEach((y, h) => g2.forEach((g, o) => add(w2.offset + h * outputs + o, y * g)))
    for (let i = 0; i < inputs; i++) g1.forEach((g, h) => add(w1.offset + i * hidden + h, (factors[i] ?? NaN) * x * g))
    return second.reduce((sum, y) => sum + y, 0)
  })
  return { losses, gradient }
}

const shapes: readonly Sizes[] = [[1, 1, 1], [1, 64, 2], [2, 3, 5], [5, 4, 3], [3, 7, 1], [7, 16, 8], [32, 32, 32], [48, 64, 32], [33, 34, 35], [64, 80, 6]]

describe.each(shapes)('dense layers %i → %i → %i', (...sizes) => {
  test(`losses and gradients are those of plain numbers (seed ${seed})`, () => {
    const net = network(sizes)
    const random = createRandom(seed)
    const parameters = Float32Array.from({ length: net.size }, () => random.normal() / Math.sqrt(Math.max(...sizes)))
    const streams = [Float32Array.from({ length: samples }, () => random.normal()), Float32Array.from({ length: samples }, () => random.uniform())] as const
    const [found, truth] = [compiled(net, parameters, streams), exact(net, parameters, streams)]
    truth.losses.forEach((loss, s) => expect(found.losses[s], `sample ${s}`).toBeCloseTo(loss, 4))
    const largest = Math.max(...truth.gradient.map(Math.abs))
    truth.gradient.forEach((slope, i) => expect(Math.abs((found.gradient[i] ?? NaN) - slope), `weight ${i}`).toBeLessThan(1e-5 * largest))
  })
})

test('large layers take the way of large ones, small ones do not', () => {
  const names = (sizes: Sizes): readonly string[] => {
    const net = network(sizes)
    return compiled(net, new Float32Array(net.size), [new Float32Array(samples), new Float32Array(samples)]).names
  }
  expect(names([32, 48, 32]).filter((name) => name.startsWith('outer product'))).toHaveLength(2)
  expect(names([32, 24, 32]).filter((name) => name.startsWith('outer product'))).toHaveLength(0)
  expect(names([4, 5, 6]).filter((name) => name.includes(', then '))).toHaveLength(1)
})
