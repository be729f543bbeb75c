import { describe, expect, test } from 'vitest'
import { knownDatasetNames, knownDatasetOf, type KnownDatasetName } from '../../src/datasets/registry.ts'
import { settle } from '../../src/datasets/settle.ts'
import { freshPoints } from '../../src/engine/data.ts'
import type { Experiment } from '../../src/experiment/experiment.ts'
import { couplings, run } from '../../src/experiment/presets/recipes.ts'
import { newLayer } from '../../src/experiment/specs.ts'
import { initialOptions } from '../../src/math/options.ts'
import { lattice } from '../../src/math/quadrature.ts'
import { createRandom } from '../../src/math/random.ts'
import { kolmogorovDistance, mean, standardError } from '../../src/math/statistics.ts'
import type { Range, Window } from '../../src/math/window.ts'
import { marginalsOf } from '../engine/marginals.ts'
import { startRun, train } from '../engine/runs.ts'

/**
 * A small flow trained briefly on every data set whose density is known: its density has mass 1, its samples follow it,
 * and its distance from the truth is the same by quadrature and by test points, and never negative.
 */

const seed = 11
const steps = 200
const sampleCount = 4000
const testCount = 10_000
/** Points of the lattice on which the flow's own density is summed, along each axis. */
const resolution = { 1: 6001, 2: 401 } as const
/** Cells of the lattice on which p log p/q is summed, along each axis: edges of data sets fall between cells. */
const cells = { 1: 4096, 2: 192 } as const
/** The largest error of the sums: of a mass, and of a distance in nats. */
const tolerance = { mass: 2e-3, distance: 4e-3 }

/** Flows take turns at the data sets of the plane. */
const planeFlows: readonly (readonly [Experiment['layers'], Experiment['base']['name']])[] = [
  [couplings(4, 'affine', { width: 16 }), 'normal'],
  [[newLayer('autoregressive', 'gaussianMixtureCdf', { width: 16 })], 'uniform'],
  [couplings(2, 'rationalQuadraticSpline', { width: 16 }), 'normal'],
]
const lineFlows: typeof planeFlows = [
  [[newLayer('elementwise', 'gaussianMixtureCdf')], 'uniform'],
  [[newLayer('elementwise', 'logisticMixtureCdf', { onto: 'real' })], 'normal'],
]

function experimentOn(name: KnownDatasetName, place: number): Experiment {
  const flows = knownDatasetOf(name).dimension === 1 ? lineFlows : planeFlows
  const [layers, base] = flows[place % flows.length] ?? [[], 'normal']
  const plain = run(name, layers, base, { standardise: true, optimizer: { steps, batch: 128, learningRate: 0.01, clip: 1 } })
  return { ...plain, run: { ...plain.run, seed } }
}

const known = knownDatasetNames.flatMap((name) => {
  const dataset = knownDatasetOf(name)
  const truth = settle(dataset, initialOptions(dataset.options))
  const entropy = truth.entropy()
  return entropy === null ? [] : [{ name, truth, entropy }]
})

/** A window three times as wide: a young flow has mass beside its data. */
const around = (window: Window): readonly Range[] => window.map(([low, high]) => [2 * low - high, 2 * high - low])

const column = (points: Float32Array, axis: number, d: number): Float32Array => points.filter((_, i) => i % d === axis)

test('there are data sets of both dimensions', () => {
  expect(new Set(known.map(({ truth }) => truth.dimension)).size).toBe(2)
})

describe.each(known.map((one, place) => [one.name, one, place] as const))(`%s (seed ${seed})`, async (name, { truth: distribution, entropy }, place) => {
  const { dimension: d } = distribution
  const experiment = experimentOn(name, place)
  const trained = startRun(experiment)
  await train(trained, steps)
  const { trainer, flow } = trained
  const logDensity = (points: Float32Array) => trainer.logDensity(points)
  const { points } = freshPoints(distribution, seed, testCount)
  const modelled = await logDensity(points)
  const truth = distribution.logDensity(points)

  test('the flow has mass 1 and draws its samples from its own density', async () => {
    const marginals = await marginalsOf(logDensity, around(distribution.window()), resolution[d])
    const { parameters } = await trainer.readState()
    const latents = flow.base.sample(createRandom(seed), sampleCount, parameters)
    const samples = (await trainer.inverse(latents)).points[0] ?? new Float32Array()
    marginals.forEach(({ mass, cdf }, axis) => {
      expect(Math.abs(mass - 1), `mass, axis ${axis}`).toBeLessThan(tolerance.mass)
      expect(kolmogorovDistance(column(samples, axis, d), cdf), `axis ${axis}`).toBeLessThan(1.63 / Math.sqrt(sampleCount))
    })
  })

  test('its NLL lies above the entropy by KL(data ‖ flow), which quadrature finds too', async () => {
    const window = distribution.window()
    const widest = Math.max(...window.map(([low, high]) => high - low))
    const { points: places, cell } = lattice(window, widest / cells[d])
    const [p, q] = [distribution.logDensity(places), await logDensity(places)]
    const byQuadrature = p.reduce((sum, logP, i) => (logP > -40 ? sum + Math.exp(logP) * (logP - (q[i] ?? NaN)) * cell : sum), 0)
    const excess = truth.map((logP, i) => logP - (modelled[i] ?? NaN))
    expect(byQuadrature).toBeGreaterThan(0)
    expect(Math.abs(mean(excess) - byQuadrature)).toBeLessThan(3.5 * standardError(excess) + tolerance.distance)
    const noise = standardError(modelled)
    expect(-mean(modelled), 'never below the entropy').toBeGreaterThan(entropy - 3 * noise)
    expect(Math.abs(-mean(modelled) - entropy - byQuadrature)).toBeLessThan(3.5 * noise + tolerance.distance)
  })
})
