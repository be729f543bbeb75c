import type { Machine } from '../chooseTrainer.ts'
import { freshState } from '../carryOver.ts'
import { type CreateTrainer, startOf } from '../run.ts'
import type { TrainerJob, TrainerKind } from '../trainer.ts'
import { startBackend, type TfjsHost } from './backends.ts'
import { createReferenceTrainer } from './trainer.ts'

async function webgpu(): ReturnType<Machine['webgpu']> {
  const gpu = globalThis.navigator?.gpu
  if (!gpu) return 'absent'
  const adapter = await gpu.requestAdapter()
  if (!adapter) return 'none'
  return adapter.info.isFallbackAdapter || /swiftshader|llvmpipe/i.test(`${adapter.info.architecture} ${adapter.info.description}`)
    ? 'software'
    : 'hardware'
}

/** Makes trainers of one kind, once its backend has started. */
export const referenceTrainers =
  (kind: TrainerKind): CreateTrainer =>
  (job, start) =>
    createReferenceTrainer(job, kind, start)

/** The machine as tfjs sees it, tried with one step of the job at hand. */
export function tfjsMachine(job: TrainerJob, host: TfjsHost, onFault: (message: string) => void): Machine {
  return {
    webgpu,
    trial: async (kind) => {
      await startBackend(kind, host, onFault)
      const trainer = createReferenceTrainer(job, kind, freshState(startOf(job)))
      try {
        await trainer.step(1)
      } finally {
        trainer.dispose()
      }
    },
  }
}
