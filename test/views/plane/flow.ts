import type { Field, Snapshot } from '../../../src/engine/snapshot.ts'
import type { Stages } from '../../../src/engine/trainer.ts'
import type { Window } from '../../../src/math/window.ts'

const dataWindow: Window = [[-2, 3], [-1, 2]]
const latentWindow: Window = [[-4, 4], [-4, 4]]

/** A field of log p on a lattice. */
export function fieldOf(window: Window, columns: number, rows: number, logDensity: (x: number, y: number) => number): Field {
  const [[left, right] = [0, 1], [bottom, top] = [0, 1]] = window
  const values = Float32Array.from({ length: columns * rows }, (_, k) =>
    logDensity(left + ((right - left) * (k % columns)) / (columns - 1), bottom + ((top - bottom) * Math.floor(k / columns)) / (rows - 1)),
  )
  return { window, columns, rows, values }
}

export const logNormal = (x: number, y: number): number => -(x * x + y * y) / 2 - Math.log(2 * Math.PI)

const turn = ([x, y]: readonly [number, number], k: number) => [x * 0.9 - y * 0.4 + 0.1 * k, x * 0.4 + y * 0.9] as const

/** Points carried by `layers` little turns, x first. */
export function carriedBy(points: Float32Array, layers: number): Stages {
  const stages = [points]
  for (let k = 0; k < layers; k++) {
    const before = stages[k] ?? points
    const after = new Float32Array(before.length)
    for (let i = 0; i < before.length; i += 2) after.set(turn([before[i] ?? 0, before[i + 1] ?? 0], k), i)
    stages.push(after)
  }
  return { points: stages, logDets: [], logDensity: new Float32Array(points.length / 2) }
}

/** A small snapshot of a made-up flow of three layers. */
export function smallSnapshot(): Snapshot {
  const points = Float32Array.from({ length: 120 }, (_, i) => (i % 2 ? Math.sin(i) * 0.7 + 0.4 : Math.cos(i * 0.7) * 1.4 + 0.5))
  const grid = Float32Array.from({ length: 2 * 2 * 3 * 4 }, (_, i) => (i % 5) / 2 - 1)
  return {
    step: 12, dimension: 2, dataWindow, latentWindow,
    points: { ...carriedBy(points, 3), components: Uint8Array.from({ length: 60 }, (_, i) => i % 2) },
    density: fieldOf(dataWindow, 21, 13, (x, y) => logNormal(x - 0.5, y)),
    baseDensity: fieldOf(latentWindow, 17, 17, logNormal),
    grid: { lines: 3, detail: 4, stages: carriedBy(grid, 3) },
    path: { legs: 1, closed: false, shape: 'straight', latent: carriedBy(Float32Array.of(0, 0, 1, 1), 3), data: carriedBy(Float32Array.of(0, 0, 1, 1), 3) },
  }
}
