import { expect, test } from 'vitest'
import type { Field } from '../../../src/engine/snapshot.ts'
import { newData } from '../../../src/experiment/specs.ts'
import { distribution } from '../../../src/views/line/distribution.ts'
import { dataCdf, idealMap } from '../../../src/views/line/idealMap.ts'

const lattice = (low: number, high: number, n: number) => Float64Array.from({ length: n }, (_, i) => low + ((high - low) * i) / (n - 1))

/** A base density on a lattice. */
const field = (low: number, high: number, n: number, logDensity: (z: number) => number): Field => ({
  window: [[low, high]], columns: n, rows: 1, values: Float32Array.from(lattice(low, high, n), logDensity),
})
const normal = distribution(field(-5, 5, 401, (z) => -0.5 * z * z - 0.5 * Math.log(2 * Math.PI)))
const uniform = distribution(field(0, 1, 401, () => 0))

test('a uniform goes onto (0, 1) along a straight line', () => {
  const cdf = dataCdf(newData('uniform'), [-3, 3], new Float32Array())
  const ideal = idealMap([-1, 0, 1], cdf, uniform)
  ;[0.25, 0.5, 0.75].forEach((z, i) => expect(Math.abs((ideal[i] ?? NaN) - z)).toBeLessThan(1e-3))
})

test('two peaks go onto a normal: medians and quartiles meet', () => {
  const cdf = dataCdf(newData('peaks'), [-3, 3], new Float32Array())
  const places = lattice(-2, 2, 4001)
  const ideal = idealMap(places, cdf, normal)
  const at = (share: number) => places.findIndex((x) => cdf(x) >= share)
  ;([[0.25, -0.67449], [0.5, 0], [0.75, 0.67449]] as const).forEach(([share, z]) => expect(Math.abs((ideal[at(share)] ?? NaN) - z)).toBeLessThan(5e-3))
})

test('it never falls, and says nothing where there is no data', () => {
  const ideal = idealMap(lattice(-3, 3, 601), dataCdf(newData('triangle'), [-3, 3], new Float32Array()), normal)
  const known = ideal.filter(Number.isFinite)
  expect(known).toEqual(known.toSorted())
  expect(ideal[0]).toBeNaN()
  expect(ideal.at(-1)).toBeNaN()
})

test('where the density is not known, the points stand for it', () => {
  const own = { kind: 'points', label: 'own', points: [] } as const
  const cdf = dataCdf(own, [0, 4], Float32Array.of(1, 2, 3))
  expect([cdf(0.5), cdf(2), cdf(3.5)]).toEqual([0, 2 / 3, 1])
})
