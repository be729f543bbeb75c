import type { Snapshot } from '../../../src/engine/snapshot.ts'
import type { Stages } from '../../../src/engine/trainer.ts'
import type { NllSeries } from '../../../src/store/frames.ts'
import type { Difference } from '../../../src/views/runs/difference.ts'

const spread = (n: number, from: number, to: number): Float32Array => Float32Array.from({ length: n }, (_, i) => from + ((to - from) * i) / (n - 1))

/** z = (x + tanh 2x) · 0.8, onto a standard normal: a density with two peaks. */
const map = (x: number): number => 0.8 * (x + Math.tanh(2 * x))
const slope = (x: number): number => 0.8 * (1 + 2 * (1 - Math.tanh(2 * x) ** 2))
const logNormal = (z: number): number => -z * z / 2 - 0.5 * Math.log(2 * Math.PI)

const carried = (x: Float32Array): Stages => ({
  points: [x, x.map(map)],
  logDets: [x.map((value) => Math.log(slope(value)))],
  logDensity: x.map((value) => logNormal(map(value)) + Math.log(slope(value))),
})

const lattice = spread(161, -3, 3)
const baseLattice = spread(101, -3.5, 3.5)
const golden = 0.61803398875
const points = Float32Array.from({ length: 400 }, (_, i) => 1.1 * Math.tan(1.3 * (((i * golden) % 1) - 0.5)) + (i % 2 ? 0.7 : -0.7))

export const lineSnapshot: Snapshot = {
  step: 40, dimension: 1, dataWindow: [[-3, 3]], latentWindow: [[-3.5, 3.5]],
  points: { ...carried(points), components: new Uint8Array(400) },
  density: { window: [[-3, 3]], columns: 161, rows: 1, values: carried(lattice).logDensity, stages: carried(lattice) },
  baseDensity: { window: [[-3.5, 3.5]], columns: 101, rows: 1, values: baseLattice.map(logNormal) },
  path: { legs: 1, closed: false, shape: 'straight', latent: carried(spread(21, -1.5, 1.2)), data: carried(spread(21, -1.4, 1.3)) },
}

const oneField = { window: [[-3, 3]], columns: 161, rows: 1, values: carried(lattice).logDensity } as const
const otherField = { ...oneField, values: carried(lattice.map((x) => 0.9 * x + 0.2)).logDensity.map((value) => value + Math.log(0.9)) }

/** Two densities that lie a little apart. */
export const lineDifference: Difference = { one: oneField, other: otherField, values: Float32Array.from(oneField.values, (value, i) => Math.exp(value) - Math.exp(otherField.values[i] ?? NaN)), moved: 0.1 }

const loss = (step: number): number => 1 + 2 * Math.exp(-step / 120) + 0.12 * Math.sin(step * 7.3)
const steps = Array.from({ length: 600 }, (_, i) => i + 1)

export const series: NllSeries = {
  trainSteps: steps,
  train: steps.map(loss),
  test: Array.from({ length: 12 }, (_, i) => ({ step: 50 * (i + 1), nll: 1.02 + 2 * Math.exp((-50 * (i + 1)) / 120), standardError: 0.04 })),
}
