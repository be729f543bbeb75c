import { freshState } from './carryOver.ts'
import type { Machine } from './chooseTrainer.ts'
import type { TfjsHost } from './reference/backends.ts'
import { startOf } from './run.ts'
import type { CreateTrainer, ReferenceKind, Trainer, TrainerJob, TrainerKind } from './trainer.ts'
import { createWasmTrainer } from './wasm/trainer.ts'
import { gpuOf, isSoftware, requestAdapter, requestDevice, watchDevice } from './webgpu/device.ts'

type OnFault = (message: string) => void

async function adapterClass(gpu: GPU | undefined): ReturnType<Machine['webgpu']> {
  if (!gpu) return 'absent'
  const adapter = await requestAdapter(gpu)
  if (!adapter) return 'none'
  return isSoftware(adapter.info) ? 'software' : 'hardware'
}

/** The trainer, its steps made to reject once its device is lost: then another engine goes on. */
function untilLost(trainer: Trainer, lost: () => string | null): Trainer {
  const step = trainer.step.bind(trainer)
  return Object.assign(trainer, {
    step: (count: number): ReturnType<Trainer['step']> => {
      const message = lost()
      return message === null ? step(count) : Promise.reject(new Error(message))
    },
  })
}

async function startWebgpu(host: TfjsHost, onFault: OnFault): Promise<CreateTrainer> {
  const gpu = gpuOf(host)
  if (!gpu) throw new Error('there is no WebGPU')
  const [{ createWebgpuTrainer }, device] = await Promise.all([import('./webgpu/trainer.ts'), requestDevice(gpu)])
  let lost: string | null = null
  void device.lost.then(({ message }) => {
    lost = message || 'the graphics device was lost'
  })
  watchDevice(device, onFault)
  return (job, state) => untilLost(createWebgpuTrainer(device, job, state), () => lost)
}

async function startReference(kind: ReferenceKind, host: TfjsHost, onFault: OnFault): Promise<CreateTrainer> {
  const [{ startBackend }, { createReferenceTrainer }] = await Promise.all([
    import('./reference/backends.ts'),
    import('./reference/trainer.ts'),
  ])
  await startBackend(kind, host, onFault)
  return (job, state) => createReferenceTrainer(job, kind, state)
}

/** Makes an engine ready. tfjs and the WebGPU engine are loaded only where they are asked for. */
async function start(kind: TrainerKind, host: TfjsHost, onFault: OnFault): Promise<CreateTrainer> {
  if (kind === 'wasm') return createWasmTrainer
  return kind === 'webgpu' ? startWebgpu(host, onFault) : startReference(kind, host, onFault)
}

/** This machine, tried with one step of the job at hand. `onFault` hears of faults that no call reports. */
export const thisMachine = (job: TrainerJob, host: TfjsHost, onFault: OnFault): Machine => ({
  webgpu: () => adapterClass(gpuOf(host)),
  trial: async (kind) => {
    const create = await start(kind, host, onFault)
    const trainer = create(job, freshState(startOf(job)))
    try {
      await trainer.step(1)
    } finally {
      trainer.dispose()
    }
    return create
  },
})
