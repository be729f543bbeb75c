import { describe, expect, test } from 'vitest'
import { createBackdrop, takeSnapshot } from '../../src/engine/probes.ts'
import { checkSamples, logDetError } from '../../src/engine/proof.ts'
import type { Field } from '../../src/engine/snapshot.ts'
import { presets } from '../../src/experiment/presets.ts'
import { createRandom } from '../../src/math/random.ts'
import { kolmogorovBound } from '../../src/math/statistics.ts'
import { startRun, train } from './runs.ts'

const seed = 3

/** The standard normal on a lattice over ±5 on each axis. */
function normalField(d: 1 | 2, n: number): Field {
  const at = (i: number) => -5 + (10 * i) / (n - 1)
  const square = (i: number) => -0.5 * at(i) ** 2
  const values = Float32Array.from({ length: n ** d }, (_, k) => square(k % n) + (d === 2 ? square(Math.floor(k / n)) : 0))
  return { window: Array.from({ length: d }, () => [-5, 5] as const), columns: n, rows: d === 2 ? n : 1, values }
}

describe.each([1, 2] as const)(`samples in ${'%d'}D (seed ${seed})`, (d) => {
  const n = 4000
  const draw = (shift: number) => {
    const random = createRandom(seed)
    return Float32Array.from({ length: n * d }, (_, i) => random.normal() + (i % d === d - 1 ? shift : 0))
  }

  test('that follow the density lie within the bound', () => {
    const { distance, count } = checkSamples(draw(0), normalField(d, 97))
    expect(count).toBe(n)
    expect(distance).toBeLessThan(kolmogorovBound(n, 1e-4))
  })

  test('that are moved along one axis by a fifth of a deviation do not', () => {
    expect(checkSamples(draw(0.2), normalField(d, 97)).distance).toBeGreaterThan(kolmogorovBound(n, 1e-5))
  })

  test('outside the window do not count', () => {
    expect(checkSamples(draw(0).map((value) => value + 20), normalField(d, 97))).toEqual({ distance: NaN, count: 0 })
  })
})

test.each(['moons-realnvp', 'moons-spline', 'smiley-autoregressive', 'peaks-beta'] as const)('the log-det of %s is that of finite differences, and one that is wrong is seen', async (name) => {
  const run = startRun(presets[name])
  await train(run, 30)
  const { parameters } = await run.trainer.readState()
  const stages = await run.trainer.stages(run.data.train.subarray(0, 8 * run.data.d))
  expect(logDetError(run.flow, parameters, stages, 8, run.data.window)).toBeLessThan(3e-4)
  const wrong = { ...stages, logDets: stages.logDets.map((logDet, k) => (k === 0 ? logDet.map((value) => value + 0.01) : logDet)) }
  expect(logDetError(run.flow, parameters, wrong, 8, run.data.window)).toBeGreaterThan(9e-3)
})

test('a snapshot holds both checks where they are asked for', async () => {
  const run = startRun(presets['peaks-normal'])
  const wanted = { points: 20, samples: 500, density: { resolution: 401 }, differences: 2 }
  const { logDetError: error, sampleCheck } = await takeSnapshot(run, createBackdrop(run), wanted)
  expect(error).toBeLessThan(1e-4)
  expect(sampleCheck?.count).toBeGreaterThan(400)
  expect(sampleCheck?.distance).toBeLessThan(kolmogorovBound(sampleCheck?.count ?? 0, 1e-5) + 0.01)
})
