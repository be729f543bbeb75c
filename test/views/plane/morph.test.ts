import { describe, expect, it } from 'vitest'
import { clampStage, densityStrength, lastStageOf, pointsAt, windowAt } from '../../../src/views/plane/morph.ts'
import { smallSnapshot } from './flow.ts'

const snapshot = smallSnapshot()
const stages = snapshot.points ?? { points: [], logDets: [], logDensity: new Float32Array() }

describe('the morph', () => {
  it('is x at 0, z at the end and each stage at its number: the very numbers', () => {
    for (let k = 0; k <= 3; k++) expect(pointsAt(stages, k, new Float32Array())).toBe(stages.points[k])
    expect(pointsAt(stages, Infinity, new Float32Array())).toBe(stages.points[3])
    expect(pointsAt(stages, -1, new Float32Array())).toBe(stages.points[0])
  })

  it('goes straight in between, whatever room it is given', () => {
    const [from, to] = [stages.points[1] ?? [], stages.points[2] ?? []]
    const expected = Array.from(from, (value, i) => Math.fround(value * 0.75 + (to[i] ?? 0) * 0.25))
    for (const room of [0, 7, 120, 500]) {
      const found = pointsAt(stages, 1.25, new Float32Array(room))
      expect(found.length).toBe(from.length)
      found.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 6))
    }
  })

  it('looks through the data window at x and the latent window at z, without a leap between', () => {
    expect(windowAt(snapshot, 0, 3)).toEqual(snapshot.dataWindow)
    expect(windowAt(snapshot, 3, 3)).toEqual(snapshot.latentWindow)
    const edges = Array.from({ length: 301 }, (_, i) => windowAt(snapshot, i / 100, 3).flat())
    for (let i = 1; i < edges.length; i++) {
      edges[i]?.forEach((edge, side) => expect(Math.abs(edge - (edges[i - 1]?.[side] ?? 0)), `at ${i / 100}`).toBeLessThan(0.1))
    }
  })

  it('shows nearly all points of a middle stage', () => {
    const [horizontal = [0, 0], vertical = [0, 0]] = windowAt(snapshot, 2, 3)
    const points = stages.points[2] ?? new Float32Array()
    let within = 0
    for (let i = 0; i < points.length; i += 2) {
      const [x, y] = [points[i] ?? 0, points[i + 1] ?? 0]
      if (x >= horizontal[0] && x <= horizontal[1] && y >= vertical[0] && y <= vertical[1]) within++
    }
    expect(within).toBeGreaterThanOrEqual(0.97 * (points.length / 2))
  })

  it('shows a density at its own stage and nowhere a layer away', () => {
    expect([densityStrength(0, 0), densityStrength(3, 3), densityStrength(1, 0), densityStrength(2, 3)]).toEqual([1, 1, 0, 0])
  })

  it('knows the number of z', () => {
    expect(lastStageOf(snapshot)).toBe(3)
    expect(lastStageOf(null)).toBe(0)
    expect(clampStage(Number.NaN, 4)).toBe(4)
  })
})
