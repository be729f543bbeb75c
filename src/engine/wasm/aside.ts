import type { Flow } from '../../flows/flow.ts'
import { floatBytes, roundUp } from '../compile/bytes.ts'
import type { Program } from '../compile/programs.ts'
import { moduleBytes } from '../compile/wasm/binary.ts'
import { createKernel } from '../compile/wasm/kernel.ts'
import { createLibrary } from '../compile/wasm/library.ts'
import { intoStreams, readsOf } from '../streams.ts'
import { createArena, pageBytes, streamsOf } from './memory.ts'

/** Samples of a tile. */
const tile = 16

/** Runs a program over rows `[n, readsOf(flow)]` under these weights; `take` reads a stream per output for points `from` on. */
export type RunAside = (
  parameters: Float32Array,
  rows: Float32Array,
  take: (from: number, count: number, streams: readonly Float32Array[]) => void,
) => void

/** Addresses of one kernel in a memory of its own, and the module. */
function assemble(flow: Flow, name: string, program: Program, capacity: number) {
  const kernel = createKernel({ name, samples: tile, ...program })
  const arena = createArena()
  const weights = arena.area(1, flow.layout.size, tile)
  const [input, output] = [arena.area(readsOf(flow), capacity, tile), arena.area(program.outputs.length, capacity, tile)]
  const library = createLibrary()
  const addresses = { scratch: arena.take(kernel.scratchBytes), parameters: weights.at, constant: arena.constant }
  const own = kernel.emit(library, addresses, { input: input.at, output: output.at, stride: input.stride, gradient: 0 })
  const pages = Math.ceil(arena.size / pageBytes)
  return { arena, weights, input, output, pages, bytes: moduleBytes([...library.functions, own], pages) }
}

/**
 * Compiles one program, `capacity` points to a call, to a module of its own with a memory of its own: training does not
 * wait for it, and whoever never asks has none.
 */
export function compileAside(flow: Flow, name: string, program: Program, capacity: number): RunAside {
  const { arena, pages, bytes, ...areas } = assemble(flow, name, program, capacity)
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { engine: { memory } })
  arena.writeConstants(memory)
  const weights = new Float32Array(memory.buffer, areas.weights.at, flow.layout.size)
  const [input, output] = [streamsOf(memory, areas.input), streamsOf(memory, areas.output)]
  const run = exports[name] as (end: number) => void
  return (parameters, rows, take) => {
    weights.set(parameters)
    const n = rows.length / readsOf(flow)
    for (let from = 0; from < n; from += capacity) {
      const count = Math.min(capacity, n - from)
      intoStreams(rows, from, count, input)
      run(roundUp(count, tile) * floatBytes)
      take(from, count, output)
    }
  }
}
