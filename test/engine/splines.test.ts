import { beforeAll, describe, expect, test } from 'vitest'
import { freshState } from '../../src/engine/carryOver.ts'
import type { TrainerJob } from '../../src/engine/trainer.ts'
import { presets } from '../../src/experiment/presets.ts'
import { newBase, newLayer } from '../../src/experiment/specs.ts'
import type { ScalarName } from '../../src/flows/catalog.ts'
import { buildFlow, type Flow } from '../../src/flows/flow.ts'
import { createRandom } from '../../src/math/random.ts'
import { startTfjs } from '../support/tfjs.ts'
import { trainers } from './runs.ts'
import { engineNames, engines } from './webgpuHere.ts'

const seed = 17
const bound = 5

const built = (layers: Parameters<typeof buildFlow>[0]['layers']): Flow => {
  const result = buildFlow({ d: 1, layers, base: newBase('logistic') })
  if (!result.ok) throw new Error(result.reason.key)
  return result.flow
}

const start = (name: string, flow: Flow, parameters: Float32Array, points: Float32Array) => {
  const job: TrainerJob = { flow, points, seed, optimizer: { ...presets['moons-realnvp'].optimizer, batch: 64 } }
  return (engines[name] ?? trainers.wasm)(job, freshState(parameters))
}

function moved(flow: Flow, spread: number): Float32Array {
  const random = createRandom(seed)
  return flow.layout.start(random).map((value) => value + spread * random.normal())
}

const between = (scalar: ScalarName) => built([newLayer('elementwise', 'sigmoid'), newLayer('elementwise', scalar), newLayer('elementwise', 'logit')])

/** Edges, knots of equal bins, and what lies far outside. */
const awkward = Float32Array.of(-1e30, -1e4, -bound, -bound + 1e-6, -3.75, -2.5, -1.25, 0, 1.25, 2.5, 3.75, bound - 1e-6, bound, 5.5, 1e4, 1e30)

beforeAll(startTfjs)

describe.each(engineNames)('on %s', (name) => {
  test.each([0, 1, 4])(`gradients are finite on edges, on knots and far outside: parameters N(0, %d²) (seed ${seed})`, async (spread) => {
    const flow = built([newLayer('elementwise', 'rationalQuadraticSpline')])
    const trainer = start(name, flow, moved(flow, spread), awkward)
    const { losses, broken } = await trainer.step(3)
    const { parameters } = await trainer.readState()
    const { whole } = await trainer.jacobians(awkward)
    const { points, logDets } = await trainer.stages(awkward)
    trainer.dispose()
    expect(broken).toBe(null)
    expect(losses.every(Number.isFinite) && parameters.every(Number.isFinite)).toBe(true)
    awkward.forEach((x, i) => {
      expect(Math.abs(Math.log(whole[i] ?? NaN) - (logDets[0]?.[i] ?? NaN)), `slope at ${x}`).toBeLessThan(1e-3)
      if (Math.abs(x) < bound) return
      expect([points.at(-1)?.[i], whole[i]], `outside, at ${x}`).toEqual([x, 1])
    })
  })

  test(`a spline comes back (seed ${seed})`, async () => {
    const flow = built([newLayer('elementwise', 'rationalQuadraticSpline')])
    const trainer = start(name, flow, moved(flow, 1), awkward)
    const x = Float32Array.from({ length: 4000 }, (_, i) => -6 + (12 * i) / 3999)
    const there = await trainer.stages(x)
    const back = await trainer.inverse(there.points.at(-1) ?? x)
    trainer.dispose()
    // Rounding of z, over the slope.
    const excess = x.map((value, i) => Math.abs((back.points[0]?.[i] ?? NaN) - value) - (1e-5 + 4e-6 / Math.exp(there.logDets[0]?.[i] ?? NaN)))
    expect(excess.every((value) => value < 0)).toBe(true)
  })

  test.each(['piecewiseLinear', 'piecewiseQuadratic'] as const)(`%s hands tails on exact: beyond its outer knots it shifts the logit (seed ${seed})`, async (scalar) => {
    const flow = between(scalar)
    const trainer = start(name, flow, moved(flow, 1), awkward.subarray(2, 13))
    const far = Float32Array.of(-80, -60, -40, 40, 60, 80)
    const { points, logDets } = await trainer.stages(far)
    const back = await trainer.inverse(points.at(-1) ?? far)
    const { broken } = await trainer.step(3)
    trainer.dispose()
    expect(broken).toBe(null)
    const shift = far.map((x, i) => (points.at(-1)?.[i] ?? NaN) - x)
    for (const side of [shift.subarray(0, 3), shift.subarray(3)]) for (const value of side) expect(value).toBeCloseTo(side[0] ?? NaN, 4)
    far.forEach((x, i) => {
      expect(back.points[0]?.[i]).toBeCloseTo(x, 4)
      expect(logDets.reduce((sum, one) => sum + (one[i] ?? NaN), 0)).toBeCloseTo(0, 4)
    })
  })
})
