import type { Flow } from '../flows/flow.ts'
import type { Stages, TrainerJob } from './trainer.ts'

/** What a step reads of each training point, row after row: its coordinates, and of a student the kept ones after them. */
export interface Pool {
  readonly rows: Float32Array
  /** Numbers of a row. */
  readonly width: number
}

export function poolOf({ flow: { d }, points, kept }: Pick<TrainerJob, 'flow' | 'points' | 'kept'>): Pool {
  if (!kept) return { rows: points, width: d }
  const width = 2 * d
  const rows = new Float32Array(2 * points.length)
  for (let at = 0, i = 0; at < rows.length; at += width, i += d) {
    rows.set(points.subarray(i, i + d), at)
    rows.set(kept.subarray(i, i + d), at + d)
  }
  return { rows, width }
}

/** Points `[n, d]` as streams, one per coordinate: compiled kernels read one number per sample and stream. */
export function intoStreams(rows: Float32Array, from: number, count: number, streams: readonly Float32Array[]): void {
  const d = streams.length
  streams.forEach((stream, k) => {
    for (let i = 0; i < count; i++) stream[i] = rows[(from + i) * d + k] ?? NaN
  })
}

export const emptyStages = ({ d, layers }: Flow, n: number): Stages => ({
  points: Array.from({ length: layers.length + 1 }, () => new Float32Array(n * d)),
  logDets: layers.map(() => new Float32Array(n)),
  logDensity: new Float32Array(n),
})

/** Writes what `stagesProgram` gave for points `from` … `from + count`, a stream per output, into stages. */
export function fillStages({ points, logDets, logDensity }: Stages, d: number, from: number, count: number, streams: readonly Float32Array[]): void {
  const column = (place: number, target: Float32Array, stride: number, offset: number): void => {
    const stream = streams[place]
    for (let i = 0; i < count; i++) target[(from + i) * stride + offset] = stream?.[i] ?? NaN
  }
  points.forEach((stage, s) => {
    for (let k = 0; k < d; k++) column(s * d + k, stage, d, k)
  })
  const after = points.length * d
  logDets.forEach((logDet, i) => column(after + i, logDet, 1, 0))
  column(after + logDets.length, logDensity, 1, 0)
}
