import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { presets } from '../../src/experiment/presets.ts'
import { createTrainingClient, type TrainingClient, type TrainingEvent } from '../../src/worker/client.ts'
import { FakeWorker, says, state } from './fakeWorker.ts'

const experiment = presets['peaks-normal']

let workers: FakeWorker[] = []
let heard: TrainingEvent[] = []
let client: TrainingClient

const worker = (): FakeWorker => {
  const newest = workers.at(-1)
  if (!newest) throw new Error('no thread')
  return newest
}
const remembered = () => heard.findLast((event) => event.type === 'remembered')?.steps

beforeEach(() => {
  vi.useFakeTimers()
  workers = []
  heard = []
  client = createTrainingClient((event) => void heard.push(event), () => {
    workers.push(new FakeWorker())
    return worker() as unknown as Worker
  })
  client.start(experiment, true)
  const { run } = worker()
  worker().say(says.trying(run), says.ready(run, 'wasm', true), ...[0, 1, 2, 3].map((step) => says.state(run, step)))
})
afterEach(() => {
  client.dispose()
  vi.useRealTimers()
})

describe('the client', () => {
  test('tells which steps can be gone back to, and forgets them with a new run', () => {
    expect(remembered()).toEqual([0, 1, 2, 3])
    client.start(experiment, true)
    worker().say(says.ready(worker().run), says.state(worker().run, 0))
    expect(remembered()).toEqual([0])
  })

  test('rests at a step of the past and comes back to where the run had come', () => {
    const before = worker().run
    expect(client.visit(1)?.state.step).toBe(1)
    expect(worker().asked.at(-1)).toMatchObject({ type: 'change', playing: false, from: { state: { step: 1 } } })
    worker().say(says.progress(before, 5, false), says.state(before, 5), says.ready(worker().run), says.state(worker().run, 1))
    expect(client.visit(2)?.state.step).toBe(2)
    worker().say(says.state(worker().run - 1, 1), says.ready(worker().run))
    expect(client.present()).toMatchObject({ experiment, state: { step: 5 } })
    expect(worker().asked.at(-1)).toMatchObject({ type: 'change', playing: false, from: { state: { step: 5 } } })
    expect(client.present()).toBeNull()
  })

  test('remembers nothing new while it looks back, and the run’s later steps no more once it goes on from there', () => {
    client.visit(1)
    worker().say(says.ready(worker().run), says.state(worker().run, 1))
    expect(remembered()).toEqual([0, 1, 2, 3])
    expect(client.branch()?.state.step).toBe(3)
    expect(remembered()).toEqual([0, 1])
    client.play()
    worker().say(says.state(worker().run, 2))
    expect(remembered()).toEqual([0, 1, 2])
    expect(client.branch()).toBeNull()
  })

  test('keeps the past, what is looked at and the present when the engine falls back', () => {
    client.visit(1)
    worker().say(says.ready(worker().run))
    worker().crash()
    expect(workers).toHaveLength(2)
    expect(worker().asked).toMatchObject([{ type: 'start', playing: false, avoid: ['wasm'], from: { state: { step: 1 } } }])
    worker().say(says.trying(worker().run, 'tfjs-wasm'), says.ready(worker().run, 'tfjs-wasm'))
    expect(client.visit(2)?.state.step).toBe(2)
    expect(client.present()?.state.step).toBe(3)
  })

  test('looks at the past with the speed and the engine of now', () => {
    const faster = { ...experiment, run: { ...experiment.run, speed: '10' as const } }
    client.change(faster)
    worker().say(says.ready(worker().run))
    expect(client.visit(1)?.experiment).toEqual(faster)
  })

  test('has nowhere to go before a state was told', () => {
    client.start(experiment, false)
    expect([client.visit(3), client.present(), client.branch(), client.lastSaved()]).toEqual([null, null, null, null])
  })

  test('tells the state that was asked for, once', () => {
    client.save()
    expect(worker().asked.at(-1)).toEqual({ type: 'save' })
    worker().say(says.state(worker().run, 4), says.state(worker().run, 5))
    expect(heard.filter(({ type }) => type === 'saved')).toEqual([{ type: 'saved', saved: { experiment, state: state(4) } }])
  })
})
