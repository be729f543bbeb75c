import { describe, expect, test } from 'vitest'
import type { Interval } from '../../src/flows/bijector.ts'
import { type Case, cases, classCases, pointsFor } from './cases.ts'
import { difference, largest, logAbsDet, mapOf, steps } from './carry.ts'
import { allowances } from './exclusions.ts'

/** In float64. The way back of some layers is a root search, whose last digits a stencil divides by its step. */
const exact = { roundTrip: 1e-7, logDet: 1e-8, inverseLogDet: 1e-7, cancel: 1e-7 }

/** Of `allowances.integrated`. */
const integrated = { roundTrip: 1e-4, logDet: 1e-3, inverseLogDet: 1e-3, cancel: 1e-3 }

const toleranceOf = (one: Case) => (allowances.integrated.meant(one) ? integrated : exact)
const n = 12

/** Points for what takes a root search at every place of a stencil. */
const few = 3

/** Away from the ends of (0, 1), which a stencil must not step over. */
const inside = (value: number): number => Math.min(0.9, Math.max(0.1, value))

describe.each([...cases, ...classCases].map((one) => [one.title, one] as const))('%s', (_title, one) => {
  const { d } = one
  const tolerance = toleranceOf(one)
  const seed = 100 + d
  const { layer, run, each, slopes } = mapOf(one, seed)
  const x = pointsFor(layer, d, n, seed)
  const z = each('forward', x)
  const back = run('inverse', z.to, n)

  test(`comes back: inverse ∘ forward and forward ∘ inverse (seed ${seed})`, () => {
    expect(difference(back.points, x)).toBeLessThan(tolerance.roundTrip)
    expect(difference(run('forward', back.to, n).points, z.points)).toBeLessThan(tolerance.roundTrip)
  })

  type Errors = (h: number) => readonly number[]
  // A stencil that reaches over a knot, where the slope or its derivative jumps, says nothing: there the fine one is asked.
  const errorOf = (errors: Errors, bound: number): number => {
    const usual = errors(steps.usual)
    if (largest(usual) < bound) return largest(usual)
    const fine = errors(steps.fine)
    return largest(usual.map((error, i) => (error < bound ? error : (fine[i] ?? NaN))))
  }
  const errorsAt = (direction: 'forward' | 'inverse', points: Float64Array, logDets: Float64Array): Errors => (h) =>
    slopes(direction, points, h).map((matrix, i) => Math.abs(logAbsDet(matrix) - (logDets[i] ?? NaN)))

  test(`log-det is that of the Jacobian (seed ${seed})`, () => {
    expect(errorOf(errorsAt('forward', x, z.logDets), tolerance.logDet), `points ${x.join()}`).toBeLessThan(tolerance.logDet)
  })

  const range = layer.range(layer.domain.map((interval) => interval ?? 'real'))

  test(`log-det of the inverse is that of its Jacobian (seed ${seed})`, () => {
    const bound = tolerance.inverseLogDet
    const some = z.points.slice(0, few * d).map((value, i) => (range[i % d] === 'unit' ? inside(value) : value))
    expect(errorOf(errorsAt('inverse', some, each('inverse', some).logDets), bound), `points ${some.join()}`).toBeLessThan(bound)
  })

  test(`log-dets of the two directions cancel (seed ${seed})`, () => {
    expect(difference(back.logDets, z.logDets.map((value) => -value))).toBeLessThan(tolerance.cancel)
  })

  test(`lands in its range (seed ${seed})`, () => {
    range.forEach((interval, axis) => {
      const values = z.points.filter((_, i) => i % d === axis)
      const isInside = (value: number) => Number.isFinite(value) && (interval === 'real' || (value >= 0 && value <= 1))
      expect(values.every(isInside)).toBe(true)
    })
  })

  test(`is finite ten deviations away, both ways (seed ${seed})`, () => {
    const far = (points: Float64Array, intervals: readonly (Interval | null)[]) =>
      points.map((value, i) => (intervals[i % d] === 'unit' ? value : value < 0 ? -10 : 10))
    for (const { points, logDets } of [each('forward', far(x, layer.domain)), each('inverse', far(z.points, range))]) {
      expect(points.every(Number.isFinite) && logDets.every(Number.isFinite)).toBe(true)
    }
  })
})
