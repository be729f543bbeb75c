import type { Flow } from '../../flows/flow.ts'
import { jacobianProgram } from '../compile/jacobian.ts'
import { moduleBytes } from '../compile/wasm/binary.ts'
import { createKernel } from '../compile/wasm/kernel.ts'
import { createLibrary } from '../compile/wasm/library.ts'
import { emptyJacobians, fillJacobians } from '../jacobians.ts'
import { intoStreams, readsOf } from '../streams.ts'
import type { Jacobians } from '../trainer.ts'
import { createArena, pageBytes, streamsOf } from './memory.ts'
import { floatBytes, roundUp } from '../compile/bytes.ts'

/** Samples of a tile, and the points that are carried in one call. */
const tile = 16
const capacity = 512

/** The Jacobians of rows `[n, readsOf(flow)]` under these weights. */
export type FindJacobians = (parameters: Float32Array, rows: Float32Array) => Jacobians

/** The kernel, compiled, and views of its memory. */
interface Engine {
  readonly weights: Float32Array
  readonly input: readonly Float32Array[]
  readonly output: readonly Float32Array[]
  /** Works on the first `end` bytes of each stream. */
  run(end: number): void
}

/** A module of its own with a memory of its own: training does not wait for it, and whoever never asks has none. */
function compile(flow: Flow): Engine {
  const program = jacobianProgram(flow)
  const kernel = createKernel({ name: 'jacobian', samples: tile, ...program })
  const arena = createArena()
  const weights = arena.area(1, flow.layout.size, tile)
  const [input, output] = [arena.area(readsOf(flow), capacity, tile), arena.area(program.outputs.length, capacity, tile)]
  const library = createLibrary()
  const addresses = { scratch: arena.take(kernel.scratchBytes), parameters: weights.at, constant: arena.constant }
  const own = kernel.emit(library, addresses, { input: input.at, output: output.at, stride: input.stride, gradient: 0 })
  const pages = Math.ceil(arena.size / pageBytes)
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
  const module = new WebAssembly.Module(moduleBytes([...library.functions, own], pages))
  const { exports } = new WebAssembly.Instance(module, { engine: { memory } })
  arena.writeConstants(memory)
  return {
    weights: new Float32Array(memory.buffer, weights.at, flow.layout.size),
    input: streamsOf(memory, input),
    output: streamsOf(memory, output),
    run: exports['jacobian'] as (end: number) => void,
  }
}

/** Compiles the kernel of a flow's Jacobians. */
export function compileJacobians(flow: Flow): FindJacobians {
  const { d } = flow
  const { weights, input, output, run } = compile(flow)
  return (parameters, rows) => {
    weights.set(parameters)
    const n = rows.length / readsOf(flow)
    const found = emptyJacobians(flow, n)
    for (let from = 0; from < n; from += capacity) {
      const count = Math.min(capacity, n - from)
      intoStreams(rows, from, count, input)
      run(roundUp(count, tile) * floatBytes)
      fillJacobians(found, d, from, count, output)
    }
    return found
  }
}
