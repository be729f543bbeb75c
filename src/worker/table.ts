import { parsePoints, type OwnPoints } from '../experiment/csv.ts'
import { readPoints } from '../experiment/ownPoints.ts'
import { failure, success, type Result, type Sentence } from '../words/sentence.ts'

export interface ToTable {
  readonly text: string
  readonly label: string
}

/** Points `[n, d]` as they cross between threads: in one piece. */
export type FromTable =
  | { readonly ok: true; readonly label: string; readonly numbers: Float32Array<ArrayBuffer>; readonly d: number; readonly note?: Sentence }
  | { readonly ok: false; readonly reason: Sentence }

export function flattened(read: Result<OwnPoints>): FromTable {
  if (!read.ok) return read
  const { data, note } = read.value
  const { label, points } = data.kind === 'points' ? data : { label: '', points: [] }
  return { ok: true, label, numbers: Float32Array.from(points.flat()), d: points[0]?.length ?? 1, ...(note && { note }) }
}

export function unflattened(message: FromTable): Result<OwnPoints> {
  if (!message.ok) return message
  const { label, numbers, d, note } = message
  const read = readPoints(Array.from({ length: numbers.length / d }, (_, i) => [...numbers.subarray(i * d, i * d + d)]))
  return read.ok ? success({ data: { kind: 'points', label, points: read.value }, ...(note && { note }) }) : read
}

/** Characters; shorter texts are read in less time than a thread takes to start. */
const long = 2 ** 18

const spawnWorker = (): Worker => new Worker(new URL('./tableWorker.ts', import.meta.url), { type: 'module', name: 'table' })

/** Reads a table as `parsePoints` does; a long one in a thread of its own. */
export function readTable(text: string, label: string, spawn: () => Worker = spawnWorker): Promise<Result<OwnPoints>> {
  if (text.length < long) return Promise.resolve(parsePoints(text, label))
  const worker = spawn()
  return new Promise<Result<OwnPoints>>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<FromTable>) => resolve(unflattened(data))
    worker.onerror = ({ message }) => resolve(failure('csv.failed', { message }))
    worker.postMessage({ text, label } satisfies ToTable)
  }).finally(() => worker.terminate())
}
