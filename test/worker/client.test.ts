import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Experiment } from '../../src/experiment/experiment.ts'
import { presets } from '../../src/experiment/presets.ts'
import { createFrames } from '../../src/store/frames.ts'
import { createTrainingClient, type TrainingClient, type TrainingEvent } from '../../src/worker/client.ts'
import { createWatchdog } from '../../src/worker/watchdog.ts'
import { FakeWorker, says, snapshot, state } from './fakeWorker.ts'

const experiment: Experiment = presets['peaks-normal']
const other: Experiment = presets['peaks-uniform']

const minute = 60_000
/** Longer than a thread may be silent, and less than twice as long. */
const silence = 35_000

let workers: FakeWorker[] = []
let heard: TrainingEvent[] = []
let listen: (event: TrainingEvent) => void = () => {}
let client: TrainingClient

const types = () => heard.map(({ type }) => type)
const now = (): FakeWorker => {
  const worker = workers.at(-1)
  if (!worker) throw new Error('no thread')
  return worker
}

beforeEach(() => {
  vi.useFakeTimers()
  workers = []
  heard = []
  listen = () => {}
  client = createTrainingClient(
    (event) => {
      // What can be gone back to is told again and again; it has tests of its own.
      if (event.type !== 'remembered') heard.push(event)
      listen(event)
    },
    () => {
      const worker = new FakeWorker()
      workers.push(worker)
      return worker as unknown as Worker
    },
  )
})
afterEach(() => {
  client.dispose()
  vi.useRealTimers()
})

/** A run that plays, with a state saved at a step. */
function playing(step = 40): FakeWorker {
  client.start(experiment, true)
  const worker = now()
  const { run } = worker
  worker.say(says.trying(run), says.ready(run, 'wasm', true), says.progress(run, step), says.state(run, step))
  heard = []
  return worker
}

function paused(): FakeWorker {
  const worker = playing()
  client.pause()
  worker.say(says.progress(worker.run, 41, false), says.state(worker.run, 41))
  heard = []
  return worker
}

/** Nothing is given up though so much time goes by. */
async function quiet(milliseconds: number): Promise<void> {
  const { length } = workers
  await vi.advanceTimersByTimeAsync(milliseconds)
  expect(types()).not.toContain('fellBack')
  expect(types()).not.toContain('stopped')
  expect(workers).toHaveLength(length)
}

describe('what is heard', () => {
  test('is passed on, but for what is the client’s own', () => {
    client.start(experiment, false)
    const { run } = now()
    now().say(says.trying(run), says.ready(run), says.progress(run), says.state(run, 1), says.snapshot(run), says.listing(run), says.finished(run), says.stopped(run))
    expect(types()).toEqual(['ready', 'progress', 'snapshot', 'listing', 'finished', 'stopped'])
  })

  test('of an older run is dropped', () => {
    client.start(experiment, true)
    const { run } = now()
    client.change(other)
    now().say(says.ready(run), says.snapshot(run), says.listing(run), says.finished(run), says.stopped(run))
    expect(heard).toEqual([])
    now().say(says.ready(now().run))
    expect(types()).toEqual(['ready'])
    client.start(experiment, true)
    now().say(says.progress(run + 1))
    expect(types()).toEqual(['ready'])
  })

  test('of the way to a change is part of the run, though it comes late; what came before a start is not', () => {
    const worker = playing(40)
    const { run } = worker
    client.change(other)
    client.change(experiment)
    worker.say(says.progress(run, 45), says.progress(run + 1, 50), says.state(run, 45), says.finished(run + 1))
    expect(heard).toMatchObject([{ type: 'progress', progress: { step: 45 } }, { type: 'progress', progress: { step: 50 } }])
    client.start(other, true)
    worker.say(says.progress(run + 2, 55))
    expect(heard).toHaveLength(2)
    worker.crash()
    expect(now().asked.at(-1)).not.toHaveProperty('from')
  })

  test('of an older run does not end a run that goes on', () => {
    const worker = playing()
    const { run } = worker
    client.change(other)
    worker.say(says.stopped(run), says.finished(run))
    client.change(experiment)
    expect(worker.asked.at(-1)).toMatchObject({ type: 'change', playing: true })
  })

  test('ends the play, so that a later change does not bring it back', () => {
    for (const end of ['stopped', 'finished'] as const) {
      const worker = playing()
      worker.say(says[end](worker.run))
      client.change(other)
      expect(worker.asked.at(-1), end).toMatchObject({ type: 'change', playing: false })
    }
  })
})

describe('a crash', () => {
  const ways = {
    'of the thread': (worker: FakeWorker) => worker.crash(),
    'of the engine': (worker: FakeWorker) => worker.say(says.failed(worker.run)),
    'that is a silence': () => vi.advanceTimersByTime(silence),
  }

  for (const [way, crash] of Object.entries(ways)) {
    test(`${way} brings another thread on another engine, which goes on from the saved state`, () => {
      const worker = playing(40)
      crash(worker)
      expect(worker.alive).toBe(false)
      expect(workers).toHaveLength(2)
      expect(now().asked).toEqual([
        { type: 'start', run: worker.run + 1, experiment, playing: true, avoid: ['wasm'], from: { experiment, state: state(40) } },
      ])
      expect(heard).toMatchObject([{ type: 'fellBack', from: 'wasm' }])
      now().say(says.trying(now().run, 'tfjs-wasm'), says.ready(now().run, 'tfjs-wasm', true))
      expect(types()).toEqual(['fellBack', 'ready'])
    })
  }

  test('is told once, whatever else the old thread had still to say', () => {
    const worker = playing()
    const { run } = worker
    worker.say(says.failed(run))
    worker.crash()
    worker.say(says.failed(run), says.progress(now().run), says.stopped(now().run))
    expect(types()).toEqual(['fellBack'])
    expect(workers).toHaveLength(2)
  })

  test('of a configuration that was just replaced is heeded too', () => {
    const worker = playing()
    const { run } = worker
    client.change(other)
    worker.say(says.failed(run))
    expect(types()).toEqual(['fellBack'])
    expect(now().asked).toMatchObject([{ experiment: other, avoid: ['wasm'], from: { experiment, state: { step: 40 } } }])
  })

  test('before a state was saved begins from the seed; a new start forgets the old state', () => {
    playing()
    client.start(other, true)
    now().say(says.ready(now().run))
    now().crash()
    expect(now().asked).toHaveLength(1)
    expect(now().asked[0]).not.toHaveProperty('from')
  })

  test('during a trial is laid to the engine that was tried', () => {
    client.start(experiment, true)
    now().say(says.trying(now().run, 'wasm'), says.trying(now().run, 'tfjs-webgpu'))
    now().crash()
    expect(heard).toMatchObject([{ type: 'fellBack', from: 'tfjs-webgpu' }])
    expect(now().asked).toMatchObject([{ type: 'start', avoid: ['tfjs-webgpu'] }])
  })

  test('while paused stays paused; pause and play asked for around it count', () => {
    paused().crash()
    expect(now().asked).toMatchObject([{ playing: false, from: { state: { step: 41 } } }])
    client.play()
    now().say(says.trying(now().run, 'tfjs-wasm'))
    now().crash()
    expect(now().asked).toMatchObject([{ playing: true, avoid: ['wasm', 'tfjs-wasm'], from: { state: { step: 41 } } }])
    client.pause()
    expect(now().asked.map(({ type }) => type)).toEqual(['start', 'pause'])
    now().say(says.trying(now().run, 'tfjs-cpu'))
    now().crash()
    expect(now().asked).toMatchObject([{ playing: false }])
  })

  test('that was answered from within the listener reaches the new thread', () => {
    const worker = playing()
    listen = ({ type }) => {
      if (type === 'fellBack') client.probe({ points: 1 })
    }
    worker.crash()
    expect(now().asked.map(({ type }) => type)).toEqual(['start', 'probe'])
  })

  test('loses a probe, and the next engine is asked again', async () => {
    const frames = createFrames(() => 0)
    frames.connect((probe) => client.probe(probe))
    listen = (event) => {
      if (event.type === 'ready') frames.ready(event.step)
      if (event.type === 'snapshot') frames.snapshot(event.snapshot)
    }
    const worker = playing()
    frames.want({ points: 3 })
    await Promise.resolve()
    expect(worker.asked.at(-1)).toMatchObject({ type: 'probe' })
    worker.crash()
    now().say(says.ready(now().run, 'tfjs-wasm'))
    expect(now().asked.at(-1)).toMatchObject({ type: 'probe', run: now().run, probe: { points: 3 } })
    now().say(says.snapshot(now().run))
    expect(frames.latest()).toBe(snapshot)
  })

  test('of one engine after the other ends with a sentence, and does not begin again by itself', async () => {
    playing()
    for (const kind of ['wasm', 'tfjs-webgpu', 'tfjs-wasm', 'tfjs-webgl', 'tfjs-cpu'] as const) {
      now().say(says.trying(now().run, kind))
      now().crash()
    }
    expect(types()).toEqual(Array(5).fill('fellBack'))
    expect(now().asked).toMatchObject([{ avoid: ['wasm', 'tfjs-webgpu', 'tfjs-wasm', 'tfjs-webgl', 'tfjs-cpu'] }])
    now().say(says.stopped(now().run))
    await vi.advanceTimersByTimeAsync(10 * minute)
    expect(types()).toEqual([...Array(5).fill('fellBack'), 'stopped'])
    expect(workers).toHaveLength(6)
  })
})

describe('a thread that cannot even begin', () => {
  test('is told once, not begun again by itself, and begun again when asked', async () => {
    client.start(experiment, true)
    now().crash('')
    expect(heard).toMatchObject([{ type: 'stopped', reason: { key: 'engine.lost' } }])
    client.pause()
    client.probe({ points: 1 })
    await vi.advanceTimersByTimeAsync(10 * minute)
    expect(heard).toHaveLength(1)
    expect(workers).toHaveLength(1)
    client.play()
    expect(workers).toHaveLength(2)
    expect(now().asked).toMatchObject([{ type: 'start', playing: true, experiment }])
    now().say(says.ready(now().run))
    expect(types()).toEqual(['stopped', 'ready'])
  })

  test('is begun again by a start, a change or a step', () => {
    const ways: readonly (() => void)[] = [() => client.start(other, false), () => client.change(other), () => client.step()]
    client.start(experiment, true)
    for (const way of ways) {
      now().crash('')
      const { length } = workers
      way()
      expect(workers, way.toString()).toHaveLength(length + 1)
      expect(now().asked[0], way.toString()).toMatchObject({ type: 'start', playing: false })
    }
    expect(now().asked.map(({ type }) => type)).toEqual(['start', 'step'])
  })

  test('before anything was asked of it is told, and the first start brings another', () => {
    now().crash('')
    expect(types()).toEqual(['stopped'])
    client.start(experiment, true)
    expect(now().asked).toMatchObject([{ type: 'start' }])
    expect(workers).toHaveLength(2)
  })
})

describe('silence is no alarm', () => {
  test('before anything was asked for', () => quiet(10 * minute))

  test('while paused, nor after a pause that changes nothing', async () => {
    paused()
    await quiet(5 * minute)
    client.pause()
    await quiet(5 * minute)
  })

  test('while a run in slow motion plays', async () => {
    const worker = playing()
    for (let step = 41; step < 200; step++) {
      await quiet(1000)
      worker.say(says.progress(worker.run, step), says.state(worker.run, step))
    }
  })

  test('after the schedule has ended, after a stop, and after a refusal that pictures ask about', async () => {
    for (const end of ['finished', 'stopped'] as const) {
      const worker = playing()
      worker.say(says.progress(worker.run, 50, false), says.state(worker.run, 50), says[end](worker.run))
      heard = []
      await quiet(5 * minute)
    }
    client.change(other)
    now().say(says.stopped(now().run))
    heard = []
    client.probe({ points: 1 })
    await quiet(5 * minute)
  })

  test('after a probe, a listing or a step that was answered while paused', async () => {
    const worker = paused()
    client.probe({ points: 1 })
    client.list()
    worker.say(says.snapshot(worker.run), says.listing(worker.run))
    client.step()
    worker.say(says.progress(worker.run, 42, false), says.state(worker.run, 42))
    await quiet(5 * minute)
  })

  test('after a probe whose answer came too late for a change', async () => {
    const worker = paused()
    const { run } = worker
    client.probe({ points: 1 })
    client.change(other)
    worker.say(says.snapshot(run), says.ready(worker.run), says.progress(worker.run, 41, false))
    await quiet(5 * minute)
  })

  test('while one engine after the other takes its time to be tried', async () => {
    client.start(experiment, true)
    for (const kind of ['wasm', 'tfjs-webgpu', 'tfjs-wasm'] as const) {
      now().say(says.trying(now().run, kind))
      await quiet(25_000)
    }
  })

  test('after dispose', async () => {
    playing()
    client.dispose()
    expect(now().alive).toBe(false)
    await quiet(5 * minute)
  })
})

describe('silence is a crash', () => {
  const lost = async () => {
    await vi.advanceTimersByTimeAsync(silence)
    expect(types()).toEqual(['fellBack'])
    expect(heard).toMatchObject([{ reason: { key: 'engine.lost' } }])
  }

  test('while a run plays, also right after a state was saved', async () => {
    const worker = playing()
    worker.say(says.progress(worker.run, 41), says.state(worker.run, 41))
    heard = []
    await lost()
  })

  test('after a play, a step, a probe, a listing and a change while paused', async () => {
    for (const ask of [() => client.play(), () => client.step(), () => client.probe({ points: 1 }), () => client.list(), () => client.change(other)]) {
      paused()
      ask()
      await lost()
      now().say(says.ready(now().run))
    }
  })

  test('though an answer to an older run still came', async () => {
    const worker = paused()
    const { run } = worker
    client.change(other)
    worker.say(says.progress(run), says.state(run, 42))
    heard = []
    await lost()
  })

  test('while a probe waits and only states come', async () => {
    const worker = paused()
    client.probe({ points: 1 })
    worker.say(says.state(worker.run, 42))
    await lost()
  })
})

describe('the watchdog', () => {
  test('calls after its limit, once, and not before', () => {
    const silent = vi.fn()
    createWatchdog(1000, silent).await()
    vi.advanceTimersByTime(999)
    expect(silent).not.toHaveBeenCalled()
    vi.advanceTimersByTime(5000)
    expect(silent).toHaveBeenCalledTimes(1)
  })

  test('does not take a machine’s sleep for silence: one late timer alone is not enough', () => {
    const silent = vi.fn()
    const watchdog = createWatchdog(1000, silent)
    watchdog.await()
    // After a sleep, all timers that are overdue fire at once; what they set is due later.
    vi.advanceTimersToNextTimer()
    expect(silent).not.toHaveBeenCalled()
    watchdog.await()
    vi.advanceTimersByTime(999)
    expect(silent).not.toHaveBeenCalled()
    watchdog.rest()
    vi.advanceTimersByTime(5000)
    expect(silent).not.toHaveBeenCalled()
  })
})
