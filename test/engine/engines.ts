import { tfjsHost } from '../../src/cli/tfjsHost.ts'
import { type Machine } from '../../src/engine/chooseTrainer.ts'
import { thisMachine } from '../../src/engine/machine.ts'
import type { CreateTrainer, TrainerJob, TrainerKind } from '../../src/engine/trainer.ts'
import { nodeGpu } from './device.ts'

/** Every engine that may run in Node. WebGPU is there where its binding finds an adapter; tfjs asks a browser for it. */
const candidates = ['wasm', 'tfjs-wasm', 'tfjs-cpu', 'webgpu'] as const satisfies readonly TrainerKind[]

const gpu = await nodeGpu()
const host = gpu ? { ...tfjsHost, gpu } : tfjsHost

const machineFor = (job: TrainerJob): Machine =>
  thisMachine(job, host, (fault) => {
    throw new Error(fault)
  })

const hasWebgpu = gpu !== null

/** The engines that this machine has. */
export const engineKinds: readonly TrainerKind[] = candidates.filter((kind) => hasWebgpu || kind !== 'webgpu')

/**
 * An engine, started and tried as the page does it. Those of tfjs share one place for the backend that runs: a trainer
 * is to be used up before another kind is started.
 */
export const startEngine = (kind: TrainerKind, job: TrainerJob): Promise<CreateTrainer> => machineFor(job).trial(kind)
