import { createGraph, type Node } from '../../src/engine/compile/graph.ts'
import { Assembler } from '../../src/engine/compile/wasm/assembler.ts'
import { moduleBytes, type WasmFunction } from '../../src/engine/compile/wasm/binary.ts'
import { emitDense } from '../../src/engine/compile/wasm/dense.ts'
import { createLibrary } from '../../src/engine/compile/wasm/library.ts'
import { createTile, laneBytes } from '../../src/engine/compile/wasm/tile.ts'
import type { Block } from '../../src/math/block.ts'
import type { Contestant } from './interleave.ts'
import { floatBytes } from '../../src/engine/compile/bytes.ts'

const pages = 4
const start = 1024

interface Loaded {
  readonly memory: Float32Array
  readonly call: (turns: number) => void
}

function load(functions: readonly WasmFunction[], name: string): Loaded {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes(functions, pages)), { engine: { memory } })
  return { memory: new Float32Array(memory.buffer), call: exports[name] as Loaded['call'] }
}

/** Writes a function that runs `body` as often as it is told. */
function repeated(name: string, write: (code: Assembler, loop: (body: () => void) => void) => void): WasmFunction {
  const code = new Assembler(1)
  const end = code.parameter(0, 'i32')
  write(code, (body) => {
    const counter = code.local('i32')
    code.loop(counter, end, 1, body)
  })
  return { name, parameters: ['i32'], locals: code.locals, code: code.code }
}

/** The dense layer as the engine emits it, over one tile. */
export function emittedDense(inputs: number, outputs: number, samples: number) {
  const input = start
  const output = input + inputs * samples * floatBytes
  const weights = output + outputs * samples * floatBytes
  const bias = weights + inputs * outputs * floatBytes
  const graph = createGraph()
  const block = <S extends Block['shape']>(name: string, at: number, shape: S) => ({ name, offset: at / floatBytes, shape })
  const x = graph.state(inputs)
  const layer = graph.dense(x, block('weights', weights, [inputs, outputs]), block('bias', bias, [outputs]))
  if (layer.kind !== 'dense') throw new Error('a dense layer was simplified away')
  const buffers = { unit: new Map<Node, number>([[x, 0], [layer, inputs]]), units: inputs + outputs }
  const library = createLibrary()
  const own = repeated('layer', (code, loop) => {
    const tile = createTile(code, library, samples, buffers, { scratch: start, parameters: 0, constant: () => 0 })
    loop(() => emitDense(tile, layer))
  })
  const { memory, call } = load([...library.functions, own], own.name)
  const part = (at: number, length: number): Float32Array => memory.subarray(at / floatBytes, at / floatBytes + length)
  return {
    input: part(input, inputs * samples),
    output: part(output, outputs * samples),
    weights: part(weights, inputs * outputs),
    bias: part(bias, outputs),
    call,
  }
}

/** How often each chain goes round before the loop turns. */
const unrolled = 8

/** Multiply-adds in registers alone, in so many chains that none waits for another: what one core can do at most. */
export function multiplyAdds(chains: number): Loaded {
  const own = repeated('bound', (code, loop) => {
    const given = (at: number) => {
      const local = code.local('v128')
      code.int(start).load(at * laneBytes).set(local)
      return local
    }
    const [factor, term] = [given(0), given(1)]
    const sums = Array.from({ length: chains }, (_, i) => given(2 + i))
    loop(() => {
      for (let i = 0; i < unrolled; i++) {
        for (const sum of sums) code.get(sum).get(factor).op('f32x4.mul').get(term).op('f32x4.add').set(sum)
      }
    })
    sums.forEach((sum, i) => code.int(start).get(sum).store((2 + i) * laneBytes))
  })
  const loaded = load([own], own.name)
  const [at, lanes] = [start / floatBytes, laneBytes / floatBytes]
  // s ← s · 0.5 + 1 stays near 2: no overflow and nothing subnormal, which would be slow.
  loaded.memory.fill(0.5, at, at + lanes).fill(1, at + lanes, at + (2 + chains) * lanes)
  return loaded
}

function contestant(backend: string, work: number, call: (turns: number) => void): Contestant {
  return {
    backend,
    work,
    run: (turns) => {
      const from = performance.now()
      call(turns)
      return Promise.resolve({ seconds: (performance.now() - from) / 1000, loss: null })
    },
    dispose: () => undefined,
  }
}

/** Work in floating-point operations. */
export function denseContestant(width: number, samples: number): Contestant {
  const layer = emittedDense(width, width, samples)
  for (const [part, values] of Object.entries({ input: layer.input, weights: layer.weights, bias: layer.bias })) {
    values.forEach((_, i) => (values[i] = Math.sin(i + part.length)))
  }
  return contestant(`emitted dense ${width} → ${width}, ${samples} samples`, 2 * width * width * samples, layer.call)
}

/** Few chains wait for their own results, many run out of registers: the best is a matter of the core. */
const chainCounts = [6, 8, 10, 11, 12, 13]

export async function boundContestant(): Promise<Contestant> {
  let best: { readonly one: Contestant; readonly rate: number } | undefined
  for (const chains of chainCounts) {
    const work = 2 * 4 * chains * unrolled
    const one = contestant(`multiply-adds in ${chains} chains`, work, multiplyAdds(chains).call)
    // Tried a few times: the first runs are those of the quick compiler.
    for (let i = 0; i < 6; i++) {
      const turns = 200_000
      const rate = (turns * work) / (await one.run(turns)).seconds
      if (!best || rate > best.rate) best = { one, rate }
    }
  }
  if (!best) throw new Error('no number of chains was tried')
  return best.one
}
