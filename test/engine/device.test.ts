import * as tf from '@tensorflow/tfjs-core'
import { expect, test, vi } from 'vitest'
import { tfjsHost } from '../../src/cli/tfjsHost.ts'
import { startBackend } from '../../src/engine/reference/backends.ts'
import { requestDevice, watchDevice } from '../../src/engine/webgpu/device.ts'

/** tfjs's own class asks for a browser. */
vi.mock('@tensorflow/tfjs-backend-webgpu', () => ({
  WebGPUBackend: class extends tf.KernelBackend {
    readonly device: GPUDevice
    readonly adapterInfo: GPUAdapterInfo
    constructor(device: GPUDevice, adapterInfo: GPUAdapterInfo) {
      super()
      this.device = device
      this.adapterInfo = adapterInfo
    }
    override dispose(): void {}
  },
}))

const limits = {
  maxComputeWorkgroupStorageSize: 32_768,
  maxComputeWorkgroupsPerDimension: 65_535,
  maxStorageBufferBindingSize: 2 ** 31,
  maxBufferSize: 2 ** 31,
  maxComputeWorkgroupSizeX: 1024,
  maxComputeInvocationsPerWorkgroup: 1024,
  maxStorageBuffersPerShaderStage: 64,
}

/** WebGPU that makes devices of nothing, keeps what was asked of each, and can lose them. */
function fakeGpu(features: readonly string[] = [], hasAdapter = true) {
  const asked: GPUDeviceDescriptor[] = []
  const lose: ((info: { reason: string; message: string }) => void)[] = []
  const info = { vendor: 'fake' }
  const requestAdapter = vi.fn(async () => (hasAdapter ? { features: new Set(features), limits, info, requestDevice } : null))
  const requestDevice = async (descriptor: GPUDeviceDescriptor) => {
    asked.push(descriptor)
    const lost = new Promise((resolve) => void lose.push(resolve))
    return Object.assign(new EventTarget(), { lost })
  }
  return { gpu: { requestAdapter } as unknown as GPU, asked, lose, info, requestAdapter }
}

test('one device, made once, of the strongest adapter', async () => {
  const { gpu, asked, requestAdapter } = fakeGpu()
  const [a, b] = await Promise.all([requestDevice(gpu), requestDevice(gpu)])
  expect(a).toBe(b)
  expect(await requestDevice(gpu)).toBe(a)
  expect(asked).toHaveLength(1)
  expect(requestAdapter).toHaveBeenCalledExactlyOnceWith({ powerPreference: 'high-performance' })
})

test('asks for features that the adapter has, for what tfjs takes of its limits, and no other', async () => {
  const { gpu, asked } = fakeGpu(['timestamp-query', 'shader-f16'])
  await requestDevice(gpu)
  const { maxStorageBuffersPerShaderStage: _, ...raised } = limits
  expect(asked).toEqual([{ requiredFeatures: ['timestamp-query'], requiredLimits: raised }])
})

test('is made anew after a loss, whose words are heard', async () => {
  const { gpu, lose } = fakeGpu()
  const before = await requestDevice(gpu)
  const faults: string[] = []
  watchDevice(before, (message) => faults.push(message))
  before.dispatchEvent(Object.assign(new Event('uncapturederror'), { error: { message: 'a buffer was refused' } }))
  lose[0]?.({ reason: 'unknown', message: 'the driver was reset' })
  await Promise.resolve()
  await Promise.resolve()
  expect(faults).toEqual(['a buffer was refused', 'the driver was reset'])
  const after = await requestDevice(gpu)
  expect(after).not.toBe(before)
  expect(await requestDevice(gpu)).toBe(after)
})

test('a device that was destroyed on purpose is no fault', async () => {
  const { gpu, lose } = fakeGpu()
  const faults: string[] = []
  watchDevice(await requestDevice(gpu), (message) => faults.push(message))
  lose[0]?.({ reason: 'destroyed', message: 'done' })
  await Promise.resolve()
  expect(faults).toEqual([])
})

test('without an adapter there is none, and the next call asks again', async () => {
  const { gpu, requestAdapter } = fakeGpu([], false)
  await expect(requestDevice(gpu)).rejects.toThrow('WebGPU found no graphics adapter')
  await expect(requestDevice(gpu)).rejects.toThrow('WebGPU found no graphics adapter')
  expect(requestAdapter).toHaveBeenCalledTimes(2)
})

test('tfjs works on the same device, on the next one after a loss, and stays where it is otherwise', async () => {
  const { gpu, lose, info } = fakeGpu()
  const start = () => startBackend('tfjs-webgpu', { ...tfjsHost, gpu }, () => {})
  const device = await requestDevice(gpu)
  await start()
  const backend = tf.backend()
  expect(backend).toMatchObject({ adapterInfo: info })
  expect(Reflect.get(backend, 'device')).toBe(device)
  await start()
  expect(tf.backend()).toBe(backend)
  lose[0]?.({ reason: 'unknown', message: 'gone' })
  await Promise.resolve()
  await start()
  expect(Reflect.get(tf.backend(), 'device')).not.toBe(device)
  expect(Reflect.get(tf.backend(), 'device')).toBe(await requestDevice(gpu))
})
