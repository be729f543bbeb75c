import { describe, expect, test } from 'vitest'
import { gate } from './rig.ts'
import { affine, base, change, misfit, probe, rig, setUp, settledState, start, thread, tiny, trained } from './stage.ts'

setUp()

describe('a change', () => {
  test('of the optimizer keeps step, weights and the memory of it', async () => {
    const state = await trained(tiny(), 5)
    for (const [i, optimizer] of ([{ learningRate: 0.1 }, { batch: 64 }, { method: 'sgd' }, { schedule: 'cosine', steps: 500 }] as const).entries()) {
      thread.send(change(tiny({ optimizer }), i + 2))
      expect(await thread.next('ready')).toMatchObject({ run: i + 2, step: 5, playing: false })
      expect(await settledState(), JSON.stringify(optimizer)).toEqual(state)
    }
  })

  test('of layers keeps the step, and the weights of those that stay', async () => {
    const { parameters } = await trained(tiny(), 5)
    thread.send(change(tiny({ layers: [affine, ...base.layers] }), 2))
    expect(await thread.next('ready')).toMatchObject({ run: 2, step: 5, playing: false })
    const carried = await settledState()
    expect(carried.step).toBe(5)
    expect(carried.parameters.length).toBeGreaterThan(parameters.length)
    expect(carried.parameters.subarray(-parameters.length)).toEqual(parameters)
    thread.send({ type: 'step' })
    expect((await settledState()).step).toBe(6)
  })

  test('of the engine keeps step and weights, and passes over those that failed', async () => {
    const state = await trained(tiny(), 5)
    thread.send(change(tiny({ run: { trainer: 'tfjs-webgl' } }), 2))
    expect(await thread.next('ready')).toMatchObject({ step: 5, choice: { kind: 'tfjs-webgl' } })
    expect(await settledState()).toEqual(state)
    thread.send(start(tiny(), { run: 3, avoid: ['wasm'] }))
    expect(await thread.next('ready')).toMatchObject({ choice: { kind: 'tfjs-wasm' } })
    thread.send(change(tiny({ run: { trainer: 'wasm' } }), 4))
    expect(await thread.next('ready')).toMatchObject({ choice: { kind: 'tfjs-wasm' } })
  })

  test('plays or not as it says, whatever happened to the run before', async () => {
    await trained(tiny(), 1)
    thread.send(change(tiny({ optimizer: { batch: 8 } }), 2, true))
    expect(await thread.next('ready')).toMatchObject({ playing: true })
    await thread.until(() => thread.step() > 10)
    thread.send(change(tiny(), 3, false))
    expect(await thread.next('ready')).toMatchObject({ playing: false })
    await thread.rest()
  })

  test('that comes while the run before breaks off plays on', async () => {
    await trained(tiny(), 1)
    const { pass, reached, open } = gate()
    rig.beforeStep = pass
    rig.breaks = true
    thread.send({ type: 'play' })
    await reached
    rig.beforeStep = null
    thread.send(change(tiny({ optimizer: { learningRate: 0.001 } }), 2, true))
    thread.onPost = ({ type }) => {
      if (type === 'ready') rig.breaks = false
    }
    open()
    await thread.until(() => thread.losses(2).length > 10)
    expect(thread.all('stopped')).toEqual([])
  })

  test('tells every loss on the way to it, also to a flow without layers and one change upon another', async () => {
    thread.send(start(tiny(), { playing: true }))
    await thread.until(() => thread.step() > 100)
    const cost = rig.onSlice
    let asked = 1
    rig.onSlice = (steps) => {
      cost(steps)
      if (asked === 4 || thread.time % 3 > 1) return
      asked++
      thread.send(change(tiny({ layers: [[affine, affine], [affine], []][asked - 2] ?? [] }), asked, true))
    }
    await thread.until(() => thread.all('ready').at(-1)?.run === 4 && thread.step() > 300)
    thread.send({ type: 'pause' })
    const { step } = await settledState()
    const told = thread.all('progress').flatMap(({ progress }) => [...progress.losses].map((_, i) => progress.step - progress.losses.length + 1 + i))
    expect(told).toEqual(Array.from({ length: step }, (_, i) => i + 1))
  })

  test('from a fast model to another starts with one step, in case it is slow', async () => {
    const slices: number[] = []
    thread.send(start(tiny(), { playing: true }))
    await thread.until(() => thread.step() > 200)
    const cost = rig.onSlice
    rig.onSlice = (steps) => {
      slices.push(steps)
      cost(steps)
    }
    thread.onPost = ({ type }) => {
      if (type === 'ready') slices.splice(0)
    }
    thread.send(change(tiny({ optimizer: { batch: 32 } }), 2, true))
    await thread.until(() => thread.all('progress').at(-1)?.run === 2)
    expect(slices.slice(0, 3)).toEqual([1, 2, 4])
  })
})

describe('a stack that does not fit', () => {
  test('is refused, and nothing trains until it is mended', async () => {
    const { parameters } = await trained(tiny(), 4)
    const { length } = thread.all('progress')
    thread.send(change(misfit, 2, true), probe(2))
    await thread.rest()
    expect(thread.all('stopped').map(({ run, reason }) => [run, reason.key.startsWith('engine.')])).toEqual([[2, false]])
    expect(thread.all('progress')).toHaveLength(length)
    thread.send({ type: 'play' })
    await thread.rest()
    expect(thread.all('stopped')).toHaveLength(2)
    thread.send(change(tiny(), 3))
    expect(await thread.next('ready')).toMatchObject({ run: 3, step: 4, playing: false })
    expect((await settledState()).parameters).toEqual(parameters)
    expect(thread.all('snapshot').map(({ run }) => run)).toEqual([3])
  })

  test('at the start leaves the next change to begin from the seed', async () => {
    thread.send(start(misfit, { avoid: ['wasm'] }))
    await thread.rest()
    expect(thread.said()).toEqual(['stopped1'])
    thread.send(change(tiny(), 2, true))
    expect(await thread.next('ready')).toMatchObject({ run: 2, step: 0, playing: true, choice: { kind: 'tfjs-wasm' } })
  })
})

describe('what comes while a start is being refused', () => {
  /** No engine works, and the last trial waits at a gate. */
  async function refusing() {
    const { pass, reached, open } = gate()
    rig.failingTrial = () => pass().then(() => Promise.reject(new Error('no')))
    thread.send(start(tiny(), { playing: true, avoid: ['wasm', 'tfjs-wasm', 'tfjs-webgl'] }))
    await reached
    rig.failingTrial = null
    return open
  }

  test('is begun, and plays: another start', async () => {
    const open = await refusing()
    thread.send(start(tiny(), { run: 2, playing: true }))
    open()
    expect(await thread.next('ready')).toMatchObject({ run: 2, playing: true, choice: { kind: 'wasm' } })
    await thread.until(() => thread.losses(2).length > 5)
  })

  test('is begun as that start, and plays: a change', async () => {
    const open = await refusing()
    thread.send(change(tiny({ optimizer: { batch: 8 } }), 2, true))
    open()
    expect(await thread.next('ready')).toMatchObject({ run: 2, playing: true, step: 0, choice: { kind: 'tfjs-cpu' } })
    await thread.until(() => thread.losses(2).length > 5)
  })
})

describe('a break of the numbers', () => {
  test('stops the run at the last good step, with advice, and the thread lives on', async () => {
    const state = await trained(tiny(), 3)
    rig.breaks = true
    thread.send({ type: 'play' })
    expect(await thread.next('stopped')).toMatchObject({ run: 1, advice: { key: 'engine.advice.rate' } })
    expect(await settledState()).toEqual(state)
    rig.breaks = false
    thread.send(probe(), { type: 'play' })
    await thread.until(() => thread.step() > 10)
    expect(thread.all('snapshot')).toHaveLength(1)
  })
})

describe('an engine that fails', () => {
  const failure = () => Promise.reject(new Error('the device is gone'))

  test('in a step is told once, by name, and nothing more is said', async () => {
    await trained(tiny(), 1)
    rig.beforeStep = failure
    thread.send({ type: 'play' })
    expect(await thread.next('engineFailed')).toMatchObject({ run: 1, kind: 'wasm', reason: { key: 'engine.crashed', values: { message: 'the device is gone' } } })
    const { length } = thread.sent
    thread.send({ type: 'play' }, probe())
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(thread.sent).toHaveLength(length)
  })

  test('by a fault and then by the step it breaks is told once', async () => {
    await trained(tiny(), 1)
    const { pass, reached, open } = gate()
    rig.beforeStep = () => pass().then(failure)
    thread.send({ type: 'play' })
    await reached
    rig.faults.get('wasm')?.('lost')
    open()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(thread.all('engineFailed')).toHaveLength(1)
    expect(thread.all('stopped')).toEqual([])
  })

  test('long after another took over does no harm', async () => {
    await trained(tiny({ run: { trainer: 'tfjs-wasm' } }), 1)
    thread.send(change(tiny({ run: { trainer: 'wasm' } }), 2, true))
    await thread.next('ready')
    rig.faults.get('tfjs-wasm')?.('lost')
    await thread.until(() => thread.step() > 10)
    expect(thread.all('engineFailed')).toEqual([])
  })

  test('by a fault during its trial is passed over', async () => {
    rig.failingTrial = (kind) => {
      if (kind === 'wasm') rig.faults.get(kind)?.('refused')
      return Promise.resolve()
    }
    thread.send(start(tiny()))
    expect(await thread.next('ready')).toMatchObject({ choice: { kind: 'tfjs-wasm', reason: { key: 'trainer.reason.after' } } })
    expect(thread.all('trying').map(({ kind }) => kind)).toEqual(['wasm', 'tfjs-wasm'])
    expect(thread.all('stopped')).toEqual([])
  })

  test('as the last of all is told in a sentence, and a later try finds one that works', async () => {
    rig.failingTrial = failure
    thread.send(start(tiny(), { playing: true, avoid: ['wasm'] }))
    await thread.rest()
    expect(thread.said()).toEqual(['trying1', 'trying1', 'trying1', 'stopped1'])
    expect(thread.all('stopped')).toMatchObject([{ reason: { key: 'trainer.none' } }])
    rig.failingTrial = null
    thread.send({ type: 'play' })
    expect(await thread.next('ready')).toMatchObject({ run: 1, step: 0, playing: true })
    await thread.until(() => thread.step() > 5)
  })
})
