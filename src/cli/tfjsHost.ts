import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { TfjsHost } from '../engine/reference/backends.ts'
import { loadGradients } from '../engine/reference/nodeGradients.ts'

/** tfjs in Node. */
export const tfjsHost: TfjsHost = {
  wasmFiles: `${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`,
  loadGradients,
}
