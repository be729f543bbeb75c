import { openNodeGpu } from '../../src/cli/nodeGpu.ts'
import { requestDevice } from '../../src/engine/webgpu/device.ts'

/** WebGPU in Node, where the machine has an adapter: a real one, or Chromium's software adapter. */
export async function nodeGpu(): Promise<GPU | null> {
  const opened = await openNodeGpu()
  return opened.ok && (await opened.value.requestAdapter()) ? opened.value : null
}

/** The device that trainers of this thread share. */
export async function nodeDevice(): Promise<GPUDevice | null> {
  const gpu = await nodeGpu()
  return gpu && requestDevice(gpu)
}
