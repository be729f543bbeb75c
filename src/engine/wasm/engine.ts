import type { OptimizerSettings } from '../../experiment/settings.ts'
import type { Flow } from '../../flows/flow.ts'
import { densityProgram, lossProgram, type Program, stagesProgram, stepBlocks, updateProgram } from '../compile/programs.ts'
import { moduleBytes } from '../compile/wasm/binary.ts'
import { createKernel, type Kernel } from '../compile/wasm/kernel.ts'
import { createLibrary } from '../compile/wasm/library.ts'
import { type Area, type Arena, createArena, padded, pageBytes, streamsOf } from './memory.ts'
import { floatBytes, roundUp } from '../compile/bytes.ts'
import { readsOf } from '../streams.ts'

/** Most samples of a training tile: enough to spread the cost of summing a weight's gradient, few enough for the cache. */
const trainingTile = { wide: 64, narrow: 128 } as const
/** Units of the widest layer of a narrow flow. */
const narrowUpTo = 32
/** Samples of the other kernels' tiles, and the points that are carried in one call. */
const tile = 16
const capacity = 2048

/** The kernels of one flow, compiled, and views of the memory they share. */
export interface WasmEngine {
  /** Four streams as long as the weights: weights, gradient, two moments. */
  readonly state: readonly [parameters: Float32Array, gradient: Float32Array, first: Float32Array, second: Float32Array]
  /** What changes from step to step, as `stepBlocks` lays it out. */
  readonly numbers: Float32Array
  /** One stream per number of a training row, and the weight of each sample; the last tile's padding included. */
  readonly batch: readonly Float32Array[]
  readonly losses: Float32Array
  readonly probeIn: readonly Float32Array[]
  readonly probeOut: readonly Float32Array[]
  /** Points that `probe` carries in one call. */
  readonly capacity: number
  /** The module that runs. */
  readonly bytes: Uint8Array
  gradient(): void
  update(): void
  /** Carries the first `count` points of `probeIn`. */
  probe(what: 'forward' | 'inverse' | 'density', count: number): void
}

type Shape = Pick<OptimizerSettings, 'batch' | 'method'> & { readonly isStudent?: boolean }
type Kernels = Readonly<Record<'gradient' | 'update' | 'forward' | 'inverse' | 'density', Kernel>>
type Areas = Readonly<Record<'state' | 'numbers' | 'batch' | 'losses' | 'probeIn' | 'probeOut', Area>>

/** As few tiles as can be, of equal size. */
function trainingSamples({ layout }: Flow, { batch }: Shape): number {
  const widest = Math.max(...layout.blocks.map(({ shape }) => (shape.length === 2 ? Math.max(...shape) : 1)))
  const tiles = Math.ceil(batch / (widest > narrowUpTo ? trainingTile.wide : trainingTile.narrow))
  return roundUp(batch / tiles, tile)
}

function kernelsOf(flow: Flow, shape: Shape): Kernels {
  const kernel = (name: string, samples: number, program: Program): Kernel => createKernel({ name, samples, ...program })
  return {
    gradient: kernel('gradient', trainingSamples(flow, shape), lossProgram(flow, shape.isStudent)),
    update: kernel('update', tile, updateProgram(shape.method)),
    forward: kernel('forward', tile, stagesProgram(flow, 'forward')),
    inverse: kernel('inverse', tile, stagesProgram(flow, 'inverse')),
    density: kernel('density', tile, densityProgram(flow)),
  }
}

function areasOf(arena: Arena, flow: Flow, shape: Shape): Areas {
  const { d, layers, layout } = flow
  const reads = readsOf(flow)
  // Every coordinate of every stage, each layer's log-det, log p: what `stagesProgram` gives.
  const outputs = (layers.length + 1) * d + layers.length + 1
  return {
    state: arena.area(4, layout.size, tile),
    numbers: arena.area(1, Object.keys(stepBlocks).length, tile),
    batch: arena.area(reads + (shape.isStudent ? d : 0) + 1, shape.batch, trainingSamples(flow, shape)),
    losses: arena.area(1, shape.batch, trainingSamples(flow, shape)),
    probeIn: arena.area(reads, capacity, tile),
    probeOut: arena.area(outputs, capacity, tile),
  }
}

/** Emits every kernel and makes one module of them. */
function assemble(arena: Arena, kernels: Kernels, areas: Areas): { readonly bytes: Uint8Array<ArrayBuffer>; readonly pages: number } {
  const scratch = arena.take(Math.max(...Object.values(kernels).map(({ scratchBytes }) => scratchBytes)))
  const library = createLibrary()
  const emit = (kernel: Kernel, parameters: Area, input: Area, output: Area) =>
    kernel.emit(
      library,
      { scratch, parameters: parameters.at, constant: arena.constant },
      { input: input.at, output: output.at, stride: input.stride, gradient: areas.state.at + areas.state.stride },
    )
  const own = [
    emit(kernels.gradient, areas.state, areas.batch, areas.losses),
    emit(kernels.update, areas.numbers, areas.state, areas.state),
    ...[kernels.forward, kernels.inverse, kernels.density].map((kernel) => emit(kernel, areas.state, areas.probeIn, areas.probeOut)),
  ]
  const pages = Math.ceil(arena.size / pageBytes)
  return { bytes: moduleBytes([...library.functions, ...own], pages), pages }
}

/** Compiles every kernel of a flow to one module, and makes it run. Throws where WebAssembly SIMD is missing. */
export function createWasmEngine(flow: Flow, shape: Shape): WasmEngine {
  const arena = createArena()
  const areas = areasOf(arena, flow, shape)
  const { bytes, pages } = assemble(arena, kernelsOf(flow, shape), areas)
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { engine: { memory } })
  arena.writeConstants(memory)
  const call = (name: keyof Kernels, end: number): void => (exports[name] as (end: number) => void)(end)
  const views = (area: Area): Float32Array[] => streamsOf(memory, area)
  const only = (area: Area): Float32Array => new Float32Array(memory.buffer, area.at, area.length)
  const [parameters, gradient, first, second] = views(areas.state) as [Float32Array, Float32Array, Float32Array, Float32Array]
  return {
    state: [parameters, gradient, first, second],
    numbers: only(areas.numbers),
    batch: views(padded(areas.batch)),
    losses: only(areas.losses),
    probeIn: views(areas.probeIn),
    probeOut: views(areas.probeOut),
    capacity,
    bytes,
    gradient: () => call('gradient', areas.batch.stride),
    update: () => call('update', areas.state.stride),
    probe: (what, count) => call(what, roundUp(count, tile) * floatBytes),
  }
}
