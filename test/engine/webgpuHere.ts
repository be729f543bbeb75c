import type { CreateTrainer } from '../../src/engine/trainer.ts'
import { createWebgpuTrainer } from '../../src/engine/webgpu/trainer.ts'
import { nodeDevice } from './device.ts'
import { trainers } from './runs.ts'

const device = await nodeDevice()

/** Every engine that this machine has: those of `runs.ts`, and WebGPU where Node finds an adapter. */
export const engines: Readonly<Record<string, CreateTrainer>> = {
  ...trainers,
  ...(device && { webgpu: (job, start) => createWebgpuTrainer(device, job, start) }),
}
export const engineNames = Object.keys(engines)
