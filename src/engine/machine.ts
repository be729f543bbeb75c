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

/**
 * The trainer, made to reject once its device told of a fault: its numbers are worth nothing from then on. A fault of a
 * call may be told only after its answer, so reading the weights and judging them are guarded as well as the steps.
 */
function untilFault(trainer: Trainer, faultOf: () => string | null): Trainer {
  const check = (): void => {
    const fault = faultOf()
    if (fault !== null) throw new Error(fault)
  }
  const guard = <Given extends unknown[], Answer>(call: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      check()
      const answer = await call(...given)
      check()
      return answer
    }
  return Object.assign(trainer, {
    step: guard(trainer.step.bind(trainer)),
    logDensity: guard(trainer.logDensity.bind(trainer)),
    readState: guard(trainer.readState.bind(trainer)),
  })
}

async function startWebgpu(host: TfjsHost, onFault: OnFault): Promise<CreateTrainer> {
  const gpu = gpuOf(host)
  if (!gpu) throw new Error('there is no WebGPU')
  const [{ createWebgpuTrainer }, device] = await Promise.all([import('./webgpu/trainer.ts'), requestDevice(gpu)])
  /** The first: those after it follow from it. */
  let fault: string | null = null
  void device.lost.then(({ message }) => {
    fault ??= message || 'the graphics device was lost'
  })
  watchDevice(device, (message) => {
    fault ??= message || 'the graphics device refused a call'
    onFault(message)
  })
  return (job, state) => untilFault(createWebgpuTrainer(device, job, state), () => fault)
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
