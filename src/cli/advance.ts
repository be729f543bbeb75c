import type { Run } from '../engine/run.ts'
import { say } from '../words/catalogue.ts'
import { success, type Result } from '../words/sentence.ts'

/** Seconds between two lines of progress. */
const progressInterval = 1

export const inform = (text: string): void => void process.stderr.write(`${text}\n`)

/** Takes every step of the schedule, telling progress; gives the seconds it took. */
export async function advanceToEnd(run: Run, who: 'alone' | 'teacher' | 'student'): Promise<Result<number>> {
  const { steps } = run.experiment.optimizer
  const begin = performance.now()
  const seconds = () => (performance.now() - begin) / 1000
  for (let [step, count] = [0, 1]; step < steps; ) {
    const advance = await run.advance(Math.min(count, steps - step))
    if (!advance.ok) return advance
    step = advance.step
    const nll = advance.losses.reduce((sum, loss) => sum + loss, 0) / advance.losses.length
    inform(say('cli.progress', { who, step, steps, nll: nll.toFixed(4), speed: (step / seconds()).toFixed(1) }))
    count = Math.ceil((step / seconds()) * progressInterval)
  }
  return success(seconds())
}
