import { describe, expect, test } from 'vitest'
import type { Stages } from '../../../src/engine/trainer.ts'
import { densityBetween, heightWindow, pointsBetween } from '../../../src/views/line/between.ts'

/** x uniform on (0, 1), then y = 2x, then z = y³ + y: slopes 2 and 3y² + 1. */
function threeStages(n: number): Stages {
  const x = Float32Array.from({ length: n }, (_, i) => i / (n - 1))
  const y = x.map((v) => 2 * v)
  const z = y.map((v) => v ** 3 + v)
  const logDets = [x.map(() => Math.log(2)), y.map((v) => Math.log(3 * v * v + 1))]
  return { points: [x, y, z], logDets, logDensity: new Float32Array(n) }
}

describe('between the stages', () => {
  const stages = threeStages(2001)

  test.each([0, 0.3, 1, 1.5, 1.9, 2])('at stage %f the density integrates to 1', (stage) => {
    const places = pointsBetween(stages, stage)
    const density = densityBetween(stages, stage)
    let mass = 0
    for (let i = 1; i < places.length; i++) {
      mass += (((places[i] ?? NaN) - (places[i - 1] ?? NaN)) * ((density[i] ?? NaN) + (density[i - 1] ?? NaN))) / 2
    }
    expect(mass).toBeCloseTo(1, 3)
  })

  test('whole stages are the stages themselves', () => {
    expect(pointsBetween(stages, 1)).toEqual(stages.points[1])
    expect(pointsBetween(stages, 7)).toEqual(stages.points[2])
    expect(pointsBetween(stages, 0.5)[2000]).toBeCloseTo(1.5, 6)
  })

  test('the window starts as that of x and ends as that of z', () => {
    const ends = { x: [-1, 1], z: [-4, 4] } as const
    expect(heightWindow(stages, 0, ends)).toEqual([-1, 1])
    expect(heightWindow(stages, 2, ends)).toEqual([-4, 4])
    const [low, high] = heightWindow(stages, 1, ends)
    expect(low).toBeLessThan(0.01)
    expect(high).toBeGreaterThan(1.99)
    expect(high).toBeLessThan(2.5)
  })

  test('a flow without layers stands still', () => {
    const still: Stages = { points: [Float32Array.of(1, 2)], logDets: [], logDensity: Float32Array.of(0, -1) }
    expect(pointsBetween(still, 0.4)).toEqual(Float32Array.of(1, 2))
    expect(densityBetween(still, 0)[1]).toBeCloseTo(Math.exp(-1), 6)
  })
})
