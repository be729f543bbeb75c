import type { Batch, Flow } from '../flows/flow.ts'
import type { Stages, TrainerJob } from './trainer.ts'

/** Numbers that a flow reads of each sample: its coordinates, and its class's number where it is told of classes. */
export const readsOf = ({ d, classes }: Flow): number => (classes > 0 ? d + 1 : d)

/** Rows `[n, readsOf(flow)]` of what a flow reads of each sample; without classes, the points themselves. */
export function rowsFor(flow: Flow, { points, labels }: Batch): Float32Array {
  const { d, classes } = flow
  if (classes === 0) return points
  if (labels?.length !== points.length / d) throw new RangeError('a flow that is told of classes needs the class of every point')
  const rows = new Float32Array(labels.length * (d + 1))
  labels.forEach((label, i) => {
    rows.set(points.subarray(i * d, (i + 1) * d), i * (d + 1))
    rows[i * (d + 1) + d] = label
  })
  return rows
}

type PoolJob = Pick<TrainerJob, 'flow' | 'points' | 'labels' | 'kept'>

/** Numbers of a row of the pool: what the flow reads of a sample, and of a student the kept stage after it. */
export const poolWidth = ({ flow, kept }: Pick<PoolJob, 'flow' | 'kept'>): number => readsOf(flow) + (kept ? flow.d : 0)

/** What a step reads of each training point, row after row. */
export interface Pool {
  readonly rows: Float32Array
  /** Numbers of a row. */
  readonly width: number
}

export function poolOf(job: PoolJob): Pool {
  const { flow, kept } = job
  const read = rowsFor(flow, job)
  if (!kept) return { rows: read, width: readsOf(flow) }
  const [reads, width] = [readsOf(flow), poolWidth(job)]
  const n = read.length / reads
  const rows = new Float32Array(n * width)
  for (let i = 0; i < n; i++) {
    rows.set(read.subarray(i * reads, (i + 1) * reads), i * width)
    rows.set(kept.subarray(i * flow.d, (i + 1) * flow.d), i * width + reads)
  }
  return { rows, width }
}

/** Rows `[n, streams]` as streams: compiled kernels read one number per sample and stream. */
export function intoStreams(rows: Float32Array, from: number, count: number, streams: readonly Float32Array[]): void {
  const width = streams.length
  streams.forEach((stream, k) => {
    for (let i = 0; i < count; i++) stream[i] = rows[(from + i) * width + k] ?? NaN
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
