import { describe, expect, test } from 'vitest'
import { build, cases, pointsFor } from './cases.ts'
import { asPoint, carry, type Carried, jacobian, logAbsDet, steps } from './carry.ts'

/** In float64: what NUMERICS calls exact. */
const tolerance = { roundTrip: 1e-7, logDet: 1e-8, cancel: 1e-7, rounding: 1e-14 }
const n = 12

const largest = (values: ArrayLike<number>): number => Math.max(...Array.from(values, (value) => (Number.isNaN(value) ? Infinity : Math.abs(value))))
const difference = (a: Float64Array, b: Float64Array): number => largest(a.map((value, i) => value - (b[i] ?? NaN)))

describe.each(cases.map((one) => [one.title, one] as const))('%s', (_title, one) => {
  const { d } = one
  const seed = 100 + d
  const { layer, parameters } = build(one, seed)
  const x = pointsFor(layer, d, n, seed)
  const forward = (point: Carried, count = n) => carry(layer, parameters, point, count, 'forward')
  const z = forward(asPoint(x, d))
  const back = carry(layer, parameters, z.to, n, 'inverse')

  test(`comes back: inverse ∘ forward and forward ∘ inverse (seed ${seed})`, () => {
    expect(difference(back.points, x)).toBeLessThan(tolerance.roundTrip)
    expect(difference(forward(back.to).points, z.points)).toBeLessThan(tolerance.roundTrip)
  })

  test(`log-det is that of the Jacobian (seed ${seed})`, () => {
    for (let i = 0; i < n; i++) {
      const point = x.slice(i * d, (i + 1) * d)
      const error = (step: number): number => Math.abs(logAbsDet(jacobian((at) => forward(asPoint(at, d), 1).points, point, step)) - (z.logDets[i] ?? NaN))
      // A stencil that reaches over a knot, where the slope or its derivative jumps, says nothing.
      const least = error(steps.usual) < tolerance.logDet ? 0 : error(steps.fine)
      expect(least, `point ${point.join()}`).toBeLessThan(tolerance.logDet)
    }
  })

  test(`log-dets of the two directions cancel (seed ${seed})`, () => {
    expect(difference(back.logDets, z.logDets.map((value) => -value))).toBeLessThan(tolerance.cancel)
  })

  test(`lands in its range (seed ${seed})`, () => {
    const input = layer.domain.map((interval) => interval ?? 'real')
    layer.range(input).forEach((interval, axis) => {
      const values = z.points.filter((_, i) => i % d === axis)
      const inside = (value: number) => Number.isFinite(value) && (interval === 'real' || (value >= 0 && value <= 1))
      expect(values.every(inside)).toBe(true)
    })
  })

  test(`is finite ten deviations away (seed ${seed})`, () => {
    const far = x.map((value, i) => (layer.domain[i % d] === 'unit' ? value : value < 0 ? -10 : 10))
    const { points, logDets } = forward(asPoint(far, d))
    expect(points.every(Number.isFinite) && logDets.every(Number.isFinite)).toBe(true)
  })
})

const structured = (name: string) => cases.filter(({ spec, d }) => spec.structure === name && d > 1)

describe('what a structure promises', () => {
  test.each(structured('autoregressive'))('$title: the Jacobian is triangular in its order', (one) => {
    const { layer, parameters } = build(one, 7)
    const x = pointsFor(layer, one.d, 1, 7)
    const matrix = jacobian((at) => carry(layer, parameters, asPoint(at, one.d), 1, 'forward').points, x)
    const later = (i: number, j: number) => (one.spec.options.order === 'forward' ? j > i : j < i)
    const above = matrix.flatMap((row, i) => row.filter((_, j) => later(i, j)))
    // Zero but for the rounding of the stencil.
    expect(largest(above)).toBeLessThan(1e-11)
  })

  test.each(structured('coupling'))('$title: one part passes unchanged', (one) => {
    const { layer, parameters } = build(one, 7)
    const x = pointsFor(layer, one.d, 5, 7)
    const { points } = carry(layer, parameters, asPoint(x, one.d), 5, 'forward')
    const { transforms, mask } = one.spec.options
    const second = (k: number) => (mask === 'halves' ? k >= Math.floor(one.d / 2) : k % 2 === 1)
    const kept = (i: number) => (transforms === 'second') !== second(i % one.d)
    expect(points.every((value, i) => !kept(i) || value === x[i])).toBe(true)
    expect(points.some((value, i) => value !== x[i])).toBe(true)
  })

  const startAsIdentity: readonly (string | undefined)[] = ['affine', 'shift', 'rationalQuadraticSpline', 'piecewiseLinear', 'piecewiseQuadratic']
  const identities = cases.filter(({ spec }) => startAsIdentity.includes(spec.scalar) || spec.structure === 'actnorm')
  test.each(identities)('$title: starts as the identity', (one) => {
    const { layer, parameters } = build(one, 7, 0)
    const x = pointsFor(layer, one.d, 5, 7)
    const { points, logDets } = carry(layer, parameters, asPoint(x, one.d), 5, 'forward')
    expect(difference(points, x)).toBeLessThan(tolerance.rounding)
    expect(largest(logDets)).toBeLessThan(tolerance.rounding)
  })
})
