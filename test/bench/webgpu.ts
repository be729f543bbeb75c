import { type TfjsHost, startBackend } from '../../src/engine/reference/backends.ts'
import { createReferenceTrainer } from '../../src/engine/reference/trainer.ts'
import type { CreateTrainer, TrainerJob } from '../../src/engine/trainer.ts'
import { gpuOf, sharedDevice } from '../../src/engine/webgpu/device.ts'
import { createWebgpuTrainer } from '../../src/engine/webgpu/trainer.ts'
import type { Comparison } from './comparisons.ts'
import type { Contestant } from './interleave.ts'
import { jobOf, trainerContestant } from './model.ts'
import { threadContestant } from './thread.ts'

/** Steps that the compiled engine hands to the device at once. */
const stepsAtOnce = 64

function named({ vendor, architecture, description }: GPUAdapterInfo): string {
  return [vendor, architecture, description].filter(Boolean).join(' ') || 'an adapter that tells nothing of itself'
}

/** Both engines on the same device, told apart by what is measured: all the time, or that of the calling thread alone. */
export async function webgpuContestants({ model, batch, measure }: Comparison, host: TfjsHost): Promise<readonly [Contestant, Contestant]> {
  if (model === 'dense-64x64') throw new Error('WebGPU trains whole models.')
  const gpu = gpuOf(host)
  if (!gpu) throw new Error('there is no WebGPU')
  const { device, info } = await sharedDevice(gpu)
  const job = jobOf(model, batch)
  await startBackend('tfjs-webgpu', host, (fault) => {
    throw new Error(fault)
  })
  const ours: CreateTrainer = (given, start) => createWebgpuTrainer(device, given, start)
  const theirs: CreateTrainer = (given, start) => createReferenceTrainer(given, 'tfjs-webgpu', start)
  const contestant = (create: CreateTrainer, backend: string, steps: number): Contestant =>
    measure === 'js' ? threadContestant(job, create, backend, steps) : trainerContestant(job satisfies TrainerJob, create, backend)
  return [contestant(ours, `compiled, WebGPU on ${named(info)}`, stepsAtOnce), contestant(theirs, `eager tfjs, WebGPU on ${named(info)}`, 1)]
}
