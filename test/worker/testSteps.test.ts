import { describe, expect, test } from 'vitest'
import { isTestStep, nextTest } from '../../src/worker/testSteps.ts'
import { rig, setUp, start, thread, tiny } from './stage.ts'

setUp()

/** The steps of the tests from one on, up to another. */
function stepsFrom(from: number, to: number): readonly number[] {
  const steps: number[] = []
  for (let step = nextTest(from); step <= to; step = nextTest(step)) steps.push(step)
  return steps
}

describe('the steps at which the test NLL is taken', () => {
  test('are some 60 of 2,000, close at first and ever farther apart', () => {
    const steps = stepsFrom(0, 2000)
    expect(steps.length).toBeGreaterThan(50)
    expect(steps.length).toBeLessThan(75)
    const gaps = steps.map((step, i) => step - (steps[i - 1] ?? 0))
    expect(gaps).toEqual(gaps.toSorted((a, b) => a - b))
    expect(stepsFrom(0, 1_000_000).length).toBeLessThan(150)
  })

  test('are the same wherever one begins to count', () => {
    const all = stepsFrom(0, 5000)
    for (let from = 0; from < 5000; from++) {
      expect(nextTest(from), `from ${from}`).toBe(all.find((step) => step > from) ?? nextTest(4999))
      expect(isTestStep(from), `at ${from}`).toBe(all.includes(from))
    }
  })
})

test('however fast the engine goes, the same run gives the same test curve', async () => {
  const steps = 300
  const curves = []
  for (const [i, cost] of [0.02, 1, 45].entries()) {
    rig.onSlice = (taken) => {
      thread.time += taken * cost
    }
    const run = i + 1
    thread.send(start(tiny({ optimizer: { schedule: 'cosine', steps } }), { run, playing: true }))
    await thread.until(() => thread.all('finished').some((message) => message.run === run))
    curves.push(thread.all('progress').flatMap((message) => (message.run === run && message.progress.test ? [message.progress.test] : [])))
  }
  const [first, ...others] = curves
  expect(first?.map(({ step }) => step)).toEqual([...stepsFrom(0, steps), steps])
  for (const other of others) expect(other).toEqual(first)
})

test('a run that was paused on the way has the same curve, and one more test where it rested', async () => {
  const long = tiny({ optimizer: { schedule: 'cosine', steps: 300 } })
  const curve = (run: number) => thread.all('progress').flatMap((message) => (message.run === run && message.progress.test ? [message.progress.test] : []))
  thread.send(start(long, { playing: true }))
  await thread.until(() => thread.all('finished').length === 1)
  thread.send(start(long, { run: 2, playing: true }))
  await thread.until(() => thread.losses(2).length > 100)
  thread.send({ type: 'pause' })
  await thread.rest()
  const rested = thread.step()
  thread.send({ type: 'play' })
  await thread.until(() => thread.all('finished').length === 2)
  expect(curve(2).filter(({ step }) => step !== rested)).toEqual(curve(1).filter(({ step }) => step !== rested))
})
