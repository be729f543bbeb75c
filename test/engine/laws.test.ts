import { describe, expect, test } from 'vitest'
import { createBackdrop } from '../../src/engine/probes.ts'
import type { Run } from '../../src/engine/run.ts'
import type { Experiment } from '../../src/experiment/experiment.ts'
import { presets } from '../../src/experiment/presets.ts'
import { newBase, newLayer } from '../../src/experiment/specs.ts'
import { createRandom } from '../../src/math/random.ts'
import { kolmogorovDistance } from '../../src/math/statistics.ts'
import type { Range } from '../../src/math/window.ts'
import { startRun, train, tuned } from './runs.ts'

const seed = presets['peaks-normal'].run.seed
const peaks = tuned(presets['peaks-normal'], { batch: 128, steps: 300, learningRate: 0.02 })
const real = [newLayer('elementwise', 'gaussianMixtureCdf', { onto: 'real' })]
const unit = [newLayer('elementwise', 'gaussianMixtureCdf', { onto: 'unit' })]
const moons = tuned(presets['moons-realnvp'], { batch: 128, steps: 300, learningRate: 0.01 })
const small = (layers: Experiment['layers']): Experiment['layers'] =>
  layers.map((layer) => ({ ...layer, options: { ...layer.options, width: 16 } }))

/** Each in training for as many steps as its schedule has; the lattice covers all but a vanishing part of its mass. */
const models: Readonly<Record<string, { readonly experiment: Experiment; readonly reach: readonly Range[] }>> = {
  'RealNVP onto a normal': { experiment: { ...moons, layers: small(moons.layers) }, reach: [[-4, 5], [-4, 4.5]] },
  'autoregressive mixture onto a uniform': {
    experiment: { ...moons, layers: small(presets['moons-autoregressive'].layers), base: newBase('uniform') },
    reach: [[-4, 5], [-4, 4.5]],
  },
  'spline couplings onto a normal': {
    experiment: { ...moons, layers: small(presets['moons-spline'].layers) },
    reach: [[-4, 5], [-4, 4.5]],
  },
  'autoregressive piecewise quadratics onto a uniform': {
    experiment: {
      ...moons,
      layers: [newLayer('autoregressive', 'affine', { width: 16 }), newLayer('elementwise', 'sigmoid'), newLayer('autoregressive', 'piecewiseQuadratic', { width: 16 })],
      base: newBase('uniform'),
    },
    reach: [[-12, 12], [-12, 12]],
  },
  'peaks onto a normal': { experiment: peaks, reach: [[-8, 8]] },
  'peaks onto a logistic': { experiment: { ...peaks, base: newBase('logistic') }, reach: [[-8, 8]] },
  'peaks onto a fixed mixture': { experiment: { ...peaks, layers: real, base: newBase('mixture') }, reach: [[-8, 8]] },
  'peaks onto a learned mixture': { experiment: { ...peaks, layers: real, base: newBase('mixture', { fit: 'learned' }) }, reach: [[-8, 8]] },
  'peaks onto a uniform': { experiment: { ...peaks, layers: unit, base: newBase('uniform') }, reach: [[-8, 8]] },
  'peaks onto a beta': { experiment: { ...peaks, layers: unit, base: newBase('beta') }, reach: [[-8, 8]] },
}

const resolution = { 1: 8001, 2: 641 } as const
const sampleCount = 4000
/** Half the distance from 1 to the next float32: what rounding may do to a z in (0, 1). */
const epsilon = 2 ** -24

const along = ([low, high]: Range, i: number, n: number): number => low + ((high - low) * i) / (n - 1)

/** The density summed over the other axis, on a lattice of each axis: trapezoid weights are 1 where the density has died away. */
async function marginalsOf(run: Run, reach: readonly Range[]): Promise<Float64Array[]> {
  const n = resolution[run.data.d]
  const total = n ** reach.length
  const place = (at: number, axis: number): number => (axis === 0 ? at % n : Math.floor(at / n))
  const points = new Float32Array(total * reach.length)
  reach.forEach((range, axis) => {
    for (let at = 0; at < total; at++) points[at * reach.length + axis] = along(range, place(at, axis), n)
  })
  const logDensity = await run.trainer.logDensity(points)
  return reach.map((_, axis) => {
    const others = reach.filter((_, other) => other !== axis).reduce((area, [low, high]) => (area * (high - low)) / (n - 1), 1)
    const marginal = new Float64Array(n)
    logDensity.forEach((logP, at) => {
      const i = place(at, axis)
      marginal[i] = (marginal[i] ?? 0) + Math.exp(logP) * others
    })
    return marginal
  })
}

/** The running integral of a density on a lattice, by the trapezoid rule. */
function integrate(density: Float64Array, [low, high]: Range): Float64Array {
  const step = (high - low) / (density.length - 1)
  const sums = new Float64Array(density.length)
  for (let i = 1; i < density.length; i++) {
    sums[i] = (sums[i - 1] ?? 0) + (((density[i - 1] ?? 0) + (density[i] ?? 0)) / 2) * step
  }
  return sums
}

/** The CDF between lattice points. */
function interpolate(sums: Float64Array, [low, high]: Range): (x: number) => number {
  return (x) => {
    const at = Math.min(sums.length - 1, Math.max(0, ((x - low) / (high - low)) * (sums.length - 1)))
    const i = Math.floor(at)
    const [from, to] = [sums[i] ?? 0, sums[i + 1] ?? sums[i] ?? 0]
    return from + (to - from) * (at - i)
  }
}

describe.each(Object.entries(models))(`%s (seed ${seed})`, async (_, { experiment, reach }) => {
  const run = startRun(experiment)
  await train(run, experiment.optimizer.steps)
  const { parameters } = await run.trainer.readState()
  const carried = await run.trainer.inverse(createBackdrop(run).latents(sampleCount, parameters))
  const samples = carried.points[0] ?? new Float32Array()
  const sums = (await marginalsOf(run, reach)).map((marginal, axis) => integrate(marginal, reach[axis] ?? [0, 1]))

  test('has mass 1 ± 2e-3', () => {
    for (const sum of sums) expect(Math.abs((sum.at(-1) ?? NaN) - 1)).toBeLessThan(2e-3)
  })

  test.each(reach.map((range, axis) => [axis + 1, axis, range] as const))('draws samples from its own density, axis %d', (_, axis, range) => {
    const own = samples.filter((_, i) => i % reach.length === axis)
    expect(own).toHaveLength(sampleCount)
    const distance = kolmogorovDistance(own, interpolate(sums[axis] ?? new Float64Array(), range))
    expect(distance, `seed ${seed}`).toBeLessThan(1.63 / Math.sqrt(sampleCount))
  })

  test('carries samples to z and back within 1e-5, or the rounding of z', async () => {
    const { points, logDensity } = await run.trainer.stages(samples)
    const back = (await run.trainer.inverse(points.at(-1) ?? samples)).points[0] ?? samples
    samples.forEach((x, i) => {
      const density = Math.exp(logDensity[Math.floor(i / reach.length)] ?? NaN)
      const told = `sample ${i} at ${x}, seed ${seed}`
      expect(Math.abs(x - (back[i] ?? NaN)), told).toBeLessThanOrEqual(Math.max(1e-5, 4 * epsilon / density))
    })
  })

  test('has the same log p(x) from x and from z', async () => {
    const { logDensity } = await run.trainer.stages(samples)
    const worst = logDensity.reduce((most, value, i) => Math.max(most, Math.abs(value - (carried.logDensity[i] ?? NaN))), 0)
    expect(worst, `seed ${seed}`).toBeLessThan(1e-4)
  })
})

test('the quantile of a mixture is found also where bisection runs straight into it', async () => {
  const three = unit.map((layer) => ({ ...layer, options: { ...layer.options, components: 3 } }))
  const run = startRun({ ...peaks, layers: three, base: newBase('uniform') })
  const state = await run.trainer.readState()
  const random = createRandom(0)
  run.trainer.writeState({ ...state, parameters: state.parameters.map((value) => value + 0.5 * random.normal()) })
  // So many that bisection hits three of them to the last bit.
  const count = 400_000
  const latents = Float32Array.from({ length: count }, (_, i) => (i + 1) / (count + 1))
  const { points } = await run.trainer.stages((await run.trainer.inverse(latents)).points[0] ?? latents)
  const worst = latents.reduce((most, z, i) => Math.max(most, Math.abs(z - (points.at(-1)?.[i] ?? NaN))), 0)
  expect(worst).toBeLessThan(1e-6)
})
