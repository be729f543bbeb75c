import { openNodeGpu } from '../../src/cli/nodeGpu.ts'
import type { CreateTrainer } from '../../src/engine/trainer.ts'
import { requestDevice } from '../../src/engine/webgpu/device.ts'
import { createWebgpuTrainer } from '../../src/engine/webgpu/trainer.ts'
import { trainers } from './runs.ts'

const gpu = await openNodeGpu()
const device = gpu.ok && (await gpu.value.requestAdapter()) ? await requestDevice(gpu.value) : null

/** Every engine that this machine has: those of `runs.ts`, and WebGPU where Node finds an adapter. */
export const engines: Readonly<Record<string, CreateTrainer>> = {
  ...trainers,
  ...(device && { webgpu: (job, start) => createWebgpuTrainer(device, job, start) }),
}
export const engineNames = Object.keys(engines)
