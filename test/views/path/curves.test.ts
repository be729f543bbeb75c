import { describe, expect, test } from 'vitest'
import type { Stages } from '../../../src/engine/trainer.ts'
import { along, easedStep, logDensityRange, lowest, pickTwo } from '../../../src/views/path/curves.ts'

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

describe('two anchors picked by the machine', () => {
  test('lie in different components, as far apart as those allow', () => {
    const points = Float32Array.of(0, 0, 9, 9, 1, 0, 3, 4)
    expect(pickTwo({ points, components: Uint8Array.of(0, 0, 1, 1) }, 2)).toEqual([[0, 0], [3, 4]])
  })

  test('take any point where there is one component, and none where there is one point', () => {
    expect(pickTwo({ points: Float32Array.of(1, 2, -7), components: Uint8Array.of(0, 0, 0) }, 1)).toEqual([[1], [-7]])
    expect(pickTwo({ points: Float32Array.of(1), components: Uint8Array.of(0) }, 1)).toEqual([])
  })
})

test.each([16, 33, 7])('the traveller arrives after some five seconds, at %i ms to a frame', (frame) => {
  let [share, elapsed] = [0, 0]
  while (share < 1 && elapsed < 60_000) {
    const next = easedStep(share, frame)
    expect(next).toBeGreaterThan(share)
    share = next
    elapsed += frame
  }
  expect(elapsed).toBeGreaterThan(3000)
  expect(elapsed).toBeLessThan(9000)
})
