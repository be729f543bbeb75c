import { failure, success, type Result, type Sentence } from '../words/sentence.ts'
import { shown } from './refusal.ts'
import { maximumOwnPoints, minimumOwnPoints } from './settings.ts'

/** Points as plain lists, `[n][d]`. */
export type PointList = readonly (readonly number[])[]

/** The nearest float32, with one zero: all points are kept as the trainer will see them. */
export const float32 = (value: number): number => Math.fround(value) + 0

export const roundPoints = (points: PointList): PointList => points.map((point) => point.map(float32))

/** Lists that have passed: an experiment is looked at anew with every change, its points need not be. */
const sound = new WeakSet<object>()

/** Points from anything at all: `[n][d]`, d = 1 or 2, all finite and spread out in float32; or what is wrong with them. */
export function readPoints(input: unknown): Result<PointList> {
  if (!Array.isArray(input)) return failure('refusal.points.list', { got: shown(input) })
  if (sound.has(input)) return success(input as PointList)
  const reason = faultOfCount(input.length) ?? faultOfRows(input)
  if (reason) return { ok: false, reason }
  const points = roundPoints(input as PointList)
  const column = constantColumn(points)
  if (column !== null) return failure('refusal.points.constant', { column })
  sound.add(points)
  return success(points)
}

function faultOfCount(count: number): Sentence | null {
  if (count < minimumOwnPoints) return { key: 'refusal.points.few', values: { min: minimumOwnPoints, count } }
  if (count > maximumOwnPoints) return { key: 'refusal.points.many', values: { max: maximumOwnPoints, count } }
  return null
}

function faultOfRows(points: readonly unknown[]): Sentence | null {
  const first = points[0]
  const wanted = Array.isArray(first) && (first.length === 1 || first.length === 2) ? first.length : 0
  for (const [i, point] of points.entries()) {
    const row = i + 1
    if (!Array.isArray(point) || point.length !== wanted) {
      return { key: 'refusal.points.shape', values: { row, wanted, got: shown(point) } }
    }
    const odd: unknown = point.find((value) => !isSingle(value))
    if (!point.every(isSingle)) return { key: 'refusal.points.number', values: { row, got: shown(odd) } }
  }
  return null
}

/** A number that float32 can hold. */
export const isSingle = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(Math.fround(value))

/** The first column (from 1) that holds one and the same number throughout; null where none does. */
export function constantColumn(points: PointList): number | null {
  const first = points[0] ?? []
  const at = first.findIndex((value, j) => points.every((point) => point[j] === value))
  return at < 0 ? null : at + 1
}
