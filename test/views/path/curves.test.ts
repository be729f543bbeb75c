import { describe, expect, test } from 'vitest'
import type { Stages } from '../../../src/engine/trainer.ts'
import { maximumAnchors } from '../../../src/experiment/settings.ts'
import { along, easedStep, logDensityRange, lowest, pathWanted } from '../../../src/views/path/curves.ts'

const stages = (logDensity: readonly number[]): Stages => ({ points: [], logDets: [], logDensity: Float32Array.from(logDensity) })

test('a value along the way is linear between its neighbours', () => {
  expect([-1, 0, 0.25, 0.5, 0.75, 1, 2].map((share) => along([0, 10, 40], share))).toEqual([0, 0, 5, 10, 25, 40, 40])
  expect(along([], 0.5)).toBeNaN()
})

describe('the range of log p', () => {
  test('holds both curves', () => {
    const [low, high] = logDensityRange({ latent: stages([-1, -2]), data: stages([-1, -6, -3]) })
    expect(low).toBeLessThan(-6)
    expect(high).toBeGreaterThan(-1)
  })

  test('is not flattened by empty space', () => {
    const [low] = logDensityRange({ latent: stages([-1, -2]), data: stages([-1, -500, -Infinity]) })
    expect(low).toBeGreaterThan(-20)
    expect(low).toBeLessThan(-14)
  })

  test('stands where nothing is finite', () => {
    const [low, high] = logDensityRange({ latent: stages([-Infinity]), data: stages([NaN]) })
    expect(high).toBeGreaterThan(low)
  })
})

test('the lowest point of a curve', () => {
  expect(lowest([-1, -5, -2, -3, -1])).toEqual({ share: 0.25, value: -5 })
})

describe('what is asked for', () => {
  const straight = { shape: 'straight', closed: false } as const
  const pathPoints = (count: number, closed: boolean) => {
    const asked = pathWanted(Array.from({ length: count }, (_, i) => [i, 0]), { ...straight, closed })
    return asked ? (asked.anchors.length - (closed ? 0 : 1)) * (asked.detail - 1) + 1 : 0
  }

  test('is nothing for fewer than two anchors', () => {
    expect([pathWanted([], straight), pathWanted([[1, 2]], straight)]).toEqual([null, null])
    expect(pathWanted([[0, 0], [1, 1]], { shape: 'round', closed: true })).toMatchObject({ anchors: [[0, 0], [1, 1]], shape: 'round', closed: true })
  })

  test('is fine enough for few legs and not too much for many', () => {
    expect(pathPoints(2, false)).toBe(257)
    for (let count = 2; count <= maximumAnchors; count++) {
      for (const closed of [false, true]) {
        expect(pathPoints(count, closed)).toBeGreaterThanOrEqual(257)
        expect(pathPoints(count, closed)).toBeLessThan(1100)
      }
    }
  })
})

describe('the traveller', () => {
  const arrival = (frame: number, legs: number) => {
    let [share, elapsed] = [0, 0]
    while (share < 1 && elapsed < 60_000) {
      const next = easedStep(share, frame, { legs, closed: false })
      expect(next).toBeGreaterThan(share)
      share = next
      elapsed += frame
    }
    return elapsed
  }

  test.each([16, 33, 7])('arrives after some five seconds, at %i ms to a frame', (frame) => {
    expect(arrival(frame, 1)).toBeGreaterThan(3000)
    expect(arrival(frame, 1)).toBeLessThan(9000)
  })

  test('takes half as long for each of many legs', () => {
    for (let legs = 2; legs <= maximumAnchors; legs++) {
      expect(arrival(16, legs) / legs).toBeGreaterThan(1500)
      expect(arrival(16, legs) / legs).toBeLessThan(4500)
    }
  })

  test('goes round a closed path again and again', () => {
    let [share, rounds] = [0, 0]
    for (let i = 0; i < 3000; i++) {
      const next = easedStep(share, 16, { legs: 3, closed: true })
      if (next < share) rounds++
      expect(next).toBeLessThan(1)
      share = next
    }
    expect(rounds).toBeGreaterThan(2)
  })
})
