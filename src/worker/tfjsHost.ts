import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url'
import type { TfjsHost } from '../engine/reference/backends.ts'

/** tfjs in a browser: its WebAssembly files are served with the page, its gradients stand in a module of their own. */
export const tfjsHost: TfjsHost = {
  wasmFiles: {
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    'tfjs-backend-wasm-threaded-simd.wasm': threaded,
  },
  loadGradients: () => import('@tensorflow/tfjs-core/dist/register_all_gradients.js'),
}
