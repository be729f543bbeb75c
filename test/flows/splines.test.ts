import { describe, expect, test } from 'vitest'
import type { Layer } from '../../src/flows/bijector.ts'
import { knotsOf } from '../../src/flows/scalar/bins.ts'
import { columns, float64Ops } from '../../src/math/float64.ts'
import { asPoint, carry } from './carry.ts'
import { build, cases } from './cases.ts'

const bound = 5
const splines = ['rationalQuadraticSpline', 'piecewiseLinear', 'piecewiseQuadratic']
const elementwise = cases.filter(({ spec, d }) => d === 1 && spec.structure === 'elementwise' && splines.includes(spec.scalar ?? ''))
const numbers = (from: number, to: number, count: number): Float64Array => Float64Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count)

const run = (layer: Layer, parameters: Float64Array, direction: 'forward' | 'inverse', x: Float64Array) => carry(layer, parameters, asPoint(x, 1), x.length, direction)

/** A bijector by name, with parameters N(0, spread²) from its start. */
function made(name: string, spread: number, seed = 3) {
  const one = elementwise.find(({ spec }) => spec.scalar === name)
  if (!one) throw new Error(`there is no ${name}`)
  const { layer, parameters } = build(one, seed, spread)
  const ends: readonly [number, number] = layer.domain[0] === 'unit' ? [0, 1] : [-bound, bound]
  return { layer, parameters, ends }
}

describe.each(splines)('%s', (name) => {
  test.each([0.3, 3, 30])('is increasing, with the slope that its log-det tells, and comes back: parameters N(0, %d²) (seed 3)', (spread) => {
    const { layer, parameters, ends } = made(name, spread)
    const x = numbers(...ends, 40_000)
    const { points, logDets } = run(layer, parameters, 'forward', x)
    expect(points[0]).toBe(ends[0])
    expect(points.at(-1)).toBeCloseTo(ends[1], 14)
    const dx = (x[1] ?? 0) - (x[0] ?? 0)
    const rises = points.slice(1).map((value, i) => value - (points[i] ?? NaN))
    expect(rises.every((rise) => rise > 0)).toBe(true)
    const slopes = logDets.map(Math.exp)
    const mass = slopes.slice(1).reduce((sum, slope, i) => sum + (dx * (slope + (slopes[i] ?? NaN))) / 2, 0)
    // Trapezoids: a jump of the slope at a knot, up to 10³ high, is told wrong by half a step.
    expect(Math.abs(mass / (ends[1] - ends[0]) - 1)).toBeLessThan(spread < 1 ? 1e-4 : 5e-2)
    const back = run(layer, parameters, 'inverse', points)
    const worst = back.points.reduce((most, value, i) => Math.max(most, Math.abs(value - (x[i] ?? NaN))), 0)
    expect(worst).toBeLessThan(1e-9)
  })
})

describe('rationalQuadraticSpline', () => {
  test('is the identity from the edges on, and meets them with slope 1 (seed 3)', () => {
    const { layer, parameters } = made('rationalQuadraticSpline', 1)
    const outside = Float64Array.of(-1e30, -100, -bound, bound, bound + 1e-9, 7, 1e30)
    for (const direction of ['forward', 'inverse'] as const) {
      const there = run(layer, parameters, direction, outside)
      expect([...there.points]).toEqual([...outside])
      expect([...there.logDets]).toEqual(outside.reduce<number[]>((all) => [...all, 0], []))
      const inside = run(layer, parameters, direction, Float64Array.of(-bound + 1e-9, bound - 1e-9))
      for (const logDet of inside.logDets) expect(Math.abs(logDet)).toBeLessThan(1e-7)
    }
  })

  test('carries knots onto knots (seed 3)', () => {
    const { layer, parameters } = made('rationalQuadraticSpline', 1)
    const bins = (parameters.length + 1) / 3
    const ops = float64Ops(parameters)
    const knots = (from: number) => knotsOf(ops, columns(bins, 1, parameters.slice(from, from + bins)), -bound, bound).data
    const { points } = run(layer, parameters, 'forward', knots(0))
    knots(bins).forEach((y, k) => expect(points[k]).toBeCloseTo(y, 12))
  })
})
