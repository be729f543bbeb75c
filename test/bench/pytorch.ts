import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { TrainerJob } from '../../src/engine/trainer.ts'
import type { Contestant, Stretch } from './interleave.ts'
import { findPython } from '../support/python.ts'
import { batchOf, startBlocks } from './model.ts'

const script = fileURLToPath(new URL('./realnvp.py', import.meta.url))

export const findPyTorch = (): string | undefined => findPython(['torch'])

/** Batches the script is given; then they come round again. */
const batchCount = 64

const jobText = (job: TrainerJob): string =>
  JSON.stringify({
    blocks: startBlocks(job).map(({ shape, values }) => ({ shape, values: [...values] })),
    batches: Array.from({ length: batchCount }, (_, step) => batchOf(job, step).map((values) => [...values])),
    learningRate: job.optimizer.learningRate,
  })

/** PyTorch's eager trainer of the same RealNVP, in a process of its own, timed by that process. */
export async function pytorchContestant(job: TrainerJob, python: string): Promise<Contestant> {
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
  // A script that ended is told of by the answer that does not come.
  child.stdin.on('error', () => undefined)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ask = async (text: string): Promise<unknown> => {
    child.stdin.write(`${text}\n`)
    const line = await lines.next()
    if (line.done === true) throw new Error('The PyTorch script ended before its time.')
    return JSON.parse(line.value)
  }
  const { backend } = (await ask(jobText(job))) as { readonly backend: string }
  return {
    backend,
    work: 1,
    run: async (turns) => (await ask(String(turns))) as Stretch,
    dispose: () => void child.stdin.end(),
  }
}
