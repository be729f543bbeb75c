import { describe, expect, test } from 'vitest'
import { createBackdrop } from '../../src/engine/probes.ts'
import type { Experiment } from '../../src/experiment/experiment.ts'
import { presets } from '../../src/experiment/presets.ts'
import { newBase, newLayer } from '../../src/experiment/specs.ts'
import { createRandom } from '../../src/math/random.ts'
import { kolmogorovDistance } from '../../src/math/statistics.ts'
import type { Range } from '../../src/math/window.ts'
import { marginalsOf } from './marginals.ts'
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

describe.each(Object.entries(models))(`%s (seed ${seed})`, async (_, { experiment, reach }) => {
  const run = startRun(experiment)
  await train(run, experiment.optimizer.steps)
  const { parameters } = await run.trainer.readState()
  const carried = await run.trainer.inverse(createBackdrop(run).latents(sampleCount, parameters))
  const samples = carried.points[0] ?? new Float32Array()
  const marginals = await marginalsOf((points) => run.trainer.logDensity(points), reach, resolution[run.data.d])

  test('has mass 1 ± 2e-3', () => {
    for (const { mass } of marginals) expect(Math.abs(mass - 1)).toBeLessThan(2e-3)
  })

  test.each(marginals.map(({ cdf }, axis) => [axis + 1, axis, cdf] as const))('draws samples from its own density, axis %d', (_, axis, cdf) => {
    const own = samples.filter((_, i) => i % reach.length === axis)
    expect(own).toHaveLength(sampleCount)
    const distance = kolmogorovDistance(own, cdf)
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
