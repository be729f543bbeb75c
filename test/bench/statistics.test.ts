import { expect, test } from 'vitest'
import { median, percentile, rounded } from './statistics.ts'

test('the median is the middle, whatever the order, and the mean of two middles', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([4, 1, 100, 2])).toBe(3)
  expect(median([7])).toBe(7)
  expect(median([])).toBeNaN()
})

test('a percentile is the value that so many do not exceed', () => {
  const values = Array.from({ length: 100 }, (_, i) => 100 - i)
  expect([percentile(values, 0.95), percentile(values, 1), percentile(values, 0)]).toEqual([95, 100, 1])
  expect(percentile([3, 8], 0.95)).toBe(8)
  expect(percentile([], 0.5)).toBeNaN()
})

test('numbers are rounded to their significant digits', () => {
  expect(rounded(13.149)).toBe(13.1)
  expect(rounded(0.80449)).toBe(0.804)
  expect(rounded(1234.5)).toBe(1230)
})
