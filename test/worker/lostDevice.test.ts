import { afterEach, expect, test } from 'vitest'
import { createTrainingClient, type TrainingClient, type TrainingEvent } from '../../src/worker/client.ts'
import { spawn } from './sessionWorker.ts'
import { rig, setUp, tiny, trained } from './stage.ts'
import type { FakeThread } from './thread.ts'

/** Client and sessions together, each session on a thread of its own. */

setUp()
let stopAll: () => void = () => {}
afterEach(() => stopAll())

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setImmediate(resolve))
}

function listenTo(heard: TrainingEvent[]): TrainingClient {
  const threads: FakeThread[] = []
  // A step takes a millisecond on the clock of the thread that takes it.
  rig.onSlice = (steps) => threads.forEach((one) => (one.time += steps))
  const client = createTrainingClient((event) => heard.push(event), () => spawn(threads))
  stopAll = () => {
    client.dispose()
    for (const one of threads) one.stop()
  }
  return client
}

const losses = (heard: readonly TrainingEvent[]): number[] => heard.flatMap((event) => (event.type === 'progress' ? [...event.progress.losses] : []))
const engines = (heard: readonly TrainingEvent[]): string[] => heard.flatMap((event) => (event.type === 'ready' ? [event.choice.kind] : []))

test('a device that is lost in mid-run: the next best engine goes on from the last saved state, with the same curve', async () => {
  const experiment = tiny({ optimizer: { steps: 4000, schedule: 'cosine' } })
  rig.adapter = 'hardware'
  let slices = 0
  rig.beforeStep = () => (rig.tried.at(-1) === 'webgpu' && slices++ === 100 ? Promise.reject(new Error('the device was lost')) : Promise.resolve())
  const heard: TrainingEvent[] = []
  listenTo(heard).start(experiment, true)
  await until(() => heard.some(({ type }) => type === 'finished'))
  expect(engines(heard)).toEqual(['webgpu', 'wasm'])
  expect(heard.find(({ type }) => type === 'fellBack')).toMatchObject({ from: 'webgpu', reason: { key: 'engine.crashed', values: { message: 'the device was lost' } } })
  const resumed = heard.findLast((event) => event.type === 'ready')
  expect(resumed).toMatchObject({ choice: { reason: { key: 'trainer.reason.after', values: { passedOver: { key: 'trainer.skip.avoided' } } } } })
  // Steps after the last saved one are taken again: from there on the curve is that of a run that lost nothing.
  const from = resumed?.step ?? NaN
  expect(from).toBeGreaterThan(0)
  expect(from).toBeLessThan(4000)
  const after = losses(heard.slice(heard.findLastIndex(({ type }) => type === 'ready')))
  rig.beforeStep = null
  const whole: TrainingEvent[] = []
  listenTo(whole).start(experiment, true)
  await until(() => whole.some(({ type }) => type === 'finished'))
  expect(after).toEqual(losses(whole).slice(from))
})

test('a software adapter is passed over', async () => {
  rig.adapter = 'software'
  await trained(tiny(), 1)
  expect(rig.tried).toEqual(['wasm'])
})
