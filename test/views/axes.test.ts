import { scaleLog } from 'd3'
import { describe, expect, test } from 'vitest'
import { horizontalScale, tickNumbers, type AxisScale } from '../../src/views/axes.ts'
import { coordinate } from '../../src/views/plane/numbers.ts'

const plot = { left: 0, top: 0, width: 400, height: 300 }
const told = (scale: AxisScale, room: 'below' | 'left' = 'below') => scale.ticks(5).map(tickNumbers(scale, 5, room))
const linear = (low: number, high: number) => horizontalScale([low, high], plot)

describe('the numbers of an axis', () => {
  test('are written out where that is short', () => {
    expect(told(linear(-4, 4))).toEqual(['−4', '−2', '0', '2', '4'])
    expect(told(linear(0, 2000))).toEqual(['0', '500', '1,000', '1,500', '2,000'])
  })

  test('take a power of ten where columns are wildly scaled', () => {
    expect(told(linear(-2e9, 2e9))).toEqual(['−2e9', '−1e9', '0', '1e9', '2e9'])
    expect(told(linear(0, 5e-6))).toEqual(['0', '1e−6', '2e−6', '3e−6', '4e−6', '5e−6'])
    expect(told(linear(0, 20_000), 'left')).toEqual(['0', '5e3', '1e4', '1.5e4', '2e4'])
  })

  test('differ from tick to tick, also far from zero', () => {
    const numbers = told(linear(1.7e9, 1.7e9 + 400))
    expect(new Set(numbers).size).toBe(numbers.length)
  })

  test('are left to a logarithmic scale', () => {
    const scale = scaleLog([1, 1e6], [0, 400])
    expect(told(scale)).toEqual(scale.ticks(5).map(scale.tickFormat(5)))
  })
})

test.each([[0, '0.00'], [1.234, '1.23'], [-0.004, '0.00'], [1.5e9, '1.5e9'], [-2e-6, '−2e−6']] as const)('the coordinate %d reads %s', (value, words) => {
  expect(coordinate(value)).toBe(words)
})
