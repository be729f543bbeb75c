import { allOf } from './density.ts'
import { carriedWindow, latticePoints } from './lattice.ts'
import type { Run } from './run.ts'
import type { Stretch } from './snapshot.ts'

/** log of the largest singular value of a matrix [[a, b], [c, d]]: half the sum of the lengths of its two rotary parts. */
const logLargest = (a: number, b: number, c: number, d: number): number =>
  Math.log((Math.hypot(a + d, c - b) + Math.hypot(a - d, b + c)) / 2)

/**
 * How the way back stretches space around each z of a lattice, in nats: log |det ∂x/∂z|, which is −Σ log-dets, and log
 * σ_max(∂x/∂z). With J = ∂z/∂x, the inverse matrix has the largest singular value 1/σ_min(J) = σ_max(J)/|det J|.
 */
export async function stretchOf({ flow, trainer }: Run, resolution: number, ofClass: number): Promise<Stretch> {
  const window = carriedWindow(flow.base.window, flow.base.support, resolution)
  const { points: latents, columns, rows } = latticePoints(window, resolution)
  const labels = allOf(ofClass, columns * rows)
  const { points, logDets } = await trainer.inverse(latents, labels)
  const { whole } = await trainer.jacobians(points[0] ?? latents, labels)
  const logDet = new Float32Array(columns * rows)
  for (const part of logDets) for (let i = 0; i < logDet.length; i++) logDet[i] = (logDet[i] ?? 0) - (part[i] ?? NaN)
  const entry = (i: number, k: number): number => whole[4 * i + k] ?? NaN
  const singular = logDet.map((value, i) => value + logLargest(entry(i, 0), entry(i, 1), entry(i, 2), entry(i, 3)))
  const lattice = { window, columns, rows }
  return { singular: { ...lattice, values: singular }, logDet: { ...lattice, values: logDet } }
}
