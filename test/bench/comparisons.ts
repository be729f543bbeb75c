import type { ModelName } from './model.ts'

export type Rival = 'tfjs-wasm' | 'tfjs-webgpu' | 'jax-js-wasm' | 'pytorch' | 'simd-bound'

/** One of our engines against one rival on the same work. */
export interface Comparison {
  readonly model: ModelName | 'dense-64x64'
  readonly batch: number
  readonly trainer: 'wasm' | 'webgpu'
  readonly against: Rival
  /** What is compared, if not the whole time of a step: 'js' is what a step costs the calling thread. */
  readonly measure?: 'js'
  /** The ratio to reach: how many times as fast as the rival. */
  readonly atLeast: number
}

const wasm = (model: Comparison['model'], batch: number, against: Rival, atLeast: number): Comparison => ({
  model,
  batch,
  trainer: 'wasm',
  against,
  atLeast,
})

const webgpu = (model: Comparison['model'], atLeast: number): Comparison => ({
  model,
  batch: 256,
  trainer: 'webgpu',
  against: 'tfjs-webgpu',
  atLeast,
})

export const trainingComparisons: readonly Comparison[] = [
  wasm('realnvp-6x64', 256, 'tfjs-wasm', 15),
  wasm('realnvp-6x16', 256, 'tfjs-wasm', 40),
  wasm('smiley-autoregressive', 256, 'tfjs-wasm', 12),
  wasm('moons-autoregressive', 256, 'tfjs-wasm', 12),
  wasm('moons-spline', 256, 'tfjs-wasm', 12),
  wasm('realnvp-6x64', 256, 'jax-js-wasm', 10),
  wasm('realnvp-6x64', 1024, 'jax-js-wasm', 4),
  wasm('realnvp-6x64', 256, 'pytorch', 2.5),
  wasm('realnvp-6x16', 256, 'pytorch', 8),
  webgpu('realnvp-6x64', 20),
  webgpu('realnvp-6x16', 80),
  { ...webgpu('realnvp-6x64', 1000), measure: 'js' },
  wasm('dense-64x64', 64, 'simd-bound', 0.5),
]

/** PyTorch is no guest of browsers: it is met in Node. So is WebGPU if asked for, where a machine has a graphics processor but no browser. */
export const placeOf = ({ against }: Comparison, gpuInNode = false): 'browser' | 'node' =>
  against === 'pytorch' || (gpuInNode && against === 'tfjs-webgpu') ? 'node' : 'browser'
