import { nllOf } from '../engine/evaluation.ts'
import type { Advance } from '../engine/run.ts'
import type { Pace } from './pace.ts'
import type { FromWorker, Progress } from './protocol.ts'
import type { Training } from './training.ts'

/** Points of the test set that are evaluated while training; all of them once it rests. */
const quickTestPoints = 2_000
/** Between two evaluations of the test set, training gets this many times as long as one took. */
const trainingPerTest = 10
/** Milliseconds between two evaluations at least, two saved states, two reports of progress. */
const testEveryMs = 250
const stateEveryMs = 1_000
const reportEveryMs = 60

interface Outlet {
  post(message: FromWorker): void
  now(): number
}

/** Tells the page how training goes, no more often than it can use. */
export interface Reporter {
  /** The step that was last reached. */
  step(): number
  took(done: Advance): void
  /** A run has begun. */
  announce(run: number, training: Training, playing: boolean): Promise<void>
  /** Progress, if enough time has passed since the last. */
  report(run: number, training: Training): Promise<void>
  /** Training rests: everything is told, on all test points. Nothing is sent where nothing is new, unless `always`. */
  rest(run: number, training: Training, always: boolean): Promise<void>
}

export function createReporter({ post, now }: Outlet, pace: Pace): Reporter {
  let step = 0
  let losses: number[] = []
  /** When something was last sent, when the next test is due, and on how many points the test NLL of which step. */
  let sent = { report: -Infinity, state: -Infinity, testDue: -Infinity }
  let tested = { step: -1, all: false }

  async function testNll({ run: { data, trainer } }: Training, all: boolean): Promise<Progress['test']> {
    const points = all ? data.test : data.test.subarray(0, quickTestPoints * data.d)
    const from = now()
    tested = { step, all }
    const found = { step, ...(await nllOf(trainer, points)) }
    sent = { ...sent, testDue: now() + Math.max(testEveryMs, trainingPerTest * (now() - from)) }
    return found
  }

  async function send(run: number, training: Training, playing: boolean, test: Progress['test']): Promise<void> {
    const stepsPerSecond = playing ? pace.rate(now()) : 0
    const progress = { step, stepsPerSecond, losses: Float32Array.from(losses), ...(test && { test }) }
    losses = []
    sent = { ...sent, report: now() }
    post({ type: 'progress', run, progress, playing })
    if (playing && now() - sent.state < stateEveryMs) return
    sent = { ...sent, state: now() }
    post({ type: 'state', run, state: await training.run.trainer.readState() })
  }

  return {
    step: () => step,
    took: (done) => {
      step = done.step
      losses.push(...done.losses)
    },
    announce: async (run, { run: { data, flow, trainer }, chosen: { choice } }, playing) => {
      losses = []
      tested = { step: -1, all: false }
      step = (await trainer.readState()).step
      post({ type: 'ready', run, choice, entropy: data.entropy, step, parameterCount: flow.layout.size, playing })
    },
    report: async (run, training) => {
      if (now() - sent.report < reportEveryMs) return
      const test = now() > sent.testDue ? await testNll(training, false) : undefined
      await send(run, training, true, test)
    },
    rest: async (run, training, always) => {
      const known = tested.step === step && tested.all
      if (known && losses.length === 0 && !always) return
      await send(run, training, false, known ? undefined : await testNll(training, true))
    },
  }
}
