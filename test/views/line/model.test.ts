import { describe, expect, test } from 'vitest'
import type { Snapshot } from '../../../src/engine/snapshot.ts'
import type { Stages } from '../../../src/engine/trainer.ts'
import { ceiling, lineModel } from '../../../src/views/line/model.ts'
import { lineReading } from '../../../src/views/line/reading.ts'

/** A flow z = 2x of x uniform on (0, 1), onto Uniform(0, 2). */
function doubling(x: Float32Array): Stages {
  return { points: [x, x.map((v) => 2 * v)], logDets: [x.map(() => Math.log(2))], logDensity: new Float32Array(x.length) }
}
const lattice = Float32Array.from({ length: 101 }, (_, i) => i / 100)
const points = Float32Array.from({ length: 500 }, (_, i) => (i + 0.5) / 500)
const snapshot: Snapshot = {
  step: 3,
  dimension: 1,
  dataWindow: [[0, 1]],
  latentWindow: [[0, 2]],
  points: { ...doubling(points), components: new Uint8Array(500) },
  density: { window: [[0, 1]], columns: 101, rows: 1, values: new Float32Array(101), stages: doubling(lattice) },
  baseDensity: { window: [[0, 2]], columns: 51, rows: 1, values: new Float32Array(51).fill(-Math.log(2)) },
}

describe('what the 1D stage shows', () => {
  test('calls a number z only where the layers have all been passed', () => {
    const readings = [0, 0.5, 1].map((stage) => {
      const model = lineModel(snapshot, stage, 8)
      return model && lineReading(model, 0.5)
    })
    expect(readings[0]).toMatch(/carried to 0\.50 so far/)
    expect(readings[1]).toMatch(/carried to 0\.75 so far/)
    expect(readings[2]).toMatch(/z = 1\.00/)
  })

  test('joins the edges of the slices on both axes by the curve', () => {
    const model = lineModel(snapshot, 1, 8)
    expect(model?.edges).toHaveLength(9)
    model?.edges.forEach(([x, y], i) => {
      expect(x).toBeCloseTo(i / 8, 5)
      expect(y).toBeCloseTo(i / 4, 5)
    })
  })

  test.each([0, 0.5, 1])('bars and curve of the vertical axis agree at stage %f', (stage) => {
    const model = lineModel(snapshot, stage, 8)
    const inner = model?.sideBars.heights.filter((height) => height > 0) ?? new Float64Array()
    expect(inner.length).toBeGreaterThan(8)
    // Some 6 of the 500 points fall into a bar: one more or less is a sixth.
    // The last may lie across the end of the values.
    for (const height of inner.slice(0, -1)) expect(Math.abs(height * (1 + stage) - 1)).toBeLessThan(0.25)
    for (const density of Array.from(model?.side.density ?? [])) expect(density).toBeCloseTo(1 / (1 + stage), 5)
  })

  test('is nothing for a plane or before there is a density', () => {
    expect(lineModel({ ...snapshot, dimension: 2 }, 1, 8)).toBeNull()
    const { density: _, ...bare } = snapshot
    expect(lineModel(bare, 1, 8)).toBeNull()
  })
})

test('a spike of the density does not flatten the bars', () => {
  const bars = { range: [0, 1] as const, heights: Float64Array.of(1, 3) }
  expect(ceiling([1, 1000, Infinity], bars)).toBeCloseTo(6.72, 10)
  expect(ceiling([1, 4], bars)).toBeCloseTo(4.48, 10)
  expect(ceiling([], { range: [0, 1], heights: new Float64Array() })).toBe(1)
})
