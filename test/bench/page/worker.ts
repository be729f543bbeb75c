import { startBackend } from '../../../src/engine/reference/backends.ts'
import { createReferenceTrainer } from '../../../src/engine/reference/trainer.ts'
import type { TrainerJob } from '../../../src/engine/trainer.ts'
import { createWasmTrainer } from '../../../src/engine/wasm/trainer.ts'
import { tfjsHost } from '../../../src/worker/tfjsHost.ts'
import type { Comparison } from '../comparisons.ts'
import type { Contestant } from '../interleave.ts'
import { measure } from '../measure.ts'
import { jobOf, ownBackend, trainerContestant } from '../model.ts'
import { boundContestant, denseContestant } from '../simd.ts'
import { webgpuContestants } from '../webgpu.ts'
import type { Request } from './protocol.ts'

async function tfjsContestant(job: TrainerJob): Promise<Contestant> {
  await startBackend('tfjs-wasm', tfjsHost, (fault) => {
    throw new Error(fault)
  })
  return trainerContestant(job, (given, start) => createReferenceTrainer(given, 'tfjs-wasm', start), 'eager tfjs, wasm SIMD, 1 thread')
}

async function contestants(comparison: Comparison): Promise<readonly [Contestant, Contestant]> {
  const { model, batch, against } = comparison
  if (model === 'dense-64x64') return [denseContestant(64, batch), await boundContestant()]
  const job = jobOf(model, batch)
  const ours = trainerContestant(job, createWasmTrainer, ownBackend)
  switch (against) {
    case 'tfjs-wasm':
      return [ours, await tfjsContestant(job)]
    case 'jax-js-wasm': {
      const { jaxContestant } = await import('../jaxRealnvp.ts')
      return [ours, await jaxContestant(job)]
    }
    case 'tfjs-webgpu':
      return webgpuContestants(comparison, tfjsHost)
    case 'pytorch':
    case 'simd-bound':
      throw new Error(`${against} is not met with ${model} in a browser.`)
    default:
      return against satisfies never
  }
}

self.onmessage = async ({ data: { comparison, plan } }: MessageEvent<Request>) => {
  self.postMessage(await measure(() => contestants(comparison), plan))
}
