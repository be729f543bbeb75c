import type { OptimizerSettings } from '../../experiment/settings.ts'
import type { Flow } from '../../flows/flow.ts'
import { densityProgram, lossProgram, type Program, stagesProgram, stepBlocks, updateProgram } from '../compile/programs.ts'
import { moduleBytes } from '../compile/wasm/binary.ts'
import { createLibrary } from '../compile/wasm/library.ts'
import { createKernel, type Kernel, type Streams } from '../compile/wasm/kernel.ts'
import { type Addresses, floatBytes } from '../compile/wasm/tile.ts'

/** Samples of a training tile: enough to spread the cost of summing a weight's gradient, few enough for the cache. */
const trainingTile = 64
/** Samples of the other kernels' tiles, and the points that are carried in one call. */
const tile = 16
const capacity = 2048

const pageBytes = 0x1_0000
const roundUp = (value: number, unit: number): number => Math.ceil(value / unit) * unit

/** Hands out memory from the start upwards, 16 bytes at a time. */
function createArena(): { take(bytes: number): number; readonly size: number } {
  // Address 0 is left alone, so that a wrong address is not taken for a right one.
  let size = 1024
  return {
    take: (bytes) => {
      const at = size
      size += roundUp(bytes, 16)
      return at
    },
    get size() {
      return size
    },
  }
}

/** The kernels of one flow, compiled, and views of the memory they share. */
export interface WasmEngine {
  /** Four streams as long as the weights: weights, gradient, two moments. */
  readonly state: readonly [Float32Array, Float32Array, Float32Array, Float32Array]
  readonly numbers: Float32Array
  /** One stream per coordinate, and the weight of each sample. */
  readonly batch: readonly Float32Array[]
  readonly losses: Float32Array
  readonly probeIn: readonly Float32Array[]
  readonly probeOut: readonly Float32Array[]
  /** Points that `probe` carries in one call. */
  readonly capacity: number
  gradient(): void
  update(): void
  /** Carries the first `count` points of `probeIn`. */
  probe(what: 'forward' | 'inverse' | 'density', count: number): void
  readonly bytes: Uint8Array
}

const kernelOf = (name: string, samples: number, program: Program): Kernel => createKernel({ name, samples, ...program })

/** Compiles every kernel of a flow to one module, and makes it run. */
export function createWasmEngine(flow: Flow, { batch, method }: Pick<OptimizerSettings, 'batch' | 'method'>): WasmEngine {
  const samples = Math.min(trainingTile, roundUp(batch, 16))
  const [forward, inverse] = [stagesProgram(flow, 'forward'), stagesProgram(flow, 'inverse')]
  const kernels = {
    gradient: kernelOf('gradient', samples, lossProgram(flow)),
    update: kernelOf('update', tile, updateProgram(method)),
    forward: kernelOf('forward', tile, forward),
    inverse: kernelOf('inverse', tile, inverse),
    density: kernelOf('density', tile, densityProgram(flow)),
  }
  const arena = createArena()
  const area = (streams: number, length: number, unit: number) => {
    const stride = roundUp(Math.max(1, length), unit) * floatBytes
    return { at: arena.take(streams * stride), stride, streams, length }
  }
  const areas = {
    state: area(4, flow.layout.size, tile),
    numbers: area(1, Object.keys(stepBlocks).length, tile),
    batch: area(flow.d + 1, batch, samples),
    losses: area(1, batch, samples),
    probeIn: area(flow.d, capacity, tile),
    probeOut: area(forward.outputs.length, capacity, tile),
  }
  const scratch = arena.take(Math.max(...Object.values(kernels).map(({ scratchBytes }) => scratchBytes)))
  const constants = new Map<string, { readonly at: number; readonly values: readonly number[] }>()
  const addresses = (parameters: number): Addresses => ({
    scratch,
    parameters,
    constant: (values) => {
      const key = values.join()
      const found = constants.get(key) ?? { at: arena.take(values.length * floatBytes), values }
      constants.set(key, found)
      return found.at
    },
  })
  const streams = (input: typeof areas.state, output: typeof areas.state): Streams => ({
    input: input.at,
    output: output.at,
    stride: input.stride,
    gradient: areas.state.at + areas.state.stride,
  })
  const weights = addresses(areas.state.at)
  const library = createLibrary()
  const own = [
    kernels.gradient.emit(library, weights, streams(areas.batch, areas.losses)),
    kernels.update.emit(library, addresses(areas.numbers.at), streams(areas.state, areas.state)),
    ...(['forward', 'inverse', 'density'] as const).map((name) => kernels[name].emit(library, weights, streams(areas.probeIn, areas.probeOut))),
  ]
  const pages = Math.ceil(arena.size / pageBytes)
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
  const bytes = moduleBytes([...library.functions, ...own], pages)
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { engine: { memory } })
  const call = (name: string, end: number): void => (exports[name] as (end: number) => void)(end)
  const view = ({ at, stride, streams: count, length }: typeof areas.state): Float32Array[] =>
    Array.from({ length: count }, (_, i) => new Float32Array(memory.buffer, at + i * stride, length))
  for (const { at, values } of constants.values()) new Float32Array(memory.buffer, at, values.length).set(values)
  const batchViews = view({ ...areas.batch, length: areas.batch.stride / floatBytes })
  const [losses = new Float32Array()] = view(areas.losses)
  const [numbers = new Float32Array()] = view(areas.numbers)
  return {
    state: view(areas.state) as [Float32Array, Float32Array, Float32Array, Float32Array],
    numbers,
    batch: batchViews,
    losses,
    probeIn: view(areas.probeIn),
    probeOut: view(areas.probeOut),
    capacity,
    bytes,
    gradient: () => call('gradient', areas.batch.stride),
    update: () => call('update', areas.state.stride),
    probe: (what, count) => call(what, roundUp(count, tile) * floatBytes),
  }
}
