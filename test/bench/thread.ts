import { startOf } from '../../src/engine/run.ts'
import { freshState } from '../../src/engine/carryOver.ts'
import type { CreateTrainer, TrainerJob } from '../../src/engine/trainer.ts'
import type { Contestant } from './interleave.ts'

/** Resolves as soon as the thread is free: after all that the call under way does at once, and all it put off to microtasks. */
function threadIsFree(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}

/** Seconds that a message takes on a thread with nothing to do: it is no one's work. */
async function idleSeconds(): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < 50; i++) {
    const from = performance.now()
    await threadIsFree()
    times.push((performance.now() - from) / 1000)
  }
  return times.toSorted((a, b) => a - b)[25] ?? 0
}

/**
 * How long optimizer steps keep the calling thread from other work, whatever the device does meanwhile: `steps` at a
 * time, timed until a message sent after the call is heard, less what a message takes anyway. What waits for the device
 * comes after the message and is not counted: the reading back of losses. Throws where the time cannot be told from
 * that of a message alone, for then there is no rate.
 */
export function threadContestant(job: TrainerJob, create: CreateTrainer, backend: string, steps: number): Contestant {
  const trainer = create(job, freshState(startOf(job)))
  return {
    backend,
    work: steps,
    // The thread is busy for a sliver of a turn: time would ask for far too many of them.
    turns: 3,
    run: async (turns) => {
      const idle = await idleSeconds()
      let seconds = 0
      for (let turn = 0; turn < turns; turn++) {
        const from = performance.now()
        const underWay = trainer.step(steps)
        await threadIsFree()
        seconds += Math.max(0, (performance.now() - from) / 1000 - idle)
        await underWay
      }
      if (!(seconds > 0)) throw new Error(`${backend}: ${turns} turns of ${steps} steps took the thread no longer than a message alone (${idle} s); time more steps at once.`)
      // The two sides take other numbers of steps at once: that they train the same is seen where whole steps are timed.
      return { seconds, loss: null }
    },
    dispose: () => trainer.dispose(),
  }
}
