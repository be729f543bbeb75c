import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { TfjsHost } from '../engine/reference/backends.ts'

/** tfjs in Node. Its core's Node bundle keeps the gradients back; the union package registers them. */
export const tfjsHost: TfjsHost = {
  wasmFiles: `${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`,
  loadGradients: () => import('@tensorflow/tfjs'),
}
