import { freshState } from './carryOver.ts'
import type { Machine } from './chooseTrainer.ts'
import type { TfjsHost } from './reference/backends.ts'
import { startOf } from './run.ts'
import type { CreateTrainer, TrainerJob, TrainerKind } from './trainer.ts'
import { createWasmTrainer } from './wasm/trainer.ts'

async function webgpu(): ReturnType<Machine['webgpu']> {
  const gpu = globalThis.navigator?.gpu
  if (!gpu) return 'absent'
  const adapter = await gpu.requestAdapter()
  if (!adapter) return 'none'
  const { isFallbackAdapter, architecture, description } = adapter.info
  return isFallbackAdapter || /swiftshader|llvmpipe/i.test(`${architecture} ${description}`) ? 'software' : 'hardware'
}

/** Makes an engine ready. tfjs is loaded only where it is asked for. */
async function start(kind: TrainerKind, host: TfjsHost, onFault: (message: string) => void): Promise<CreateTrainer> {
  if (kind === 'wasm') return createWasmTrainer
  const [{ startBackend }, { createReferenceTrainer }] = await Promise.all([
    import('./reference/backends.ts'),
    import('./reference/trainer.ts'),
  ])
  await startBackend(kind, host, onFault)
  return (job, state) => createReferenceTrainer(job, kind, state)
}

/** This machine, tried with one step of the job at hand. `onFault` hears of faults that no call reports. */
export const thisMachine = (job: TrainerJob, host: TfjsHost, onFault: (message: string) => void): Machine => ({
  webgpu,
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
