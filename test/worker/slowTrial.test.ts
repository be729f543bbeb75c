import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTrainingClient, type TrainingClient, type TrainingEvent } from '../../src/worker/client.ts'
import { spawn } from './sessionWorker.ts'
import { rig, setUp, tiny } from './stage.ts'
import type { FakeThread } from './thread.ts'

/** Client and session together, while an engine that was chosen by hand takes long over its trial step. */

setUp()
let heard: TrainingEvent[] = []
let threads: FakeThread[] = []
let client: TrainingClient

beforeEach(() => {
  // Messages cross between two real turns of the event loop.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  heard = []
  threads = []
  client = createTrainingClient((event) => heard.push(event), () => spawn(threads))
  rig.adapter = 'software'
})
afterEach(() => {
  client.dispose()
  for (const one of threads) one.stop()
  vi.useRealTimers()
})

/** So many seconds go by, and everybody gets a turn in each. */
async function seconds(count: number): Promise<void> {
  for (let second = 0; second < count; second++) {
    await vi.advanceTimersByTimeAsync(1000)
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
}

const trying = () => threads.flatMap((one) => one.all('trying')).map(({ kind }) => kind)
const engines = () => heard.flatMap((event) => (event.type === 'ready' ? [event.choice.kind] : []))
const byHand = tiny({ run: { trainer: 'webgpu' } })

test('a trial that takes longer than a thread may be silent is waited for', async () => {
  rig.failingTrial = () => new Promise((resolve) => setTimeout(resolve, 55_000))
  client.start(byHand, false)
  await seconds(54)
  expect(heard).toEqual([])
  expect(trying()).toEqual(Array.from({ length: 6 }, () => 'webgpu'))
  await seconds(3)
  expect(engines()).toEqual(['webgpu'])
  expect(threads).toHaveLength(1)
  await seconds(60)
  expect(trying()).toHaveLength(6)
})

test('one that never ends is passed over in the same thread, and is told of no more', async () => {
  rig.failingTrial = (kind) => (kind === 'webgpu' ? new Promise(() => {}) : Promise.resolve())
  client.start(byHand, false)
  await seconds(59)
  expect(heard).toEqual([])
  await seconds(3)
  expect(engines()).toEqual(['wasm'])
  expect(heard.find(({ type }) => type === 'ready')).toMatchObject({ choice: { reason: { values: { passedOver: { key: 'trainer.skip.slow', values: { seconds: 60 } } } } } })
  await seconds(60)
  expect(threads).toHaveLength(1)
  expect(trying().slice(trying().indexOf('wasm'))).toEqual(['wasm'])
})

test('a thread that is blocked over a trial still falls silent, and is replaced', async () => {
  rig.failingTrial = (kind) => {
    if (kind === 'webgpu') for (const one of threads) one.onPost = () => {}
    return new Promise(() => {})
  }
  client.start(byHand, false)
  await seconds(45)
  expect(heard).toMatchObject([{ type: 'fellBack', from: 'webgpu', reason: { key: 'engine.lost' } }])
  expect(threads).toHaveLength(2)
})
