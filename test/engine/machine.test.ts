import { expect, test, vi } from 'vitest'
import { tfjsHost } from '../../src/cli/tfjsHost.ts'
import { thisMachine } from '../../src/engine/machine.ts'
import { freshState } from '../../src/engine/carryOver.ts'
import { prepare, startOf } from '../../src/engine/run.ts'
import type { StepReport } from '../../src/engine/trainer.ts'
import { presets } from '../../src/experiment/presets.ts'

/** An engine that takes every step at once; methods of a class, as the real one has. */
vi.mock('../../src/engine/webgpu/trainer.ts', () => {
  class Fake {
    readonly kind = 'webgpu'
    #step = 0
    step(count: number): Promise<StepReport> {
      this.#step += count
      return Promise.resolve({ step: this.#step, losses: new Float32Array(count), broken: null })
    }
    dispose(): void {}
  }
  return { createWebgpuTrainer: () => new Fake() }
})

/** One device that can be lost. */
function fakeGpu(info: object) {
  let lose: (lost: { reason: string; message: string }) => void = () => {}
  const lost = new Promise((resolve) => {
    lose = resolve
  })
  const adapter = { features: new Set(), limits: {}, info, requestDevice: () => Promise.resolve(Object.assign(new EventTarget(), { lost })) }
  return { gpu: { requestAdapter: () => Promise.resolve(adapter) } as unknown as GPU, lose }
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
