import { beforeAll, describe, expect, test } from 'vitest'
import { massOf } from '../../src/engine/lattice.ts'
import { createBackdrop, takeSnapshot } from '../../src/engine/probes.ts'
import type { Run } from '../../src/engine/run.ts'
import type { Probe, Snapshot } from '../../src/engine/snapshot.ts'
import { presets } from '../../src/experiment/presets.ts'
import { newBase } from '../../src/experiment/specs.ts'
import { logNormal } from '../../src/math/stable.ts'
import { columns, float64Ops } from '../../src/math/float64.ts'
import { startTfjs } from '../support/tfjs.ts'
import { startRun, train, trainerNames, tuned } from './runs.ts'

const line = tuned(presets['peaks-normal'], { batch: 128, steps: 300, learningRate: 0.02 })
const moons = presets['moons-realnvp']
const plane = tuned(
  { ...moons, layers: moons.layers.map((layer) => ({ ...layer, options: { ...layer.options, width: 8 } })) },
  { batch: 128, steps: 200, learningRate: 0.01 },
)
const seeds = `seed ${line.run.seed}`

const look = (run: Run, probe: Probe): Promise<Snapshot> => takeSnapshot(run, createBackdrop(run), probe)

async function trained(experiment: typeof plane): Promise<Run> {
  const run = startRun(experiment)
  await train(run, experiment.optimizer.steps)
  return run
}

const first = <T>(values: readonly T[] | undefined): T => values?.[0] ?? expect.unreachable('nothing there')
const last = <T>(values: readonly T[] | undefined): T => values?.at(-1) ?? expect.unreachable('nothing there')
const numbers = (values: ArrayLike<number> | undefined): number[] => Array.from(values ?? expect.unreachable('nothing there'))
const widest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  a.length === b.length ? numbers(a).reduce((most, x, i) => Math.max(most, Math.abs(x - (b[i] ?? NaN))), 0) : NaN

/** Entry i of n numbers from low to high, both included. */
const along = (run: Run, axis: number, i: number, n: number): number => {
  const [low, high] = run.data.window[axis] ?? [NaN, NaN]
  return low + ((high - low) * i) / (n - 1)
}

beforeAll(startTfjs)

describe.each([['1D', line], ['2D', plane]] as const)('in %s', async (_, experiment) => {
  const run = await trained(experiment)
  const { d, train: shown, components } = run.data

  test('what is not asked for is not computed', async () => {
    const snapshot = await look(run, {})
    expect(Object.keys(snapshot).toSorted()).toEqual(['baseDensity', 'dataWindow', 'dimension', 'latentWindow', 'step'])
    expect(snapshot).toMatchObject({ step: experiment.optimizer.steps, dimension: d, dataWindow: run.data.window, latentWindow: run.flow.base.window })
  })

  test('points are the first of the training points from x to z, with the components they came from', async () => {
    const { points, roundTrip } = await look(run, { points: 200 })
    expect(first(points?.points)).toEqual(shown.subarray(0, 200 * d))
    expect(points?.points).toHaveLength(run.flow.layers.length + 1)
    expect(points?.logDets).toHaveLength(run.flow.layers.length)
    expect(points?.components).toEqual(components.subarray(0, 200))
    const back = await run.trainer.inverse(last(points?.points).subarray(0, 128 * d))
    expect(roundTrip).toBe(widest(first(back.points), shown.subarray(0, 128 * d)))
    expect(roundTrip, seeds).toBeLessThan(1e-4)
  })

  test('more points than there are gives all of them', async () => {
    const { points } = await look(run, { points: 1_000_000 })
    expect(first(points?.points)).toEqual(shown)
    expect(points?.components).toEqual(components)
  })

  test('log-dets and the log-density of z add up to log p(x)', async () => {
    const { points } = await look(run, { points: 50 })
    const ops = float64Ops(new Float32Array())
    const logBase = (i: number) =>
      numbers(last(points?.points).subarray(i * d, (i + 1) * d)).reduce((sum, z) => sum + (logNormal(ops, columns(1, 1, Float64Array.of(z))).data[0] ?? NaN), 0)
    const sums = Array.from({ length: 50 }, (_unused, i) => (points?.logDets ?? []).reduce((sum, logDet) => sum + (logDet[i] ?? NaN), logBase(i)))
    expect(widest(sums, points?.logDensity ?? []), seeds).toBeLessThan(1e-4)
  })

  test('samples lie from x to z too; their z stays the same while their x moves', async () => {
    const backdrop = createBackdrop(run)
    const { samples, inside } = await takeSnapshot(run, backdrop, { samples: 100 })
    const forward = await run.trainer.stages(first(samples?.points))
    expect(widest(last(forward.points), last(samples?.points)), seeds).toBeLessThan(1e-3)
    expect(samples?.points).toHaveLength(run.flow.layers.length + 1)
    expect(inside).toEqual({ samples: 100, share: expect.any(Number) })
    expect(inside?.share, seeds).toBeGreaterThan(0.8)
    const young = await takeSnapshot(startRun(experiment), backdrop, { samples: 100 })
    expect(last(young.samples?.points)).toEqual(last(samples?.points))
    expect(first(young.samples?.points)).not.toEqual(first(samples?.points))
  })

  test('the base density is log p_Z over the latent window, and has mass 1 there', async () => {
    const { baseDensity, latentWindow } = await look(run, {})
    expect(baseDensity?.window).toEqual(latentWindow)
    expect(baseDensity && massOf(baseDensity)).toBeCloseTo(1, 3)
  })
})

describe('density', async () => {
  const [onLine, onPlane] = [await trained(line), await trained(plane)]

  test('in 2D, entry j · columns + i lies at (x₁ᵢ, x₂ⱼ)', async () => {
    const { density } = await look(onPlane, { density: { resolution: 7 } })
    expect(density).toMatchObject({ columns: 7, rows: 7, window: onPlane.data.window })
    const points = Array.from({ length: 49 }, (_, at) => [along(onPlane, 0, at % 7, 7), along(onPlane, 1, Math.floor(at / 7), 7)]).flat()
    expect(density?.values).toEqual(await onPlane.trainer.logDensity(Float32Array.from(points)))
    expect(density).not.toHaveProperty('stages')
  })

  test('in 1D it is a row with every stage, the first of which is the lattice', async () => {
    const { density } = await look(onLine, { density: { resolution: 9 } })
    expect(density).toMatchObject({ columns: 9, rows: 1 })
    expect(first(density?.stages?.points)).toEqual(Float32Array.from({ length: 9 }, (_, i) => along(onLine, 0, i, 9)))
    const curve = numbers(last(density?.stages?.points))
    expect(curve, 'f rises').toEqual(curve.toSorted((a, b) => a - b))
    expect(density?.stages?.logDensity).toEqual(density?.values)
  })

  test.each([['1D', onLine, 201], ['2D', onPlane, 161]] as const)('the mass in view is that of the samples in view (%s)', async (_, run, resolution) => {
    const { mass, massError, inside } = await look(run, { density: { resolution }, samples: 4000 })
    const share = inside?.share ?? NaN
    const noise = Math.sqrt((share * (1 - share)) / 4000)
    expect(massError, seeds).toBeLessThan(2e-3)
    expect(Math.abs((mass ?? NaN) - share), `${seeds}: mass ${mass}, share ${share}`).toBeLessThan(3.5 * noise + 2e-3)
    expect(mass, seeds).toBeGreaterThan(0.9)
  })

  test('a lattice that cannot be halved tells no error of its mass', async () => {
    const snapshot = await look(onLine, { density: { resolution: 200 } })
    expect(snapshot.mass).toBeGreaterThan(0.9)
    expect(snapshot).not.toHaveProperty('massError')
  })

  test('the trapezoid rule is exact on a plane, also on every second point', () => {
    // exp(values) = 1 + x + 2y over [0, 2] × [0, 3]: ∫ = 6 + 6 + 18.
    const values = Float32Array.from({ length: 15 }, (_, at) => Math.log(1 + (at % 5) / 2 + 3 * Math.floor(at / 5)))
    const field = { window: [[0, 2], [0, 3]] as const, columns: 5, rows: 3, values }
    expect(massOf(field)).toBeCloseTo(30, 4)
    expect(massOf(field, 2)).toBeCloseTo(30, 4)
  })
})

test('lines of the grid hold first x₁, then x₂, and go through every stage', async () => {
  const run = startRun(plane)
  const { grid } = await look(run, { grid: { lines: 3, detail: 4 } })
  const at = (i: number) => numbers(first(grid?.stages.points).subarray(2 * i, 2 * i + 2))
  expect(first(grid?.stages.points)).toHaveLength(2 * 2 * 3 * 4)
  for (let line = 0; line < 3; line++) {
    for (let i = 0; i < 4; i++) {
      expect(at(line * 4 + i)).toEqual([along(run, 0, line, 3), along(run, 1, i, 4)].map(Math.fround))
      expect(at(12 + line * 4 + i)).toEqual([along(run, 0, i, 4), along(run, 1, line, 3)].map(Math.fround))
    }
  }
  expect(grid?.stages.points).toHaveLength(run.flow.layers.length + 1)
  expect(await look(startRun(line), { grid: { lines: 3, detail: 4 } })).not.toHaveProperty('grid')
})

describe('a path', () => {
  test.each([
    ['1D', line, [-1], [0.5]],
    ['2D', plane, [-0.8, 0.6], [1.9, 0.1]],
  ] as const)('goes from anchor to anchor, straight in z and straight in x (%s)', async (_, experiment, from, to) => {
    const run = await trained(experiment)
    const d = from.length
    const { path } = await look(run, { path: { anchors: [from, to], shape: 'straight', closed: false, detail: 21 } })
    const middle = (all: Float32Array) => numbers(all.subarray(10 * d, 11 * d))
    const ends = (all: Float32Array) => [...all.subarray(0, d), ...all.subarray(-d)]
    const between = (all: Float32Array) => numbers(all.subarray(0, d)).map((a, k) => (a + (all.at(k - d) ?? NaN)) / 2)
    expect(widest(ends(first(path?.latent.points)), [...from, ...to]), seeds).toBeLessThan(1e-3)
    expect(ends(first(path?.data.points))).toEqual([...from, ...to].map(Math.fround))
    for (const straight of [last(path?.latent.points), first(path?.data.points)]) {
      expect(straight).toHaveLength(21 * d)
      expect(widest(middle(straight), between(straight)), seeds).toBeLessThan(1e-5)
    }
    // Both begin and end at the same points, so at the same log p.
    const [latent, data] = [path?.latent.logDensity ?? [], path?.data.logDensity ?? []]
    expect(widest([latent[0] ?? NaN, latent[20] ?? NaN], [data[0] ?? NaN, data[20] ?? NaN]), seeds).toBeLessThan(1e-2)
  })

  test('leads through all anchors and back, legs of equally many points, round where a way can turn', async () => {
    const run = await trained(plane)
    const anchors = [[-0.8, 0.6], [1.9, 0.1], [0.5, 0.9]]
    const { path } = await look(run, { path: { anchors, shape: 'round', closed: true, detail: 11 } })
    expect(path).toMatchObject({ legs: 3, closed: true, shape: 'round' })
    const stops = (all: Float32Array) => [0, 1, 2, 3].flatMap((stop) => numbers(all.subarray(20 * stop, 20 * stop + 2)))
    const wanted = [...anchors, [-0.8, 0.6]].flat()
    expect(first(path?.data.points)).toHaveLength(2 * 31)
    expect(stops(first(path?.data.points))).toEqual(wanted.map(Math.fround))
    expect(widest(stops(first(path?.latent.points)), wanted), seeds).toBeLessThan(1e-3)
    expect(widest(stops(last(path?.latent.points)), stops(last(path?.data.points))), seeds).toBeLessThan(1e-5)
    const open = await look(run, { path: { anchors, shape: 'straight', closed: false, detail: 11 } })
    expect(open.path).toMatchObject({ legs: 2, closed: false, shape: 'straight' })
    const onLine = await look(startRun(line), { path: { anchors: [[-1], [0.5]], shape: 'round', closed: false, detail: 11 } })
    expect(onLine.path?.shape).toBe('straight')
  })

  test.each(trainerNames)('picked on points of another dimension is left out, and the rest is answered (%s)', async (name) => {
    const onPlane = await look(startRun(plane, name), { points: 5, path: { anchors: [[-1], [0.5]], shape: 'straight', closed: false, detail: 61 } })
    const onLine = await look(startRun(line, name), { points: 5, path: { anchors: [[0, 0], [1, 1]], shape: 'straight', closed: false, detail: 61 } })
    for (const snapshot of [onPlane, onLine]) {
      expect(Object.keys(snapshot)).not.toContain('path')
      expect(snapshot.points?.logDensity).toHaveLength(5)
    }
  })
})

test.each([
  ['uniform', newBase('uniform')],
  ['Beta(5, 5)', newBase('beta')],
  ['Beta(1, 1)', newBase('beta', { a: 1, b: 1 })],
  ['Beta(.5, .5)', newBase('beta', { a: 0.5, b: 0.5 })],
] as const)('a base on (0, 1) has no density beside it, and some at every place inside: %s', async (_, base) => {
  const { baseDensity } = await look(startRun({ ...presets['peaks-uniform'], base }), {})
  const [low, high] = first(baseDensity?.window)
  numbers(baseDensity?.values).forEach((value, i) => {
    const z = low + ((high - low) * i) / ((baseDensity?.columns ?? NaN) - 1)
    if (z < -1e-6 || z > 1 + 1e-6) expect(value, `at z = ${z}`).toBe(-Infinity)
    if (z > 1e-6 && z < 1 - 1e-6) expect(Number.isFinite(value), `at z = ${z}`).toBe(true)
  })
})

test('the density of a learned base follows its weights', async () => {
  const run = startRun({ ...line, base: newBase('mixture', { fit: 'learned' }) })
  const backdrop = createBackdrop(run)
  const before = await takeSnapshot(run, backdrop, {})
  await train(run, 50)
  const after = await takeSnapshot(run, backdrop, {})
  expect(widest(numbers(before.baseDensity?.values), numbers(after.baseDensity?.values))).toBeGreaterThan(0.01)
  expect(after.baseDensity && massOf(after.baseDensity), seeds).toBeCloseTo(1, 2)
})
