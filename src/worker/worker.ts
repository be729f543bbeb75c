import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url'
import type { TfjsHost } from '../engine/reference/backends.ts'
import type { ToWorker } from './protocol.ts'
import { Session } from './session.ts'

/** The training thread: it binds the session to this worker's messages and clock. */

const host: TfjsHost = {
  wasmFiles: {
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    'tfjs-backend-wasm-threaded-simd.wasm': threaded,
  },
  loadGradients: () => import('@tensorflow/tfjs-core/dist/register_all_gradients.js'),
}

let wake: (() => void) | undefined

/** A macrotask, so that messages come in between; a timer alone would be held back to 4 ms. */
const channel = new MessageChannel()
channel.port1.onmessage = () => wake?.()

const session = new Session({
  host,
  post: (message) => self.postMessage(message),
  now: () => performance.now(),
  breathe: (waitMs) =>
    new Promise((resolve) => {
      const timer = waitMs > 0 && waitMs < Infinity ? setTimeout(() => wake?.(), waitMs) : undefined
      wake = () => {
        clearTimeout(timer)
        wake = undefined
        resolve()
      }
      if (waitMs <= 0) channel.port2.postMessage(null)
    }),
})

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  session.receive(data)
  wake?.()
}

void session.run()
