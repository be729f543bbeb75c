import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runCommand } from '../../src/cli/commands.ts'
import type { TrainerJob, TrainingState } from '../../src/engine/trainer.ts'
import { createWasmTrainer } from '../../src/engine/wasm/trainer.ts'
import { success } from '../../src/words/sentence.ts'
import { newFolder } from './command.ts'

/** WebGPU in this process: a device that does nothing but refuse, under an engine that computes elsewhere. */
const fake = vi.hoisted(() => {
  const device = Object.assign(new EventTarget(), { lost: new Promise(() => {}) })
  const adapter = { features: new Set(), limits: {}, info: {}, requestDevice: () => Promise.resolve(device) }
  return {
    gpu: { requestAdapter: () => Promise.resolve(adapter) },
    refuse: (message: string) => device.dispatchEvent(Object.assign(new Event('uncapturederror'), { error: { message } })),
    /** Hears how far the engine is, before it answers. */
    onStep: (_step: number): void => {},
    onDensity: (): void => {},
  }
})

vi.mock('../../src/cli/nodeGpu.ts', () => ({ openNodeGpu: () => Promise.resolve(success(fake.gpu)) }))
vi.mock('../../src/engine/webgpu/trainer.ts', () => ({
  createWebgpuTrainer: (_device: unknown, job: TrainerJob, start: TrainingState) => {
    const { step, logDensity, ...trainer } = createWasmTrainer(job, start)
    return {
      ...trainer,
      kind: 'webgpu',
      step: async (count: number) => {
        const report = await step(count)
        fake.onStep(report.step)
        return report
      },
      logDensity: (points: Float32Array) => {
        fake.onDensity()
        return logDensity(points)
      },
    }
  },
}))

const steps = 60
let printed = ''
let model = ''

beforeEach(() => {
  printed = ''
  model = join(newFolder(), 'model.json')
  fake.onStep = () => {}
  fake.onDensity = () => {}
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  vi.spyOn(process.stdout, 'write').mockImplementation((text, ...rest) => {
    printed += String(text)
    for (const told of rest) if (typeof told === 'function') told()
    return true
  })
})
afterEach(() => void vi.restoreAllMocks())

const train = () => runCommand(['train', 'peaks-normal', '--steps', String(steps), '--batch', '32', '--seed', '7', '--trainer', 'webgpu', '--out', model])
const failed = { code: 1, reason: { key: 'engine.crashed', values: { message: 'out of memory' } } }

test('an engine without a fault: the result is printed, the model is saved', async () => {
  expect(await train()).toEqual({ code: 0 })
  expect(JSON.parse(printed)).toMatchObject({ step: steps, trainer: 'webgpu' })
  expect(existsSync(model)).toBe(true)
})

test.each([2, steps])('a fault that only the device tells of, at step %i: no result, no model, and a failure in its words', async (at) => {
  let told = false
  fake.onStep = (step) => {
    if (step >= at && !told) told = fake.refuse('out of memory')
  }
  expect(await train()).toEqual(failed)
  expect(told).toBe(true)
  expect(printed).toBe('')
  expect(existsSync(model)).toBe(false)
})

test('a fault that is told after the last step is one as well', async () => {
  fake.onDensity = () => void fake.refuse('out of memory')
  expect(await train()).toEqual(failed)
  expect(printed).toBe('')
  expect(existsSync(model)).toBe(false)
})

test('a fault of the trial step: the engine is not taken', async () => {
  fake.onStep = () => void fake.refuse('out of memory')
  expect(await train()).toMatchObject({ code: 1, reason: { key: 'trainer.cannot', values: { passedOver: { values: { message: 'out of memory' } } } } })
  expect(existsSync(model)).toBe(false)
})
