import { describe, expect, test } from 'vitest'
import { gate } from './rig.ts'
import { affine, base, change, probe, rig, setUp, settledState, start, thread, tiny, trained } from './stage.ts'

setUp()

describe('a start', () => {
  test('names the engine it tries, says it is ready at step 0, then tells of every step', async () => {
    thread.send(start(tiny(), { playing: true }))
    await thread.until(() => thread.step() > 50)
    expect(thread.said().filter((said) => said !== 'state1').slice(0, 3)).toEqual(['trying1', 'ready1', 'progress1'])
    const [ready] = thread.all('ready')
    expect(ready).toMatchObject({ step: 0, playing: true, choice: { kind: 'wasm' } })
    expect(ready?.parameterCount).toBeGreaterThan(0)
    thread.send({ type: 'pause' })
    const { step } = await settledState()
    expect(thread.losses(1)).toHaveLength(step)
    expect(thread.losses(1).every(Number.isFinite)).toBe(true)
  })

  test('that shall not play rests at step 0, with the test NLL told', async () => {
    thread.send(start(tiny()))
    await thread.rest()
    expect(thread.all('progress').map(({ progress, playing }) => [progress.step, progress.stepsPerSecond, progress.test?.step, playing])).toEqual([[0, 0, 0, false]])
  })

  test('from the same seed gives the same curve; a change of seed another', async () => {
    await trained(tiny(), 12)
    thread.send(start(tiny(), { run: 2 }))
    await thread.rest()
    expect(thread.all('ready').at(-1)).toMatchObject({ run: 2, step: 0 })
    thread.send(...Array.from({ length: 12 }, () => ({ type: 'step' }) as const))
    await thread.rest()
    expect(thread.losses(2)).toEqual(thread.losses(1))
    thread.send(start(tiny({ run: { seed: 7 } }), { run: 3 }), ...Array.from({ length: 12 }, () => ({ type: 'step' }) as const))
    await thread.rest()
    expect(thread.losses(3)).not.toEqual(thread.losses(1))
  })

  test('in mid-run begins at step 0', async () => {
    thread.send(start(tiny(), { playing: true }))
    await thread.until(() => thread.step() > 20)
    thread.send(start(tiny(), { run: 2, playing: true }))
    expect(await thread.next('ready')).toMatchObject({ run: 2, step: 0, playing: true })
    await thread.until(() => thread.losses(2).length > 20)
    thread.send({ type: 'pause' })
    const { step } = await settledState()
    expect(thread.losses(2)).toHaveLength(step)
  })

  test('forgets a single step asked for before it', async () => {
    await trained(tiny(), 1)
    thread.send({ type: 'step' }, start(tiny(), { run: 2 }))
    await thread.rest()
    expect(thread.losses(2)).toEqual([])
  })

  test('goes on from a saved state as if it had never stopped', async () => {
    const state = await trained(tiny(), 5)
    thread.send({ type: 'step' })
    const after = await settledState()
    thread.send(start(tiny(), { run: 2, from: { experiment: tiny(), state } }))
    expect(await thread.next('ready')).toMatchObject({ step: 5 })
    thread.send({ type: 'step' })
    expect(await settledState()).toEqual(after)
  })

  test('from a state of another stack keeps what can be kept, also where there are as many weights', async () => {
    const before = tiny({ layers: [affine, ...base.layers] })
    const state = await trained(before, 5)
    const after = tiny({ layers: [...base.layers, affine] })
    thread.send(start(after, { run: 2, from: { experiment: before, state } }))
    expect(await thread.next('ready')).toMatchObject({ step: 5, parameterCount: state.parameters.length })
    const { parameters } = await settledState()
    expect(parameters).not.toEqual(state.parameters)
    thread.send(start(before, { run: 3, from: { experiment: before, state } }))
    expect((await settledState()).parameters).toEqual(state.parameters)
  })

  test('takes a change with it that comes before it has begun', async () => {
    const state = await trained(tiny(), 3)
    const tuned = tiny({ optimizer: { batch: 32 } })
    thread.send(start(tiny(), { run: 2, avoid: ['wasm'], from: { experiment: tiny(), state } }), change(tuned, 3, true), { type: 'pause' })
    expect(await thread.next('ready')).toMatchObject({ run: 3, step: 3, playing: false, choice: { kind: 'tfjs-wasm' } })
    await thread.rest()
    expect(thread.said().filter((said) => said.endsWith('2'))).toEqual([])
  })
})

describe('play, pause and step', () => {
  test('pause rests with all losses told, and play goes on from there', async () => {
    thread.send(start(tiny(), { playing: true }))
    await thread.until(() => thread.step() > 20)
    thread.send({ type: 'pause' })
    const { step } = await settledState()
    expect(thread.all('progress').at(-1)).toMatchObject({ playing: false, progress: { step, stepsPerSecond: 0, test: { step } } })
    thread.send({ type: 'play' })
    await thread.until(() => thread.step() > step + 20)
    expect(thread.all('progress').at(-1)).toMatchObject({ playing: true })
    thread.send({ type: 'pause' })
    expect(thread.losses(1)).toHaveLength((await settledState()).step)
  })

  test('a step is exactly one, also where the speed is full or the next slow step is not due', async () => {
    for (const speed of ['full', '1'] as const) {
      thread.send(start(tiny({ run: { speed } })))
      await thread.rest()
      for (let step = 1; step <= 3; step++) {
        thread.send({ type: 'step' })
        expect((await settledState()).step, speed).toBe(step)
      }
    }
  })

  test('a step while playing takes one more, and pauses', async () => {
    thread.send(start(tiny(), { playing: true }))
    await thread.until(() => thread.step() > 20)
    thread.send({ type: 'pause' })
    const { step } = await settledState()
    thread.send({ type: 'play' }, { type: 'step' })
    expect((await settledState()).step).toBe(step + 1)
  })

  test('steps that come faster than they are taken all count', async () => {
    expect((await trained(tiny(), 4)).step).toBe(4)
  })

  test('a pause while nothing moves says nothing new', async () => {
    await trained(tiny(), 1)
    const { length } = thread.sent
    thread.send({ type: 'pause' })
    await thread.rest()
    expect(thread.sent).toHaveLength(length)
  })

  test('a play that comes while the engine is busy with resting is heard', async () => {
    await trained(tiny(), 1)
    const { pass, reached, open } = gate()
    rig.beforeDensity = pass
    thread.send({ type: 'step' })
    await reached
    rig.beforeDensity = null
    thread.send({ type: 'play' })
    open()
    await thread.until(() => thread.step() > 10)
    expect(thread.all('progress').at(-1)).toMatchObject({ playing: true })
  })
})

describe('probes', () => {
  test('are each answered once, by the configuration in training', async () => {
    await trained(tiny(), 2)
    thread.send(probe())
    await thread.rest()
    expect(thread.all('snapshot').map(({ run, snapshot }) => [run, snapshot.step])).toEqual([[1, 2]])
    thread.send({ type: 'play' }, probe())
    await thread.until(() => thread.all('snapshot').length === 2)
    const step = thread.step()
    await thread.until(() => thread.step() > step + 50)
    expect(thread.all('snapshot')).toHaveLength(2)
  })

  test('that wait when a configuration begins are answered by it, under its own number', async () => {
    thread.send(probe(0), start(tiny()))
    await thread.rest()
    thread.send(probe(1), change(tiny({ layers: [...base.layers, affine] }), 2))
    await thread.rest()
    thread.send(change(tiny(), 3), probe(3), start(tiny(), { run: 4 }))
    await thread.rest()
    expect(thread.all('snapshot').map(({ run, snapshot }) => [run, snapshot.points?.points.length])).toEqual([[1, 2], [2, 3], [4, 2]])
    expect(thread.said().join(' ')).toMatch(/ready1 .*snapshot1 .*ready2 .*snapshot2 .*ready4 .*snapshot4/)
  })

  test('that are under way when a change comes bear the number of what was looked at', async () => {
    await trained(tiny(), 1)
    const { pass, reached, open } = gate()
    rig.beforeDensity = pass
    thread.send({ type: 'probe', run: 1, probe: { density: { resolution: 9 } } }, { type: 'step' })
    await reached
    rig.beforeDensity = null
    thread.send(change(tiny({ layers: [...base.layers, affine] }), 2), probe(2))
    open()
    await thread.until(() => thread.all('snapshot').some(({ run }) => run === 2))
    await thread.rest()
    expect(thread.all('snapshot').map(({ run }) => run)).toEqual([1, 2])
  })
})

describe('the end of a schedule', () => {
  const short = tiny({ optimizer: { schedule: 'cosine', steps: 37 } })

  test('is told once, after the last step, and then nothing moves', async () => {
    thread.send(start(short, { playing: true }))
    await thread.next('finished')
    await thread.rest()
    expect(thread.all('finished')).toHaveLength(1)
    expect(thread.all('progress').at(-1)).toMatchObject({ playing: false, progress: { step: 37, test: { step: 37 } } })
    expect(thread.losses(1)).toHaveLength(37)
    thread.send({ type: 'step' })
    await thread.rest()
    expect(thread.losses(1)).toHaveLength(37)
    expect(thread.all('finished')).toHaveLength(2)
  })

  test('moves with a change, and a run that was finished goes on', async () => {
    thread.send(start(short, { playing: true }))
    await thread.next('finished')
    thread.send(change(tiny({ optimizer: { schedule: 'cosine', steps: 60 } }), 2))
    await thread.rest()
    thread.send({ type: 'play' })
    expect(await thread.next('finished')).toMatchObject({ run: 2 })
    expect(thread.step()).toBe(60)
  })
})

describe('slow motion', () => {
  test('keeps its speed, and measures it', async () => {
    for (const [run, speed] of (['2', '10', '100'] as const).entries()) {
      thread.send(start(tiny({ run: { speed } }), { run: run + 1, playing: true }))
      await thread.next('ready')
      const from = thread.time
      await thread.until(() => thread.losses(run + 1).length >= 30)
      const seconds = (thread.time - from) / 1000
      const rate = (thread.losses(run + 1).length - 1) / seconds
      expect(rate / Number(speed), `${rate} steps a second at ${speed}`).toBeCloseTo(1, 1)
      const told = thread.all('progress').at(-1)?.progress.stepsPerSecond ?? 0
      expect(told / Number(speed), `told ${told} at ${speed}`).toBeCloseTo(1, 1)
    }
  })

  test('answers what comes between two steps at once', async () => {
    thread.send(start(tiny({ run: { speed: '1' } }), { playing: true }))
    await thread.until(() => thread.losses(1).length >= 3)
    const from = thread.time
    thread.send(probe())
    await thread.next('snapshot')
    expect(thread.time - from).toBeLessThan(1100)
  })
})
