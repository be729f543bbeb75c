import { tailOf, type Flow } from '../../flows/flow.ts'
import { jacobianProgram } from '../compile/jacobian.ts'
import { densityProgram, type Program, stagesProgram } from '../compile/programs.ts'
import type { Workgroup } from '../compile/wgsl/tile.ts'
import { probeKernel } from './kernels.ts'
import type { Memory } from './memory.ts'
import { Pipeline } from './pipeline.ts'
import type { DeviceState } from './state.ts'
import { capacity, groupsWithin, probeGroups, vectorBytes } from './sizes.ts'
import { floatBytes } from '../compile/bytes.ts'

const programs: Readonly<Record<'forward' | 'inverse' | 'density' | 'jacobian', (flow: Flow) => Program>> = {
  forward: (flow) => stagesProgram(flow, 'forward'),
  inverse: (flow) => stagesProgram(flow, 'inverse'),
  density: densityProgram,
  jacobian: jacobianProgram,
}
export type ProbeName = keyof typeof programs

/** A kernel that carries points through the flow. */
export interface ProbeKernel {
  readonly pipeline: Pipeline
  /**
   * Carries `n` ≤ `capacity` points, given as one stream per number that the flow reads, each `capacity` long. Gives the outputs of the
   * program, each `n` long.
   */
  run(streams: Float32Array, n: number): Promise<readonly Float32Array[]>
}

/** A probe's program and what it is called; from a later stage on, that of the layers which are left. */
export const probeProgram = (flow: Flow, what: ProbeName, stage: number): { readonly name: string; readonly program: Program } =>
  ({ name: stage === 0 ? what : `${what} from stage ${stage}`, program: programs[what](tailOf(flow, stage)) })

export function createProbeKernel(device: GPUDevice, memory: Memory, { name, program }: ReturnType<typeof probeProgram>, workgroup: Workgroup, state: DeviceState): ProbeKernel {
  // Scratch memory is the same for any number of workgroups; what they are told of its whole size is not.
  const groups = groupsWithin(probeGroups, probeKernel(program, workgroup, state.size, 1).scratchVectors)
  const { code, scratchVectors } = probeKernel(program, workgroup, state.size, groups)
  const pipeline = new Pipeline(device, name, code, ['read', 'write', 'read', 'write', 'uniform'])
  const scratch = memory.storage('probe scratch', groups * scratchVectors * vectorBytes)
  const input = memory.storage('points in', program.inputs.length * capacity * floatBytes)
  const output = memory.storage('points out', program.outputs.length * capacity * floatBytes)
  const count = memory.uniform('tiles', vectorBytes)
  const bound = pipeline.bind([state.parameters, scratch, input, output, count], vectorBytes)

  async function run(streams: Float32Array, n: number): Promise<readonly Float32Array[]> {
    const compiled = await pipeline.compiled()
    const tiles = Math.ceil(n / workgroup.samples)
    memory.write(input, streams)
    memory.write(count, Uint32Array.of(tiles, 0, 0, 0))
    const encoder = device.createCommandEncoder()
    const pass = encoder.beginComputePass()
    pass.setPipeline(compiled)
    pass.setBindGroup(0, bound, [0])
    pass.dispatchWorkgroups(Math.min(tiles, groups))
    pass.end()
    device.queue.submit([encoder.finish()])
    return memory.read(program.outputs.map((_, i) => ({ buffer: output, from: i * capacity, numbers: n })))
  }
  return { pipeline, run }
}
