import { evaluate } from '../engine/evaluation.ts'
import { isRemembered } from '../engine/history.ts'
import { type Advance, floorOf } from '../engine/run.ts'
import type { Pace } from './pace.ts'
import type { FromWorker, Part, Progress } from './protocol.ts'
import { isTestStep } from './testSteps.ts'
import type { Training } from './training.ts'

/** Points of the test set that are evaluated while training; all of them once it rests. */
const quickTestPoints = 2_000
/** Milliseconds between two saved states, two reports of progress. */
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
  /** The state, if this is a step at which a history keeps it. */
  remember(run: number, training: Training): Promise<void>
  /** The state as it is now. */
  save(run: number, training: Training): Promise<void>
  /** Training is left for another state: where it stood is told, unless it was. */
  leave(run: number, training: Training): Promise<void>
  /** A run has begun. */
  announce(run: number, training: Training, playing: boolean): Promise<void>
  /** Progress, if enough time has passed since the last, or if this is a step at which the test NLL is taken. */
  report(run: number, training: Training): Promise<void>
  /** Training rests: everything is told, on all test points. Nothing is sent where nothing is new, unless `always`. */
  rest(run: number, training: Training, always: boolean): Promise<void>
}

const told = (part: Training['part']): Part => (part.role === 'teacher' ? { role: 'teacher' } : part)

export function createReporter({ post, now }: Outlet, pace: Pace): Reporter {
  let step = 0
  let losses: number[] = []
  /** When something was last sent, the state of which step, and on how many points the test NLL of which step. */
  let sent = { report: -Infinity, state: -Infinity, step: -1 }
  let tested = { step: -1, all: false }

  async function testNll({ run }: Training, all: boolean): Promise<Progress['test']> {
    const { d, test, testComponents } = run.data
    const count = all ? testComponents.length : quickTestPoints
    tested = { step, all }
    return { step, ...(await evaluate(run, test.subarray(0, count * d), testComponents.subarray(0, count))) }
  }

  async function send(run: number, training: Training, playing: boolean, test: Progress['test']): Promise<void> {
    const stepsPerSecond = playing ? pace.rate(now()) : 0
    const progress = { step, stepsPerSecond, losses: Float32Array.from(losses), ...(test && { test }) }
    losses = []
    sent = { ...sent, report: now() }
    post({ type: 'progress', run, progress, playing })
    if (playing && now() - sent.state < stateEveryMs) return
    await save(run, training)
  }

  async function save(run: number, { run: { trainer }, part }: Training): Promise<void> {
    // A teacher is trained anew: what a crash may not lose is the student.
    if (part.role === 'teacher') return
    sent = { ...sent, state: now(), step }
    post({ type: 'state', run, state: await trainer.readState() })
  }

  return {
    step: () => step,
    took: (done) => {
      step = done.step
      losses.push(...done.losses)
    },
    remember: async (run, training) => {
      if (isRemembered(step, training.run.flow.layout.size)) await save(run, training)
    },
    save,
    leave: async (run, training) => {
      if (losses.length > 0 || sent.step !== step) await send(run, training, false, undefined)
    },
    announce: async (run, { run: { data, flow, trainer }, chosen: { choice }, part }, playing) => {
      const state = await trainer.readState()
      // A run that goes on from where it was still has to tell how it got there.
      if (state.step !== step) losses = []
      tested = { step: -1, all: false }
      step = state.step
      sent = { ...sent, step: -1 }
      post({ type: 'ready', run, part: told(part), choice, entropy: floorOf({ flow, data }), step, parameterCount: flow.layout.size, playing })
      if (part.role !== 'teacher' && isRemembered(step, flow.layout.size)) post({ type: 'state', run, state })
    },
    report: async (run, training) => {
      const due = isTestStep(step) && tested.step !== step
      if (!due && now() - sent.report < reportEveryMs) return
      await send(run, training, true, due ? await testNll(training, false) : undefined)
    },
    rest: async (run, training, always) => {
      const known = tested.step === step && tested.all
      if (known && losses.length === 0 && !always) return
      await send(run, training, false, known ? undefined : await testNll(training, true))
    },
  }
}
