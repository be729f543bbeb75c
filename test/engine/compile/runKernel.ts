import type { Node, NodeOf } from '../../../src/engine/compile/graph.ts'
import { moduleBytes } from '../../../src/engine/compile/wasm/binary.ts'
import { createKernel } from '../../../src/engine/compile/wasm/kernel.ts'
import { createLibrary } from '../../../src/engine/compile/wasm/library.ts'

const tile = 16

/** Compiles nodes of width 1 to WebAssembly and runs them over streams of equal length, a multiple of 16. */
export function runKernel(inputs: readonly NodeOf<'input'>[], outputs: readonly Node[], streams: readonly Float32Array[]): readonly Float32Array[] {
  const length = streams[0]?.length ?? 0
  const stride = length * 4
  const kernel = createKernel({ name: 'kernel', samples: tile, inputs, outputs, contributions: [] })
  const [input, output] = [1024, 1024 + streams.length * stride]
  const scratch = output + outputs.length * stride
  const constants: { readonly at: number; readonly values: readonly number[] }[] = []
  let end = scratch + kernel.scratchBytes
  const constant = (values: readonly number[]): number => {
    constants.push({ at: end, values })
    end += values.length * 4
    return end - values.length * 4
  }
  const library = createLibrary()
  const main = kernel.emit(library, { scratch, parameters: 0, constant }, { input, output, stride, gradient: 0 })
  const pages = Math.ceil(end / 0x1_0000)
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
  const module = new WebAssembly.Module(moduleBytes([...library.functions, main], pages))
  const { exports } = new WebAssembly.Instance(module, { engine: { memory } })
  streams.forEach((stream, i) => new Float32Array(memory.buffer, input + i * stride, length).set(stream))
  for (const { at, values } of constants) new Float32Array(memory.buffer, at, values.length).set(values)
  ;(exports.kernel as (end: number) => void)(stride)
  return outputs.map((_, i) => new Float32Array(memory.buffer, output + i * stride, length).slice())
}
