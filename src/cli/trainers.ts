import { chooseAmong, chooseTrainer, type Chosen } from '../engine/chooseTrainer.ts'
import { thisMachine } from '../engine/machine.ts'
import type { TrainerJob, TrainerKind } from '../engine/trainer.ts'
import { shown } from '../experiment/refusal.ts'
import type { RunSettings } from '../experiment/settings.ts'
import { failure, success, type Result } from '../words/sentence.ts'
import { openNodeGpu } from './nodeGpu.ts'
import { tfjsHost } from './tfjsHost.ts'

/** Engines to choose among by hand, the first one first. */
export type ByHand = readonly [TrainerKind, ...TrainerKind[]]

/** What `--trainer` may be: an engine, or what of tfjs runs in Node. Nothing else stands in for it. */
const choices: Readonly<Record<string, ByHand>> = {
  wasm: ['wasm'],
  webgpu: ['webgpu'],
  reference: ['tfjs-wasm', 'tfjs-cpu'],
}

/** The engines that `--trainer` means, or null where it is not given. */
export function readTrainer(text: string | undefined): Result<ByHand | null> {
  if (text === undefined) return success(null)
  const found = Object.hasOwn(choices, text) ? choices[text] : undefined
  return found ? success(found) : failure('cli.trainer.unknown', { got: shown(text), choices: Object.keys(choices).join(', ') })
}

/** An engine for a job: one of those chosen by hand, or else the best there is. */
export async function chooseEngine(
  job: TrainerJob,
  asked: RunSettings['trainer'],
  byHand: ByHand | null,
  onFault: (message: string) => void,
): Promise<Result<Chosen>> {
  // Left to itself, the command line trains on WebAssembly: Dawn is loaded only where it is asked for.
  const gpu = asked === 'webgpu' ? await openNodeGpu() : null
  if (gpu && !gpu.ok && byHand) return gpu
  const machine = thisMachine(job, gpu?.ok ? { ...tfjsHost, gpu: gpu.value } : tfjsHost, onFault)
  if (!byHand) return chooseTrainer(machine, asked, [])
  const [first, ...others] = byHand
  return chooseAmong(machine, first, others)
}
