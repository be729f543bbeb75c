import type { Workgroup } from '../compile/wgsl/tile.ts'
import { poolWidth } from '../streams.ts'
import type { TrainerJob } from '../trainer.ts'
import { gradientKernel, normKernel, stepBytes, type StepShape, updateKernel, weightGroups } from './kernels.ts'
import type { Memory } from './memory.ts'
import { type Binding, Pipeline } from './pipeline.ts'
import { groupsFor, groupsWithin, slotBytes, stepsAtOnce, vectorBytes } from './sizes.ts'
import type { DeviceState } from './state.ts'
import { floatBytes } from '../compile/bytes.ts'

/** What every kernel of a step shares. */
interface Shared extends DeviceState {
  /** Training points, row after row. */
  readonly pool: GPUBuffer
  /** One number: not 0 once a weight or a moment is not finite. */
  readonly isBroken: GPUBuffer
}

/** A pipeline with its buffers bound, and its number of workgroups. */
interface Dispatch {
  readonly pipeline: Pipeline
  readonly bound: GPUBindGroup
  readonly groups: number
}

/** The kernels of an optimizer step: two dispatches, or three where the gradient's norm is clipped. */
export interface TrainingKernels {
  readonly pipelines: readonly Pipeline[]
  /** For each step of a submit, numbers that sum to the mean NLL of its batch. */
  readonly losses: GPUBuffer
  readonly lossParts: number
  /** What step `i` of the next submit is told, `stepBytes` bytes at `i * slotBytes`; which points make each batch. */
  readonly steps: GPUBuffer
  readonly picks: GPUBuffer
  /** Compiles what is not compiled yet. Rejects with the compiler's words. */
  ready(): Promise<void>
  /** Puts `count` steps into one pass; everything is compiled by then. */
  encode(encoder: GPUCommandEncoder, count: number): void
  free(): void
}

export function createTrainingKernels(
  device: GPUDevice,
  memory: Memory,
  { flow, optimizer, points, kept }: TrainerJob,
  workgroup: Workgroup,
  shared: Shared,
): TrainingKernels {
  const { size } = shared
  const tiles = Math.ceil(optimizer.batch / workgroup.samples)
  const numbers = (points.length / flow.d) * poolWidth({ flow, ...(kept && { kept }) })
  const shape = shapeOf({ flow, optimizer, isStudent: kept !== undefined, points: numbers, workgroup, tiles, size, groups: groupsFor(tiles, size) })
  const lossParts = (tiles * workgroup.samples) / 4
  const own = memory.child()
  const steps = own.uniform('steps', stepsAtOnce * slotBytes)
  const picks = own.storage('picks', stepsAtOnce * optimizer.batch * floatBytes)
  const losses = own.storage('losses', stepsAtOnce * lossParts * floatBytes)
  const dispatches = createDispatches(device, own, shape, { ...shared, steps, picks, losses })
  let compiled: readonly GPUComputePipeline[] = []
  return {
    pipelines: dispatches.map(({ pipeline }) => pipeline),
    losses,
    lossParts,
    steps,
    picks,
    ready: async () => {
      compiled = await Promise.all(dispatches.map(({ pipeline }) => pipeline.compiled()))
    },
    encode: (encoder, count) => encodeSteps(encoder, dispatches, compiled, count),
    free: () => own.freeAll(),
  }
}

/** A step's shape, with as many workgroups as there is scratch memory for. */
function shapeOf(wanted: StepShape): StepShape {
  const groups = groupsWithin(wanted.groups, gradientKernel(wanted).scratchVectors)
  return { ...wanted, groups }
}

type StepBuffers = Shared & { readonly steps: GPUBuffer; readonly picks: GPUBuffer; readonly losses: GPUBuffer }

function createDispatches(device: GPUDevice, memory: Memory, shape: StepShape, buffers: StepBuffers): readonly Dispatch[] {
  const { groups, size, optimizer: { clip } } = shape
  const { parameters, first, second, pool, isBroken, steps, picks, losses } = buffers
  const { code, scratchVectors } = gradientKernel(shape)
  const scratch = memory.storage('scratch', groups * scratchVectors * vectorBytes)
  const slices = memory.storage('slices', groups * size * floatBytes)
  const norms = memory.storage('norms', weightGroups(size) * floatBytes)
  const dispatch = (name: string, text: string, count: number, bound: readonly (readonly [Binding, GPUBuffer])[]): Dispatch => {
    const pipeline = new Pipeline(device, name, text, bound.map(([binding]) => binding))
    return { pipeline, bound: pipeline.bind(bound.map(([, buffer]) => buffer), stepBytes), groups: count }
  }
  const gradient = dispatch('gradient', code, groups, [
    ['read', parameters],
    ['write', scratch],
    ['write', slices],
    ['read', pool],
    ['read', picks],
    ['write', losses],
    ['uniform', steps],
  ])
  const norm = dispatch('gradient norm', normKernel(shape), weightGroups(size), [
    ['read', slices],
    ['write', norms],
    ['uniform', steps],
  ])
  const update = dispatch('update', updateKernel(shape), weightGroups(size), [
    ['write', parameters],
    ['write', first],
    ['write', second],
    ['read', slices],
    ['write', isBroken],
    ['read', norms],
    ['uniform', steps],
  ])
  return clip > 0 ? [gradient, norm, update] : [gradient, update]
}

function encodeSteps(encoder: GPUCommandEncoder, dispatches: readonly Dispatch[], compiled: readonly GPUComputePipeline[], count: number): void {
  const pass = encoder.beginComputePass()
  for (let slot = 0; slot < count; slot++) {
    dispatches.forEach(({ bound, groups }, i) => {
      const pipeline = compiled[i]
      if (!pipeline) throw new Error('a kernel is not compiled')
      pass.setPipeline(pipeline)
      pass.setBindGroup(0, bound, [slot * slotBytes])
      pass.dispatchWorkgroups(groups)
    })
  }
  pass.end()
}
