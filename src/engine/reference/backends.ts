import * as tf from '@tensorflow/tfjs-core'
import { gpuOf, type SharedDevice, sharedDevice, watchDevice } from '../webgpu/device.ts'
import type { ReferenceKind } from '../trainer.ts'

/** What differs between a browser and Node. */
export interface TfjsHost {
  readonly wasmFiles: WasmFiles
  /** Registers tfjs's gradients, which its core leaves out; each host reaches them by another path. */
  loadGradients(): Promise<unknown>
  /** WebGPU, where it is not `navigator.gpu`. */
  readonly gpu?: GPU
}

/** Where the three WebAssembly files of tfjs lie: a folder, or the address of each. */
type WasmFiles = string | Readonly<Record<'tfjs-backend-wasm.wasm' | 'tfjs-backend-wasm-simd.wasm' | 'tfjs-backend-wasm-threaded-simd.wasm', string>>

const backendName = { 'tfjs-webgpu': 'webgpu', 'tfjs-wasm': 'wasm', 'tfjs-webgl': 'webgl', 'tfjs-cpu': 'cpu' } as const

/** Registers tfjs's backend on the device that the compiled engine works on; tfjs's own would make another. */
async function registerOn({ device, info }: SharedDevice): Promise<void> {
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu')
  const name = backendName['tfjs-webgpu']
  const before: unknown = tf.engine().registry[name]
  if (before instanceof WebGPUBackend && before.device === device) return
  if (tf.findBackendFactory(name)) tf.removeBackend(name)
  tf.registerBackend(name, () => new WebGPUBackend(device, info))
}

/** Loads one backend, and only that one. */
async function load(kind: ReferenceKind, host: TfjsHost, onFault: (message: string) => void): Promise<void> {
  switch (kind) {
    case 'tfjs-webgpu': {
      const gpu = gpuOf(host)
      if (!gpu) throw new Error('there is no WebGPU')
      const shared = await sharedDevice(gpu)
      await registerOn(shared)
      return watchDevice(shared.device, onFault)
    }
    case 'tfjs-wasm': {
      const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
      setWasmPaths(host.wasmFiles)
      return
    }
    case 'tfjs-webgl':
      await import('@tensorflow/tfjs-backend-webgl')
      return
    case 'tfjs-cpu':
      await import('@tensorflow/tfjs-backend-cpu')
      return
    default:
      kind satisfies never
  }
}

/** Makes tfjs run on one backend. `onFault` hears of what tfjs keeps to itself. Throws with the backend's own words where it cannot. */
export async function startBackend(kind: ReferenceKind, host: TfjsHost, onFault: (message: string) => void): Promise<void> {
  await Promise.all([load(kind, host, onFault), host.loadGradients()])
  const started = await tf.setBackend(backendName[kind])
  if (!started) throw new Error(`${backendName[kind]} did not start`)
  await tf.ready()
}
