import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { defaultExperiment, presets } from '../../src/experiment/presets.ts'
import { newBase, newData, newLayer } from '../../src/experiment/specs.ts'
import { dimensionOf } from '../../src/experiment/schema.ts'
import type { Playground } from '../../src/store/playground.ts'
import type { TrainingEvent } from '../../src/worker/client.ts'
import { progress, ready, recordedSession } from './recorder.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A session that has trained for some steps and is playing. */
function playingSession() {
  const session = recordedSession()
  session.now().open(defaultExperiment)
  session.say(ready(0, true))
  session.say(progress(100, 100))
  vi.runAllTimers()
  session.calls.length = 0
  return session
}

describe('a run', () => {
  test('starts from the experiment that is opened, and plays', () => {
    const { now, calls, say } = recordedSession()
    now().open(presets['peaks-beta'])
    expect(calls).toEqual([['start', presets['peaks-beta'], true]])
    expect(now().status).toBe('starting')
    say(ready(0, true))
    expect(now()).toMatchObject({ status: 'playing', entropy: 1, parameterCount: 10, changedAt: null })
  })

  test('goes back to step 0 with the same seed, and with a new one', () => {
    const { now, calls, frames } = playingSession()
    now().reset()
    expect(calls).toEqual([['start', defaultExperiment, true]])
    expect(now().progress.step).toBe(0)
    expect(frames.nll().train).toEqual([])
    now().newSeed()
    expect(now().experiment.run.seed).toBe(defaultExperiment.run.seed + 1)
    expect(calls.at(-1)).toEqual(['start', now().experiment, true])
  })

  test('stays paused through a reset', () => {
    const { now, calls } = playingSession()
    now().pause()
    now().reset()
    expect(calls.at(-1)).toEqual(['start', defaultExperiment, false])
    now().newSeed()
    expect(calls.at(-1)).toEqual(['start', now().experiment, false])
    expect(now().status).toBe('paused')
  })

  test('takes one step and rests', () => {
    const { now, verbs } = playingSession()
    now().stepOnce()
    expect(verbs()).toEqual(['step'])
    expect(now().status).toBe('paused')
  })

  test('that has finished begins anew when played again', () => {
    const { now, calls, say } = playingSession()
    say({ type: 'finished', run: 1 })
    expect(now().status).toBe('finished')
    now().play()
    expect(calls).toEqual([['start', defaultExperiment, true]])
  })

  test('that has finished goes on where its schedule is made longer', () => {
    const { now, verbs, say } = playingSession()
    say({ type: 'finished', run: 1 })
    now().change({ optimizer: { ...defaultExperiment.optimizer, steps: 1_000_000 } })
    expect(now().status).toBe('paused')
    now().play()
    expect(verbs()).toEqual(['change', 'play'])
  })

  test('tells why it stopped and what to try', () => {
    const { now, say } = playingSession()
    say({ type: 'stopped', run: 1, reason: { key: 'app.close' }, advice: { key: 'app.reset' } })
    expect(now().status).toBe('stopped')
    expect(now().notice).toMatchObject({ tone: 'problem', sentence: { key: 'app.close' }, advice: { key: 'app.reset' } })
    now().change({ optimizer: { ...defaultExperiment.optimizer, learningRate: 0.0001 } })
    say(ready(100, false))
    expect(now().status).toBe('paused')
    expect(now().notice).not.toBeNull()
    now().reset()
    expect(now().notice).toBeNull()
    now().notify({ tone: 'news', sentence: { key: 'app.close' } })
    now().reset()
    expect(now().notice).not.toBeNull()
    now().dismiss()
    expect(now().notice).toBeNull()
  })
})

describe('a run that has broken', () => {
  /** A session whose run has stopped of itself while it played. */
  const stoppedSession = () => {
    const session = playingSession()
    session.say({ type: 'stopped', run: 1, reason: { key: 'app.close' } })
    return session
  }

  test('plays again from other data, another seed or the start: nobody has paused it', () => {
    const again: readonly ((playground: Playground) => void)[] = [(it) => it.takeData(newData('smiley')), (it) => it.newSeed(), (it) => it.reset()]
    for (const act of again) {
      const { now, calls } = stoppedSession()
      act(now())
      expect(calls.at(-1)).toEqual(['start', now().experiment, true])
    }
  })
})

describe('a change', () => {
  test('in mid-run keeps the run and says since when the link does not replay it', () => {
    const { now, calls } = playingSession()
    now().change({ optimizer: { ...defaultExperiment.optimizer, learningRate: 0.01 } })
    expect(calls).toEqual([['change', now().experiment]])
    expect(now().changedAt).toBe(100)
    now().reset()
    expect(now().changedAt).toBeNull()
  })

  test('of the speed or of the picked points leaves the curve what it is', () => {
    const { now } = playingSession()
    now().change({ run: { ...defaultExperiment.run, speed: '10' } })
    now().change({ anchors: [[0, 0], [1, 1]] })
    expect(now().changedAt).toBeNull()
  })

  test('before the first step is a start, so that the link still replays it', () => {
    const { now, calls } = recordedSession()
    now().open(defaultExperiment)
    now().change({ standardise: true })
    expect(calls.at(-1)).toEqual(['start', { ...defaultExperiment, standardise: true }, true])
    expect(now().changedAt).toBeNull()
  })
})

describe('a stack that does not fit', () => {
  const sigmoid = [...defaultExperiment.layers, newLayer('elementwise', 'sigmoid')]

  test('is kept and told, and training waits until it is mended', () => {
    const { now, verbs, calls } = playingSession()
    now().change({ layers: sigmoid })
    expect(verbs()).toEqual(['pause'])
    expect(now().fit.ok).toBe(false)
    expect(now().experiment.layers).toBe(sigmoid)
    now().play()
    now().stepOnce()
    expect(verbs()).toEqual(['pause'])
    now().change({ base: newBase('uniform') })
    expect(verbs()).toEqual(['pause', 'change', 'play'])
    expect(calls[1]?.[1]).toMatchObject({ layers: sigmoid, base: newBase('uniform') })
  })

  test('plays again once mended, though the engine was still at rest when it got ready', () => {
    const { now, say } = playingSession()
    now().change({ layers: sigmoid })
    now().change({ layers: defaultExperiment.layers })
    say(ready(100, false))
    expect(now().status).toBe('playing')
  })

  test('does not start to play what was paused', () => {
    const { now, verbs } = playingSession()
    now().pause()
    now().change({ layers: sigmoid })
    now().change({ layers: defaultExperiment.layers })
    expect(verbs()).toEqual(['pause', 'pause', 'change'])
    expect(now().status).toBe('paused')
  })

  test('made of a run that had finished starts anew once it is mended', () => {
    const { now, calls, say } = playingSession()
    say(progress(defaultExperiment.optimizer.steps, 1, false))
    say({ type: 'finished', run: 1 })
    now().change({ layers: sigmoid })
    now().change({ base: newBase('uniform') })
    expect(calls.at(-1)).toEqual(['start', now().experiment, true])
    expect(now()).toMatchObject({ status: 'starting', changedAt: null })
  })

  test('can be opened: it starts once it is mended', () => {
    const { now, calls } = recordedSession()
    now().open({ ...defaultExperiment, layers: sigmoid })
    expect(calls.map(([verb]) => verb)).not.toContain('start')
    now().change({ layers: defaultExperiment.layers })
    expect(calls.at(-1)).toEqual(['start', defaultExperiment, true])
  })
})

describe('other data', () => {
  test('of the same dimension keeps the stack and starts from step 0', () => {
    const { now, calls } = playingSession()
    now().takeData(newData('smiley'))
    expect(now().experiment).toMatchObject({ layers: defaultExperiment.layers, base: defaultExperiment.base, data: newData('smiley') })
    expect(calls).toEqual([['start', now().experiment, true]])
  })

  test('takes along what was told of the data before', () => {
    const { now } = playingSession()
    now().notify({ tone: 'news', sentence: { key: 'app.data.used', values: { count: '400' } } })
    now().takeData(newData('smiley'))
    expect(now().notice).toBeNull()
  })

  test('of the same dimension lets points go that were picked on the data before', () => {
    const { now } = playingSession()
    now().change({ anchors: [[0, 0], [1, 1]] })
    now().takeData(newData('smiley'))
    expect(now().experiment.anchors).toEqual([])
  })

  test('that is a person’s own comes standardised, and what comes after it does not', () => {
    const { now } = playingSession()
    const own = { kind: 'points', label: 'heights', points: Array.from({ length: 10 }, (_, i) => [150 + i, 60 - i]) } as const
    now().takeData(own)
    expect(now().experiment.standardise).toBe(true)
    now().change({ standardise: false })
    now().takeData({ ...own, label: 'once more' })
    expect(now().experiment.standardise).toBe(false)
    now().takeData(newData('moons'))
    expect(now().experiment.standardise).toBe(false)
  })

  test('of another dimension brings a stack that fits, and the old one comes back with the old dimension', () => {
    const { now } = playingSession()
    const own = [newLayer('autoregressive', 'affine')]
    now().change({ layers: own, anchors: [[0, 0], [1, 1]] })
    now().takeData(newData('peaks'))
    expect(now().fit.ok).toBe(true)
    expect(dimensionOf(now().experiment)).toBe(1)
    expect(now().experiment.anchors).toEqual([])
    now().takeData(newData('checkerboard'))
    expect(now().experiment.layers).toEqual(own)
  })

  test('a ready-made stack that ends elsewhere brings a base that fits', () => {
    const { now } = playingSession()
    now().takeStack(presets['moons-autoregressive'].layers)
    expect(now().fit.ok).toBe(true)
    expect(now().experiment.base.name).toBe('uniform')
  })
})

describe('what React hears', () => {
  test('comes at most four times a second, and holds the newest', () => {
    const { now, say } = playingSession()
    const seen: number[] = []
    let last = now().progress
    for (let i = 0; i < 100; i++) {
      say(progress(101 + i, 1))
      vi.advanceTimersByTime(10)
      if (now().progress !== last) seen.push(now().progress.step)
      last = now().progress
    }
    vi.runAllTimers()
    expect(seen.length).toBeLessThanOrEqual(5)
    expect(seen.length).toBeGreaterThanOrEqual(3)
    expect(now().progress.step).toBe(200)
    // The mean of the last fifty losses, which are the numbers 151 … 200.
    expect(now().trainNll).toBeCloseTo(175.5, 6)
  })

  test('is complete as soon as training rests', () => {
    const { now, say } = playingSession()
    say(progress(101, 1))
    say(progress(102, 1, false))
    expect(now().progress).toEqual({ step: 102, stepsPerSecond: 0 })
  })
})

describe('a student', () => {
  const student = presets['moons-distilled']
  const taught = { role: 'student', teacher: { nll: 1.05, standardError: 0.01 } } as const

  function learning() {
    const session = recordedSession()
    session.now().open(student)
    session.say({ ...ready(0, true), part: { role: 'teacher' } } as TrainingEvent)
    session.say(progress(2000, 100))
    vi.runAllTimers()
    return session
  }

  test('begins with its teacher, whose losses go as the student comes', () => {
    const { now, say, frames } = learning()
    expect(now()).toMatchObject({ part: { role: 'teacher' }, progress: { step: 2000 } })
    expect(frames.nll().train).toHaveLength(100)
    say({ ...ready(0, true), part: taught } as TrainingEvent)
    expect(now()).toMatchObject({ part: taught, progress: { step: 0 }, trainNll: null, testNll: null, status: 'playing' })
    expect(frames.nll().train).toEqual([])
  })

  test('begins anew with its teacher where the lesson changes, and goes on where only its own training does', () => {
    const { now, say, verbs } = learning()
    say({ ...ready(0, true), part: taught } as TrainingEvent)
    now().change({ optimizer: { ...student.optimizer, learningRate: 0.001 } })
    expect(verbs().at(-1)).toBe('change')
    now().change({ teacher: { steps: 100 } })
    expect(verbs().at(-1)).toBe('start')
    expect(now().part).toEqual({ role: 'teacher' })
  })

  test('is held while its stack cannot be taught, and is let go with another stack', () => {
    const { now } = learning()
    now().change({ layers: [newLayer('rotation'), ...student.layers] })
    expect(now().fit).toMatchObject({ ok: false, reason: { key: 'flow.student.before' } })
    now().takeStack([newLayer('autoregressive', 'affine')])
    expect(now().experiment).not.toHaveProperty('teacher')
    expect(now()).toMatchObject({ fit: { ok: true }, part: { role: 'alone' } })
  })
})
