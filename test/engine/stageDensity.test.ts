import { beforeAll, describe, expect, test } from 'vitest'
import { freshState } from '../../src/engine/carryOver.ts'
import { latticePoints, massOf } from '../../src/engine/lattice.ts'
import { createBackdrop, takeSnapshot } from '../../src/engine/probes.ts'
import type { Run } from '../../src/engine/run.ts'
import { presets } from '../../src/experiment/presets.ts'
import { newBase, newLayer } from '../../src/experiment/specs.ts'
import { buildFlow, forwardStages, logDensityOf, tailOf, type Flow } from '../../src/flows/flow.ts'
import { coordinatesOf, entries, float64Ops } from '../../src/math/float64.ts'
import { createRandom } from '../../src/math/random.ts'
import type { Window } from '../../src/math/window.ts'
import { startTfjs } from '../support/tfjs.ts'
import { startRun, train, tuned } from './runs.ts'
import { engineNames, engines } from './webgpuHere.ts'

const seed = 5
const random = () => createRandom(seed)

/** A mixture CDF onto (0, 1), turned back to the line, then an affine layer: its stages lie in both intervals. */
const mixed = {
  d: 2,
  layers: [
    newLayer('autoregressive', 'gaussianMixtureCdf'),
    newLayer('elementwise', 'logit'),
    newLayer('coupling', 'affine'),
  ].map((layer) => ({ ...layer, options: { ...layer.options, ...('width' in layer.options && { width: 4, depth: 1 }) } })),
  base: newBase('normal'),
  standardisation: { mean: [0.3, -0.2], deviation: [1.5, 0.8] },
}

function flow(): Flow {
  const built = buildFlow(mixed)
  return built.ok ? built.flow : expect.unreachable(built.reason.key)
}

const weightsOf = (built: Flow): Float32Array => {
  const source = random()
  return built.layout.start(source).map((value) => value + 0.15 * source.normal())
}

const columnsOf = (points: Float32Array) => coordinatesOf(points, 2).map((at) => ({ at }))

/** log p of a stage in float64. */
function truth(built: Flow, parameters: Float32Array, stage: number, points: Float32Array): Float64Array {
  const ops = float64Ops(parameters)
  const tail = tailOf(built, stage)
  return entries(logDensityOf(tail, ops, forwardStages(tail, ops, columnsOf(points))), points.length / 2)
}

/** Wide enough to hold nearly all mass of each stage: x, standardised, in (0, 1), on the line, z. */
const windows: readonly Window[] = [[[-14, 14], [-9, 9]], [[-10, 10], [-10, 10]], [[0, 1], [0, 1]], [[-12, 12], [-12, 12]], [[-6, 6], [-6, 6]]]
const built = flow()
const parameters = weightsOf(built)
const last = built.layers.length
const all = Array.from({ length: last + 1 }, (_, stage) => stage)
/** A software adapter takes half a minute to compile the mixture. */
const forShaders = [last - 1, last]

describe('the density of a stage, in float64', () => {
  test('has mass 1 at every stage', () => {
    expect(windows).toHaveLength(last + 1)
    windows.forEach((window, stage) => {
      const { points, columns, rows } = latticePoints(window, 161)
      // The ends of (0, 1) are no places of a flow.
      const values = Float32Array.from(truth(built, parameters, stage, points), (value) => (Number.isFinite(value) ? value : -Infinity))
      expect(massOf({ window, columns, rows, values }), `stage ${stage}, seed ${seed}`).toBeCloseTo(1, 2)
    })
  })

  test('is p(x) over |det| at carried points', () => {
    const source = random().fork('points')
    const x = Float32Array.from({ length: 60 }, () => source.normal())
    const ops = float64Ops(parameters)
    const stages = forwardStages(built, ops, columnsOf(x))
    const expected = entries(logDensityOf(built, ops, stages), 30).slice()
    for (let k = 1; k <= last; k++) {
      const logDet = entries(stages.logDets[k - 1] ?? expect.unreachable(), 30)
      expected.forEach((value, i) => (expected[i] = value - (logDet[i] ?? NaN)))
      const tail = tailOf(built, k)
      const found = entries(logDensityOf(tail, ops, forwardStages(tail, ops, stages.points[k] ?? [])), 30)
      found.forEach((value, i) => expect(value, `stage ${k}, point ${i}, seed ${seed}`).toBeCloseTo(expected[i] ?? NaN, 8))
    }
  })
})

describe.each(engineNames)('on %s', (name) => {
  beforeAll(startTfjs)

  test('stages have the density of float64', async () => {
    const job = { flow: built, points: new Float32Array(2), seed, optimizer: presets['moons-realnvp'].optimizer }
    const trainer = (engines[name] ?? expect.unreachable(name))(job, freshState(parameters))
    for (const stage of name === 'webgpu' ? forShaders : all) {
      const points = latticePoints(stage === 2 ? [[0.05, 0.95], [0.05, 0.95]] : [[-2, 2], [-2, 2]], 7).points
      const found = await trainer.logDensity(points, undefined, stage)
      truth(built, parameters, stage, points).forEach((value, i) =>
        expect(Math.abs((found[i] ?? NaN) - value), `stage ${stage}, point ${i}, seed ${seed}`).toBeLessThan(1e-3 * Math.max(1, Math.abs(value))))
    }
    trainer.dispose()
  })
})

describe('a snapshot', async () => {
  const moons = presets['moons-realnvp']
  const experiment = tuned(
    { ...moons, layers: moons.layers.map((layer) => ({ ...layer, options: { ...layer.options, width: 8 } })) },
    { batch: 128, steps: 100, learningRate: 0.01 },
  )
  const run: Run = startRun(experiment)
  await train(run, 100)
  const end = run.flow.layers.length
  const look = (stages: readonly number[]) => takeSnapshot(run, createBackdrop(run), { points: 500, stageDensity: { stages, resolution: 97 } })

  test('holds the stages between x and z that were asked for, each with nearly all its mass in its window', async () => {
    const { stageDensity = [] } = await look([0, 1, 3, end, end + 4])
    expect(stageDensity.map(({ stage }) => stage)).toEqual([1, 3])
    for (const { field, stage } of stageDensity) {
      expect(field.values).toHaveLength(97 * 97)
      expect(massOf(field), `stage ${stage}`).toBeGreaterThan(0.9)
      expect(massOf(field), `stage ${stage}`).toBeLessThan(1.01)
    }
  })

  test('has the density of a stage where its interval ends as nought', async () => {
    const unit = startRun({ ...presets['moons-autoregressive'], optimizer: experiment.optimizer })
    const layers = unit.flow.layers.length
    const stages = Array.from({ length: layers }, (_, i) => i + 1)
    const { stageDensity = [] } = await takeSnapshot(unit, createBackdrop(unit), { points: 200, stageDensity: { stages, resolution: 21 } })
    for (const { field } of stageDensity) expect(field.values.some(Number.isNaN)).toBe(false)
  })

  test('of a flow that is told of classes is that of the class shown, or of all by their shares; stretch and circle are of one map', async () => {
    const told = startRun({ ...experiment, conditional: true })
    const ask = (shownClass?: number) => takeSnapshot(told, createBackdrop(told), {
      points: 200, stageDensity: { stages: [2], resolution: 9 }, stretch: { resolution: 3 }, near: { side: 'z', at: [0, 0], radius: 0.1 }, ...(shownClass !== undefined && { shownClass }),
    })
    const [together, first] = [await ask(), await ask(0)]
    expect(Object.keys(together)).not.toContain('stretch')
    expect(Object.keys(together)).not.toContain('near')
    expect(Object.keys(first)).toEqual(expect.arrayContaining(['stretch', 'near', 'stageDensity']))
    const { field } = together.stageDensity?.[0] ?? expect.unreachable()
    const points = latticePoints(field.window, 9).points
    const each = await Promise.all([0, 1].map((c) => told.trainer.logDensity(points, new Uint8Array(81).fill(c), 2)))
    field.values.forEach((value, i) => {
      const mixed = each.reduce((sum, one, c) => sum + (told.data.shares[c] ?? NaN) * Math.exp(one[i] ?? NaN), 0)
      expect(Math.exp(value), `point ${i}`).toBeCloseTo(mixed, 5)
    })
  })
})
