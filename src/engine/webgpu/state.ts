import type { Flow } from '../../flows/flow.ts'
import type { TrainingState } from '../trainer.ts'
import { weightsAtOnce } from './kernels.ts'
import type { Memory } from './memory.ts'
import { floatBytes, roundUp } from '../compile/bytes.ts'

/** Weights and the optimizer's two moments on the device, `size` numbers each, of which the first `used` are in use. */
export interface DeviceState {
  readonly parameters: GPUBuffer
  readonly first: GPUBuffer
  readonly second: GPUBuffer
  readonly size: number
  readonly used: number
}

export function createState(memory: Memory, { layout }: Flow, label: string): DeviceState {
  const size = Math.max(weightsAtOnce, roundUp(layout.size, weightsAtOnce))
  const buffer = (name: string): GPUBuffer => memory.storage(`${name} ${label}`, size * floatBytes)
  return { parameters: buffer('parameters'), first: buffer('first moment'), second: buffer('second moment'), size, used: layout.size }
}

const buffers = ({ parameters, first, second }: DeviceState): readonly [GPUBuffer, GPUBuffer, GPUBuffer] => [parameters, first, second]

export function copyState(device: GPUDevice, from: DeviceState, to: DeviceState): void {
  const encoder = device.createCommandEncoder()
  const targets = buffers(to)
  buffers(from).forEach((source, i) => {
    const target = targets[i]
    if (target) encoder.copyBufferToBuffer(source, 0, target, 0, source.size)
  })
  device.queue.submit([encoder.finish()])
}

export async function readState(memory: Memory, state: DeviceState): Promise<Omit<TrainingState, 'step'>> {
  const read = await memory.read(buffers(state).map((buffer) => ({ buffer, numbers: state.used })))
  const [parameters, firstMoment, secondMoment] = read.map((values) => values.slice())
  if (!parameters || !firstMoment || !secondMoment) throw new Error('three vectors were asked for')
  return { parameters, firstMoment, secondMoment }
}

export function writeState(memory: Memory, state: DeviceState, { parameters, firstMoment, secondMoment }: TrainingState): void {
  const values = [parameters, firstMoment, secondMoment]
  buffers(state).forEach((buffer, i) => memory.write(buffer, values[i] ?? parameters))
}
