import type { Dissection } from '../../../src/engine/dissection.ts'
import type { Field, Inside, Path, Snapshot } from '../../../src/engine/snapshot.ts'
import type { Stages } from '../../../src/engine/trainer.ts'
import type { Difference } from '../../../src/views/runs/difference.ts'
import type { SketchScene } from '../../../src/views/sketch/draw.ts'
import { fieldOf, logNormal, smallSnapshot } from '../../views/plane/flow.ts'

const base = smallSnapshot()
const tear = fieldOf([[-4, 4], [-4, 4]], 33, 33, (x, y) => 2 * Math.tanh(x) * Math.cos(y))

/** Whatever a plane can show, all at once. */
export const snapshot: Snapshot = {
  ...base,
  stretch: { singular: tear, logDet: tear },
  ...(base.points && { samples: { ...base.points, points: base.points.points.map((stage) => stage.map((value, i) => value * 0.8 + 0.1 * (i % 2))) } }),
  ...(base.density && { posterior: [0, 1].map((c) => Float32Array.from({ length: 21 * 13 }, (_, i) => 1 / (1 + Math.exp((c === 0 ? 1 : -1) * ((i % 21) - 10 + 3 * Math.sin(i / 40)))))) }),
}

/** The density of a stage between x and z. */
export const between = (stage: number): Field => fieldOf([[-3, 3], [-2, 2]], 21, 17, (x, y) => logNormal(x - 0.2 * stage, y * 1.2))

const [one, other] = [fieldOf([[-2, 3], [-1, 2]], 21, 13, (x, y) => logNormal(x - 0.5, y)), fieldOf([[-2, 3], [-1, 2]], 21, 13, (x, y) => logNormal(x, y - 0.5))]

/** Two densities that lie a little apart. */
export const planeDifference: Difference = { one, other, values: Float32Array.from(one.values, (value, i) => Math.exp(value) - Math.exp(other.values[i] ?? NaN)), moved: 0.2 }

/** Points, ellipses, a cursor and a brush. */
export const sketch: SketchScene = {
  points: { points: base.points?.points[0] ?? new Float32Array(), components: base.points?.components ?? new Uint8Array() },
  ellipses: [{ centre1: -1.6, centre2: -0.8, deviation1: 0.8, deviation2: 0.4, tilt: 60, weight: 1 }, { centre1: 1.7, centre2: 1.2, deviation1: 0.9, deviation2: 0.5, tilt: 0, weight: 1 }],
  chosen: 1, cursor: [0.5, -1.5], ring: { at: [-1, 2], radius: 0.4 },
}

const log = (n: number, of: (share: number) => number): Float32Array => Float32Array.from({ length: n }, (_, i) => of(i / (n - 1)))
const way = (of: (share: number) => number): Stages => ({ points: [new Float32Array(82)], logDets: [], logDensity: log(41, of) })

/** log p along two ways, one of them through a valley. */
export const path: Path = { legs: 1, closed: false, shape: 'straight', latent: way((t) => -1.5 - Math.sin(3 * t)), data: way((t) => -2 - 6 * t * (1 - t) * (1 + t)) }

const field = fieldOf([[-2, 2], [-1.5, 1.5]], 25, 25, (x, y) => Math.sin(x) * y)
const moved = Float32Array.from({ length: 2 * 625 }, (_, k) => {
  const [i, j] = [Math.floor(k / 2) % 25, Math.floor(k / 50)]
  const [x, y] = [-2 + (4 * i) / 24, -1.5 + (3 * j) / 24]
  return k % 2 === 0 ? x : y * Math.exp(0.6 * Math.sin(x)) + 0.3 * x
})
const inputs = log(61, (t) => -2 + 4 * t)

export const inside: Inside = {
  layer: 0, at: [0.5, -0.4], field: { ...field, moved },
  curves: [{ inputs, outputs: inputs }, { inputs, outputs: inputs.map((v) => v + Math.tanh(2 * v)) }],
  chosen: [{ coordinate: 1, values: {}, landmarks: [-1, 0, 0.8] }],
  gradients: [0.4, 0.1],
}

/** A batch that one layer turns and squeezes, and then a little more. */
export function dissection(): Dissection {
  const n = 40
  const x = Float32Array.from({ length: 2 * n }, (_, i) => (i % 2 ? Math.sin(i) * 1.5 : Math.cos(i * 0.7) * 2))
  const stages = (by: number): Stages => ({
    points: [x, x.map((value, i) => by * (value + (i % 2 ? 0.3 : -0.3) * (x[i ^ 1] ?? 0)))],
    logDets: [Float32Array.from({ length: n }, (_, i) => Math.sin(i * 1.3))],
    logDensity: Float32Array.from({ length: n }, (_, i) => -2 - Math.cos(i)),
  })
  const window = [[-4, 4], [-4, 4]] as const
  return {
    step: 3, dimension: 2, dataWindow: window, latentWindow: window, before: stages(0.8), after: stages(0.79),
    components: Uint8Array.from({ length: n }, (_, i) => i % 2), pulls: stages(0.8).points[1]?.map((value) => -value) ?? new Float32Array(),
    parts: [{ gradient: 1, move: 0.1 }, { gradient: 0, move: 0 }],
  }
}
