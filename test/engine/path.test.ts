import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { roundBetween, wayThrough } from '../../src/engine/path.ts'

const seed = 20
const place = fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: -5, max: 5, noNaN: true }))
const shares = Array.from({ length: 21 }, (_, i) => i / 20)
const radius = ([x = NaN, y = NaN]: readonly number[]) => Math.hypot(x, y)
const near = (a: readonly number[], b: readonly number[]) => Math.max(...a.map((value, k) => Math.abs(value - (b[k] ?? NaN))))
const straight = (a: readonly number[], b: readonly number[], share: number) => a.map((value, k) => value + ((b[k] ?? NaN) - value) * share)

describe('the round way', () => {
  test('ends at its ends, and its distance from the origin changes one way only, evenly where it turns', () => {
    fc.assert(fc.property(place, place, (a, b) => {
      const [from, to] = [radius(a), radius(b)]
      fc.pre(Math.min(from, to) > 1e-6 && Math.abs(a[0] * b[1] - a[1] * b[0]) > 1e-3 * from * to)
      expect(near(roundBetween(a, b, 0), a)).toBeLessThan(1e-9)
      expect(near(roundBetween(a, b, 1), b)).toBeLessThan(1e-9)
      for (const share of shares) expect(Math.abs(radius(roundBetween(a, b, share)) - (from + (to - from) * share))).toBeLessThan(1e-9)
    }), { seed })
  })

  test('turns evenly: a quarter of a circle in three equal parts', () => {
    for (const [third, angle] of [[0, 0], [1, 30], [2, 60], [3, 90]] as const) {
      const [x, y] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]
      expect(near(roundBetween([1, 0], [0, 1], third / 3), [x, y])).toBeLessThan(1e-12)
    }
  })

  test.each([
    ['on one ray', [1, 2], [3, 6]],
    ['opposite one another', [1, 2], [-2, -4]],
    ['one at the origin', [0, 0], [1, -1]],
    ['at one place', [1, 1], [1, 1]],
  ] as const)('is straight where the ends lie %s', (_, a, b) => {
    for (const share of shares) expect(near(roundBetween(a, b, share), straight(a, b, share))).toBeLessThan(1e-12)
  })
})

describe.each(['straight', 'round'] as const)('a %s way through places', (shape) => {
  const places = [[1, 0], [0, 2], [-1.5, -1], [-1.5, -1.5]]
  const way = wayThrough(places, shape, 9)
  const at = (i: number) => [...way.subarray(2 * i, 2 * i + 2)]

  test('passes each of them exactly, with as many points to each leg', () => {
    expect(way).toHaveLength(2 * (3 * 8 + 1))
    expect([0, 8, 16, 24].map(at)).toEqual(places)
  })

  test('is in one piece', () => {
    for (let i = 1; i <= 24; i++) expect(near(at(i), at(i - 1))).toBeLessThan(0.75)
  })
})

test('two ways differ in the plane where their ends are in different directions', () => {
  expect(near([...wayThrough([[1, 0], [0, 1]], 'straight', 3)], [1, 0, 0.5, 0.5, 0, 1])).toBe(0)
  expect(near([...wayThrough([[1, 0], [0, 1]], 'round', 3)], [1, 0, Math.SQRT1_2, Math.SQRT1_2, 0, 1])).toBeLessThan(1e-7)
})
