import { expect, test } from 'vitest'
import { median, rounded } from './statistics.ts'

test('the median is the middle, whatever the order, and the mean of two middles', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([4, 1, 100, 2])).toBe(3)
  expect(median([7])).toBe(7)
  expect(median([])).toBeNaN()
})

test('numbers are rounded to their significant digits', () => {
  expect(rounded(13.149)).toBe(13.1)
  expect(rounded(0.80449)).toBe(0.804)
  expect(rounded(1234.5)).toBe(1230)
})
