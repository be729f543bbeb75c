import * as tf from '@tensorflow/tfjs-core'
import type { ReferenceKind } from '../trainer.ts'

/** What differs between a browser and Node. */
export interface TfjsHost {
  readonly wasmFiles: WasmFiles
  /** Registers tfjs's gradients, which its core leaves out; each host reaches them by another path. */
  loadGradients(): Promise<unknown>
}

/** Where the three WebAssembly files of tfjs lie: a folder, or the address of each. */
type WasmFiles = string | Readonly<Record<'tfjs-backend-wasm.wasm' | 'tfjs-backend-wasm-simd.wasm' | 'tfjs-backend-wasm-threaded-simd.wasm', string>>

const backendName = { 'tfjs-webgpu': 'webgpu', 'tfjs-wasm': 'wasm', 'tfjs-webgl': 'webgl', 'tfjs-cpu': 'cpu' } as const

/** Loads one backend, and only that one. */
async function load(kind: ReferenceKind, wasmFiles: WasmFiles): Promise<void> {
  switch (kind) {
    case 'tfjs-webgpu':
      await import('@tensorflow/tfjs-backend-webgpu')
      return
    case 'tfjs-wasm': {
      const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
      setWasmPaths(wasmFiles)
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

/** Tells of faults that tfjs keeps to itself: a lost device, and shaders or buffers that WebGPU refused. */
async function watchDevice(onFault: (message: string) => void): Promise<void> {
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu')
  const backend = tf.backend()
  if (!(backend instanceof WebGPUBackend)) return
  void backend.device.lost.then(({ reason, message }) => {
    if (reason !== 'destroyed') onFault(message)
  })
  backend.device.addEventListener('uncapturederror', ({ error }) => onFault(error.message))
}

/** Makes tfjs run on one backend. Throws with the backend's own words where it cannot. */
export async function startBackend(kind: ReferenceKind, host: TfjsHost, onFault: (message: string) => void): Promise<void> {
  await Promise.all([load(kind, host.wasmFiles), host.loadGradients()])
  const started = await tf.setBackend(backendName[kind])
  if (!started) throw new Error(`${backendName[kind]} did not start`)
  await tf.ready()
  if (kind === 'tfjs-webgpu') await watchDevice(onFault)
}
