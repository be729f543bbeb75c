import { describe, expect, it } from 'vitest'
import { movedCursor, nearestPoint } from '../../../src/views/plane/pick.ts'

describe('picking', () => {
  const window = [[0, 10], [0, 1]] as const

  it('measures nearness in shares of the window', () => {
    const points = Float32Array.of(5, 0.5, 6, 0.9)
    expect(nearestPoint(points, [7, 0.6], window)).toBe(0)
    expect(nearestPoint(points, [7, 0.9], window)).toBe(1)
    expect(nearestPoint(new Float32Array(), [7, 0.9], window)).toBe(-1)
    expect(nearestPoint(Float32Array.of(Number.NaN, 0), [7, 0.9], window)).toBe(-1)
  })

  it('moves the cursor by keys and stays in the window', () => {
    expect(movedCursor(null, 'ArrowRight', false, window)).toEqual([5.2, 0.5])
    expect(movedCursor([9.9, 0.05], 'ArrowRight', true, window)).toEqual([10, 0.05])
    expect(movedCursor([9.9, 0.05], 'ArrowDown', true, window)).toEqual([9.9, 0])
    expect(movedCursor([1, 1], 'Tab', false, window)).toBeNull()
    expect(movedCursor([5, 0.5], 'ArrowLeft', false, window, 0.01)).toEqual([4.9, 0.5])
  })
})
