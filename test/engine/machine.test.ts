import { afterEach, expect, test, vi } from 'vitest'
import { tfjsHost } from '../../src/cli/tfjsHost.ts'
import { thisMachine } from '../../src/engine/machine.ts'
import { freshState } from '../../src/engine/carryOver.ts'
import { prepare, startOf } from '../../src/engine/run.ts'
import type { StepReport, TrainingState } from '../../src/engine/trainer.ts'
import { presets } from '../../src/experiment/presets.ts'

/** What else happens while the engine takes a step. */
let whileStepping: () => void = () => {}
afterEach(() => {
  whileStepping = () => {}
})

/** An engine that takes every step at once; methods of a class, as the real one has. */
vi.mock('../../src/engine/webgpu/trainer.ts', () => {
  class Fake {
    readonly kind = 'webgpu'
    #step = 0
    step(count: number): Promise<StepReport> {
      this.#step += count
      whileStepping()
      return Promise.resolve({ step: this.#step, losses: new Float32Array(count), broken: null })
    }
    logDensity(points: Float32Array): Promise<Float32Array> {
      return Promise.resolve(points)
    }
    readState(): Promise<TrainingState> {
      return Promise.resolve({ ...freshState(new Float32Array()), step: this.#step })
    }
    dispose(): void {}
  }
  return { createWebgpuTrainer: () => new Fake() }
})

/** One device that can be lost, and can refuse what a call asked for. */
function fakeGpu(info: object) {
  let lose: (lost: { reason: string; message: string }) => void = () => {}
  const lost = new Promise((resolve) => {
    lose = resolve
  })
  const device = Object.assign(new EventTarget(), { lost })
  const adapter = { features: new Set(), limits: {}, info, requestDevice: () => Promise.resolve(device) }
  const refuse = (message: string) => device.dispatchEvent(Object.assign(new Event('uncapturederror'), { error: { message } }))
  return { gpu: { requestAdapter: () => Promise.resolve(adapter) } as unknown as GPU, lose, refuse }
}

const prepared = prepare(presets['peaks-normal'])
if (!prepared.ok) throw new Error('the preset does not fit')
const { job } = prepared

test('once the device is lost, the fault is told and the next step rejects in its words', async () => {
  const { gpu, lose } = fakeGpu({})
  const faults: string[] = []
  const create = await thisMachine(job, { ...tfjsHost, gpu }, (fault) => faults.push(fault)).trial('webgpu')
  const trainer = create(job, freshState(startOf(job)))
  expect(await trainer.step(3)).toMatchObject({ step: 3 })
  lose({ reason: 'unknown', message: 'the driver was reset' })
  await Promise.resolve()
  await Promise.resolve()
  await expect(trainer.step(1)).rejects.toThrow('the driver was reset')
  expect(faults).toEqual(['the driver was reset'])
})

/** A trainer on a device that can refuse, three steps old, and what was heard of its faults. */
async function threeSteps() {
  const { gpu, refuse } = fakeGpu({})
  const faults: string[] = []
  const create = await thisMachine(job, { ...tfjsHost, gpu }, (fault) => faults.push(fault)).trial('webgpu')
  const trainer = create(job, freshState(startOf(job)))
  expect(await trainer.step(3)).toMatchObject({ step: 3 })
  return { trainer, faults, refuse }
}

test('a fault told between two steps: the next rejects in its words, and so do those after it, though more follows', async () => {
  const { trainer, faults, refuse } = await threeSteps()
  refuse('out of memory')
  refuse('the buffer is invalid')
  whileStepping = vi.fn()
  await expect(trainer.step(1)).rejects.toThrow('out of memory')
  await expect(trainer.step(1)).rejects.toThrow('out of memory')
  expect(whileStepping).not.toHaveBeenCalled()
  expect(faults).toEqual(['out of memory', 'the buffer is invalid'])
})

test('a fault told while a step runs: that very step rejects', async () => {
  const { trainer, refuse } = await threeSteps()
  whileStepping = () => refuse('a buffer was refused')
  await expect(trainer.step(1)).rejects.toThrow('a buffer was refused')
})

test('a fault told after the last step: neither its weights nor what they give are handed over', async () => {
  const { trainer, refuse } = await threeSteps()
  expect(await trainer.readState()).toMatchObject({ step: 3 })
  expect(await trainer.logDensity(Float32Array.of(1))).toEqual(Float32Array.of(1))
  refuse('a buffer was refused')
  await expect(trainer.readState()).rejects.toThrow('a buffer was refused')
  await expect(trainer.logDensity(Float32Array.of(1))).rejects.toThrow('a buffer was refused')
})

test('a fault told during the trial step: the trial fails', async () => {
  const { gpu, refuse } = fakeGpu({})
  whileStepping = () => refuse('a shader was refused')
  await expect(thisMachine(job, { ...tfjsHost, gpu }, () => {}).trial('webgpu')).rejects.toThrow('a shader was refused')
})

test.each([
  [{ isFallbackAdapter: true }, 'software'],
  [{ architecture: 'swiftshader' }, 'software'],
  [{ description: 'llvmpipe (LLVM 19, 256 bits)' }, 'software'],
  [{ vendor: 'nvidia', architecture: 'hopper', isFallbackAdapter: false }, 'hardware'],
] as const)('an adapter that says %o is of the class %s', async (info, expected) => {
  expect(await thisMachine(job, { ...tfjsHost, gpu: fakeGpu(info).gpu }, () => {}).webgpu()).toBe(expected)
})

test('Node by itself has no WebGPU', async () => {
  expect(await thisMachine(job, tfjsHost, () => {}).webgpu()).toBe('absent')
  await expect(thisMachine(job, tfjsHost, () => {}).trial('webgpu')).rejects.toThrow('there is no WebGPU')
})
