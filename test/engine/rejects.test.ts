import * as tf from '@tensorflow/tfjs-core'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type * as Step from '../../src/engine/reference/step.ts'
import { presets } from '../../src/experiment/presets.ts'
import { startTfjs } from '../support/tfjs.ts'
import { startRun, train, tuned } from './runs.ts'

const line = tuned(presets['peaks-normal'], { batch: 32 })

const message = 'the device was lost'

/** Steps until one fails. */
const hold = vi.hoisted(() => ({ steps: Infinity }))
vi.mock('../../src/engine/reference/step.ts', async (load) => {
  const real = await load<typeof Step>()
  const takeStep: typeof real.takeStep = (...args) => {
    if (hold.steps-- === 0) throw new Error(message)
    return real.takeStep(...args)
  }
  return { takeStep }
})

/** Each way to fail once, as where a device is lost or memory runs out. */
const failures = {
  'when it is read back': () => void vi.spyOn(tf.Tensor.prototype, 'data').mockRejectedValueOnce(new Error(message)),
  'in the third of four steps': () => void (hold.steps = 2),
}

beforeAll(startTfjs)
afterEach(() => vi.restoreAllMocks())

describe.each(Object.entries(failures))('tfjs that fails %s,', (_, fail) => {
  test('stands where it stood, holds no more tensors, and can go on', async () => {
    const [whole, run] = [startRun(line, 'tfjs-wasm'), startRun(line, 'tfjs-wasm')]
    const expected = [...(await train(whole, 3)), ...(await train(whole, 4))]
    const begun = await train(run, 3)
    const before = tf.memory().numTensors
    fail()
    await expect(run.trainer.step(4)).rejects.toThrow(message)
    expect(tf.memory().numTensors).toBe(before)
    expect([...begun, ...(await train(run, 4))], `seed ${line.run.seed}`).toEqual(expected)
    whole.trainer.dispose()
    run.trainer.dispose()
  })
})

test('tfjs that fails while points are carried holds no more tensors', async () => {
  const run = startRun(line, 'tfjs-wasm')
  const points = run.data.train.subarray(0, 50)
  await run.trainer.stages(points)
  const before = tf.memory().numTensors
  failures['when it is read back']()
  await expect(run.trainer.stages(points)).rejects.toThrow(message)
  expect(tf.memory().numTensors).toBe(before)
  run.trainer.dispose()
})
