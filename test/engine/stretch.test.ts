import { describe, expect, test } from 'vitest'
import { createBackdrop, takeSnapshot } from '../../src/engine/probes.ts'
import type { Probe } from '../../src/engine/snapshot.ts'
import { presets } from '../../src/experiment/presets.ts'
import { newBase } from '../../src/experiment/specs.ts'
import { inverseStages } from '../../src/flows/flow.ts'
import { coordinatesOf, entries, float64Ops } from '../../src/math/float64.ts'
import { startRun, train, tuned } from './runs.ts'

const optimizer = { batch: 128, steps: 60, learningRate: 0.01 }
const moons = presets['moons-realnvp']
const small = tuned({ ...moons, layers: moons.layers.slice(0, 2) }, optimizer)
const run = startRun(small)
await train(run, 60)
const seeds = `seed ${small.run.seed}`
const look = (probe: Probe) => takeSnapshot(run, createBackdrop(run), probe)

/** x of one z in float64. */
async function backFrom(z: readonly number[]): Promise<readonly number[]> {
  const ops = float64Ops((await run.trainer.readState()).parameters)
  const { points } = inverseStages(run.flow, ops, coordinatesOf(z, 2).map((at) => ({ at })))
  return (points[0] ?? []).map(({ at }) => entries(at, 1)[0] ?? NaN)
}

describe('the stretch of z', () => {
  test('is the largest singular value and the determinant of the way back, by differences in float64', async () => {
    const { stretch } = await look({ stretch: { resolution: 5 } })
    const h = 1e-5
    for (let k = 0; k < 25; k++) {
      const at = (axis: number) => {
        const [low, high] = run.flow.base.window[axis] ?? [NaN, NaN]
        return low + ((high - low) * (axis === 0 ? k % 5 : Math.floor(k / 5))) / 4
      }
      const z = [at(0), at(1)]
      const column = async (axis: number) => {
        const [above, below] = await Promise.all([1, -1].map((sign) => backFrom(z.map((value, i) => value + (i === axis ? sign * h : 0)))))
        return [0, 1].map((i) => ((above?.[i] ?? NaN) - (below?.[i] ?? NaN)) / (2 * h))
      }
      const [[a = NaN, c = NaN], [b = NaN, d = NaN]] = await Promise.all([column(0), column(1)])
      expect(stretch?.logDet.values[k], `z ${z}, ${seeds}`).toBeCloseTo(Math.log(Math.abs(a * d - b * c)), 3)
      // The larger root of the eigenvalues of MᵀM.
      const [trace, det] = [a * a + b * b + c * c + d * d, (a * d - b * c) ** 2]
      const largest = Math.sqrt((trace + Math.sqrt(Math.max(0, trace * trace - 4 * det))) / 2)
      expect(stretch?.singular.values[k], `z ${z}, ${seeds}`).toBeCloseTo(Math.log(largest), 3)
    }
  })
})

describe('what is carried back', () => {
  test('straight lines of z end as straight lines in z', async () => {
    const { grid } = await look({ grid: { lines: 4, detail: 9, from: 'z' } })
    const z = grid?.stages.points.at(-1) ?? expect.unreachable()
    expect([...z.subarray(0, 18)].filter((_, i) => i % 2 === 0)).toEqual(new Array(9).fill(-4))
    const x = await backFrom([...z.subarray(10, 12)])
    x.forEach((value, i) => expect(grid?.stages.points[0]?.[10 + i]).toBeCloseTo(value, 3))
  })

  test('a circle of z has its centre and a closed ring at every stage, and comes from a circle of x too', async () => {
    const { near } = await look({ near: { side: 'z', at: [0.5, -0.3], radius: 0.2 } })
    expect(near?.stages).toHaveLength(run.flow.layers.length + 1)
    const z = near?.stages.at(-1) ?? expect.unreachable()
    expect(z).toHaveLength(2 * 50)
    for (let i = 1; i < 50; i++) expect(Math.hypot((z[2 * i] ?? NaN) - 0.5, (z[2 * i + 1] ?? NaN) + 0.3)).toBeCloseTo(0.2, 5)
    expect([...z.subarray(2, 4)]).toEqual([...z.subarray(-2)])
    const centre = await backFrom([0.5, -0.3])
    centre.forEach((value, i) => expect(near?.stages[0]?.[i]).toBeCloseTo(value, 3))
    const forward = (await look({ near: { side: 'x', at: centre, radius: 0.01 } })).near?.stages.at(-1)
    expect(forward?.[0]).toBeCloseTo(0.5, 3)
    expect(forward?.[1]).toBeCloseTo(-0.3, 3)
  })

  test('over a uniform base only what lies in (0, 1) is carried', async () => {
    const unit = startRun(tuned({ ...presets['moons-autoregressive'], base: newBase('uniform') }, optimizer))
    const { near, grid, stretch } = await takeSnapshot(unit, createBackdrop(unit), {
      near: { side: 'z', at: [0.02, 0.5], radius: 0.05 }, grid: { lines: 3, detail: 11, from: 'z' }, stretch: { resolution: 9 },
    })
    const [x = new Float32Array()] = near?.stages ?? []
    const z = near?.stages.at(-1) ?? new Float32Array()
    expect(x.some(Number.isNaN)).toBe(true)
    for (let i = 0; i < x.length; i += 2) expect(Number.isNaN(x[i]), `z ${z[i]}`).toBe(Number.isNaN(z[i]))
    expect(grid?.stages.points[0]?.every(Number.isFinite)).toBe(true)
    expect(stretch?.singular.values.every(Number.isFinite)).toBe(true)
    expect(stretch?.singular.window[0]?.[0]).toBeCloseTo(0.5 / 9, 9)
  })
})
