import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { defaultExperiment } from '../../src/experiment/presets.ts'
import { newBase } from '../../src/experiment/specs.ts'
import { comparedOf, mostKept } from '../../src/store/kept.ts'
import type { Saved } from '../../src/worker/protocol.ts'
import { progress, ready, recordedSession } from './recorder.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const saved = (step: number): Saved => {
  const numbers = Float32Array.of(step)
  return { experiment: defaultExperiment, state: { step, parameters: numbers, firstMoment: numbers, secondMoment: numbers } }
}

/** A session that has come to step 100, remembers some steps, and is playing. */
function travelled() {
  const session = recordedSession()
  session.now().open(defaultExperiment)
  session.say(ready(0, true))
  session.say(progress(100, 100))
  session.say({ type: 'remembered', steps: [0, 40, 80] })
  session.client.present = saved(100)
  vi.runAllTimers()
  session.calls.length = 0
  return session
}

/** The same, looking at a step of the past. */
function inPast(step = 40) {
  const session = travelled()
  session.client.past = saved(step)
  session.now().visit(step)
  session.say(ready(step, false))
  return session
}

const faster = { optimizer: { ...defaultExperiment.optimizer, learningRate: 0.01 } }

describe('a look at the past', () => {
  test('rests there, keeps the whole curve, and takes the step and the test NLL of then', () => {
    const { now, calls, frames, say } = inPast()
    expect(calls).toEqual([['visit', 40]])
    expect(now()).toMatchObject({ status: 'paused', progress: { step: 40 }, testNll: null, past: { step: 40, present: { step: 100 } } })
    expect(frames.nll().train).toHaveLength(100)
    const test = { step: 40, nll: 1.5, standardError: 0.1 }
    say({ type: 'progress', run: 2, playing: false, progress: { step: 40, stepsPerSecond: 0, losses: new Float32Array(), test } })
    expect(now()).toMatchObject({ testNll: test, progress: { step: 40 } })
    expect(frames.nll().test).toEqual([test])
  })

  test('lets the present tell what it had still to tell', () => {
    const { now, say, frames } = travelled()
    now().visit(40)
    expect(now().past).toBeNull()
    const session = inPast()
    session.say(progress(103, 3, false))
    expect(session.now()).toMatchObject({ progress: { step: 40 }, past: { present: { step: 103 } } })
    expect(session.frames.nll().train).toHaveLength(103)
    say(progress(101, 1))
    expect(frames.nll().train).toHaveLength(101)
  })

  test('ends where it began: back in the present, as it stood', () => {
    const { now, verbs, say, frames } = inPast()
    now().toPresent()
    say(ready(100, false))
    expect(verbs()).toEqual(['visit', 'present'])
    expect(now()).toMatchObject({ past: null, status: 'paused', progress: { step: 100 } })
    expect(frames.nll().train).toHaveLength(100)
    now().toPresent()
    expect(verbs()).toEqual(['visit', 'present'])
  })

  test('of a finished run leaves it finished', () => {
    const session = travelled()
    session.say({ type: 'finished', run: 1 })
    session.client.past = saved(80)
    session.now().visit(80)
    expect(session.now().status).toBe('paused')
    session.now().toPresent()
    expect(session.now().status).toBe('finished')
  })

  test('moves memory by memory, and at the end is the present again', () => {
    const { now, client, calls } = travelled()
    for (const [by, step] of [[-1, 80], [-1, 40], [1, 80]] as const) {
      client.past = saved(step)
      now().move(by)
      expect(now().past?.step).toBe(step)
    }
    now().move(1)
    expect(now().past).toBeNull()
    expect(calls.map(([verb, step]) => [verb, step])).toEqual([['visit', 80], ['visit', 40], ['visit', 80], ['present', undefined]])
    now().move(1)
    expect(calls).toHaveLength(4)
  })

  test('waits while a stack does not fit', () => {
    const { now, verbs } = travelled()
    now().change({ base: newBase('uniform') })
    now().visit(40)
    expect(verbs()).not.toContain('visit')
  })

  test('says since when the link does not replay what is seen', () => {
    const session = travelled()
    session.now().change(faster)
    session.say(ready(100, true))
    session.say(progress(200, 100))
    vi.runAllTimers()
    expect(session.now().changedAt).toBe(100)
    for (const [step, at] of [[80, null], [120, 100]] as const) {
      session.client.past = saved(step)
      session.now().visit(step)
      expect(session.now().changedAt).toBe(at)
    }
  })
})

describe('going on from the past', () => {
  const ways = {
    play: (session: ReturnType<typeof inPast>) => session.now().play(),
    step: (session: ReturnType<typeof inPast>) => session.now().stepOnce(),
    change: (session: ReturnType<typeof inPast>) => session.now().change(faster),
  } as const

  for (const [verb, goOn] of Object.entries(ways)) {
    test(`with a ${verb} leaves the old run as a ghost, and forgets its later steps`, () => {
      const session = inPast()
      goOn(session)
      expect(session.verbs()).toEqual(['visit', 'branch', verb])
      expect(session.now().past).toBeNull()
      expect(session.frames.nll().train).toHaveLength(40)
      expect(session.kept().ghost).toMatchObject({ step: 100, shown: true })
      expect(session.kept().ghost?.series.train).toHaveLength(100)
    })
  }

  test('is not what looking faster or slower does', () => {
    const { now, verbs } = inPast()
    now().change({ run: { ...now().experiment.run, speed: '10' } })
    expect(verbs()).toEqual(['visit', 'change'])
    expect(now().past?.step).toBe(40)
  })

  test('with a reset keeps the present as the ghost, not what was looked at', () => {
    const { now, kept } = inPast()
    now().reset()
    expect(kept().ghost).toMatchObject({ step: 100 })
    expect(now()).toMatchObject({ past: null, remembered: [] })
  })
})

describe('kept runs', () => {
  test('hold the curve up to where their model is, under a name that can be changed', () => {
    const { now, calls, say, kept } = travelled()
    now().keep()
    expect(calls).toEqual([['save']])
    say({ type: 'saved', saved: saved(60) })
    expect(kept().runs).toMatchObject([{ name: 'run 1', step: 60, shown: true, experiment: defaultExperiment }])
    const [run] = kept().runs
    expect(run?.series.train).toHaveLength(60)
    kept().rename(run?.id ?? NaN, '  fast  ')
    expect(kept().runs[0]?.name).toBe('fast')
    kept().rename(run?.id ?? NaN, '   ')
    expect(kept().runs[0]?.name).toBe('fast')
    kept().toggle(run?.id ?? NaN)
    expect(kept().runs[0]?.shown).toBe(false)
    kept().remove(run?.id ?? NaN)
    expect(kept().runs).toEqual([])
  })

  test('are eight at most, each with a look of its own', () => {
    const { say, kept } = travelled()
    for (let i = 0; i < 9; i++) say({ type: 'saved', saved: saved(10 * i) })
    expect(kept().runs).toHaveLength(mostKept)
    expect(new Set(kept().runs.map(({ look }) => look)).size).toBe(mostKept)
    kept().remove(kept().runs[3]?.id ?? NaN)
    say({ type: 'saved', saved: saved(99) })
    expect(new Set(kept().runs.map(({ look }) => look)).size).toBe(mostKept)
  })

  test('are joined by the last run at a reset or a new seed, unless it had hardly begun', () => {
    const { now, kept, client } = travelled()
    now().newSeed()
    expect(kept().ghost).toMatchObject({ name: 'last run', step: 100 })
    client.present = saved(3)
    now().reset()
    expect(kept().ghost).toMatchObject({ step: 100 })
    kept().toggle(kept().ghost?.id ?? NaN)
    client.present = saved(50)
    now().reset()
    expect(kept().ghost).toMatchObject({ step: 50, shown: false })
  })

  test('can be compared with: the chosen one, else the newest, else the last run', () => {
    const { now, say, kept } = travelled()
    expect(comparedOf(kept())).toBeNull()
    now().newSeed()
    expect(comparedOf(kept())?.name).toBe('last run')
    for (const step of [10, 20]) say({ type: 'saved', saved: saved(step) })
    expect(comparedOf(kept())?.step).toBe(20)
    kept().compare(kept().runs[0]?.id ?? NaN)
    expect(comparedOf(kept())?.step).toBe(10)
    kept().remove(kept().runs[0]?.id ?? NaN)
    expect(comparedOf(kept())?.step).toBe(20)
  })
})
