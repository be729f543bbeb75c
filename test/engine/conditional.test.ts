import { beforeAll, describe, expect, test } from 'vitest'
import { bayes, mostProbable, sharesOf } from '../../src/engine/bayes.ts'
import { freshState } from '../../src/engine/carryOver.ts'
import { evaluate, nllOf } from '../../src/engine/evaluation.ts'
import { createBackdrop, takeSnapshot } from '../../src/engine/probes.ts'
import { floorOf, prepare, type Run, stateAfterChange } from '../../src/engine/run.ts'
import type { Probe } from '../../src/engine/snapshot.ts'
import type { TrainerJob } from '../../src/engine/trainer.ts'
import type { Experiment } from '../../src/experiment/experiment.ts'
import { presets } from '../../src/experiment/presets.ts'
import { newLayer } from '../../src/experiment/specs.ts'
import { forwardStages, givenOf, logDensityOf, type Flow } from '../../src/flows/flow.ts'
import { blockSize, type Block } from '../../src/math/block.ts'
import { coordinatesOf, entries, float64Ops } from '../../src/math/float64.ts'
import { batchIndex, createRandom } from '../../src/math/random.ts'
import { kolmogorovBound, kolmogorovDistance, mean } from '../../src/math/statistics.ts'
import { tell } from '../../src/words/catalogue.ts'
import { type Case, classCases } from '../flows/cases.ts'
import { startTfjs } from '../support/tfjs.ts'
import { flowOf } from './caseFlows.ts'
import { startRun, train, tuned } from './runs.ts'
import { engineNames, engines } from './webgpuHere.ts'

const n = 48
const seed = 9
const tolerance = { loss: 1e-5, gradient: 1e-4 }

function jobOf(flow: Flow): TrainerJob & { readonly labels: Uint8Array } {
  const random = createRandom(seed)
  const points = Float32Array.from({ length: n * flow.d }, () => 1.2 * random.normal())
  const labels = Uint8Array.from({ length: n }, (_, i) => i % flow.classes)
  const optimizer = { ...presets['moons-realnvp'].optimizer, method: 'sgd', learningRate: 1, schedule: 'constant', batch: n } as const
  return { flow, points, labels, seed, optimizer }
}

/** log p(x | class) in float64. */
function logDensities(flow: Flow, parameters: Float32Array | Float64Array, points: ArrayLike<number>, labels: Uint8Array): Float64Array {
  const ops = float64Ops(parameters)
  const stages = forwardStages(flow, ops, coordinatesOf(points, flow.d).map((at) => ({ at })), givenOf(flow, labels))
  return entries(logDensityOf(flow, ops, stages), labels.length)
}

/** Mean NLL of the first batch in float64. */
function lossOf({ flow, points, labels }: ReturnType<typeof jobOf>, parameters: Float64Array): number {
  const rows = Array.from({ length: n }, (_, i) => batchIndex(seed, 0, i, n))
  const batch = Float64Array.from(rows.flatMap((row) => [...points.subarray(row * flow.d, (row + 1) * flow.d)]))
  return -mean(logDensities(flow, parameters, batch, Uint8Array.from(rows, (row) => labels[row] ?? NaN)))
}

/** Shaders of all take a software adapter minutes to compile: there one structure stands for all, unless X2Z_ALL is set. */
const enginesFor = ({ spec, d }: Case): readonly string[] =>
  engineNames.filter((name) => name !== 'webgpu' || process.env['X2Z_ALL'] || (spec.structure === 'autoregressive' && d === 2))

const partOf = (gradient: Float32Array, { offset, ...block }: Block): Float32Array => gradient.subarray(offset, offset + blockSize({ offset, ...block }))
const norm = (values: Float32Array): number => Math.hypot(...values)

beforeAll(startTfjs)

describe.each(classCases.filter(({ d }) => d <= 2).map((one) => [one.title, one] as const))('told of classes: %s', (_title, one) => {
  const flow = flowOf(one)
  const job = jobOf(flow)
  const random = createRandom(seed)
  const start = flow.layout.start(random).map((value) => value + 0.2 * random.normal())

  const steps = new Map<string, ReturnType<typeof takeStep>>()
  const firstStep = (name: string) => {
    const step = steps.get(name) ?? takeStep(name)
    steps.set(name, step)
    return step
  }

  async function takeStep(name: string) {
    const trainer = engines[name]?.(job, freshState(start)) ?? expect.unreachable(name)
    const logDensity = await trainer.logDensity(job.points, job.labels)
    const { logDensity: onTheWay, points } = await trainer.stages(job.points, job.labels)
    const back = await trainer.inverse(points.at(-1) ?? new Float32Array(), job.labels)
    const { losses } = await trainer.step(1)
    const { firstMoment } = await trainer.readState()
    trainer.dispose()
    return { loss: losses[0] ?? NaN, gradient: firstMoment, logDensity, onTheWay, back: back.points[0] ?? new Float32Array() }
  }

  test.each(enginesFor(one))(`%s: loss, gradient of every block, density and way back (seed ${seed})`, async (name) => {
    const found = await firstStep(name)
    const parameters = Float64Array.from(start)
    const truth = lossOf(job, parameters)
    expect(Math.abs(found.loss - truth)).toBeLessThan(tolerance.loss * Math.max(1, Math.abs(truth)))
    const each = logDensities(flow, start, job.points, job.labels)
    each.forEach((value, i) => {
      expect(Math.abs((found.logDensity[i] ?? NaN) - value), `point ${i}`).toBeLessThan(1e-3 * Math.max(1, Math.abs(value)))
      expect(Math.abs((found.onTheWay[i] ?? NaN) - value), `point ${i}`).toBeLessThan(1e-3 * Math.max(1, Math.abs(value)))
    })
    found.back.forEach((value, i) => expect(Math.abs(value - (job.points[i] ?? NaN)), `coordinate ${i}`).toBeLessThan(5e-3))
    const h = 1e-4
    for (const block of flow.layout.blocks) {
      // Along its own gradient the loss rises by the gradient's length.
      const own = partOf(found.gradient, block)
      const length = norm(own)
      if (length === 0) continue
      const shifted = (by: number) => lossOf(job, parameters.map((value, i) => value + (by * (own[i - block.offset] ?? 0)) / length))
      const slope = (shifted(-2 * h) - 8 * shifted(-h) + 8 * shifted(h) - shifted(2 * h)) / (12 * h)
      expect(Math.abs(slope - length), block.name).toBeLessThan(tolerance.gradient * Math.max(0.1, length))
    }
  })

  test(`compiled and tfjs agree on the gradient, block by block (seed ${seed})`, async () => {
    const reference = (await firstStep('tfjs-wasm')).gradient
    for (const name of enginesFor(one)) {
      const { gradient } = await firstStep(name)
      for (const block of flow.layout.blocks) {
        const [own, other] = [partOf(gradient, block), partOf(reference, block)]
        const away = norm(own.map((value, i) => value - (other[i] ?? NaN)))
        expect(away, `${name}: ${block.name}`).toBeLessThan(tolerance.gradient * Math.max(0.1, norm(other)))
      }
    }
  })
})

test('Bayes’ rule sums to 1, is the formula, and is at ease far out', () => {
  const random = createRandom(seed)
  const shares = [0.5, 0.3, 0.2]
  const logs = shares.map(() => Float64Array.from({ length: 50 }, () => 3 * random.normal()))
  const { logDensity, posterior } = bayes(logs, shares)
  for (let i = 0; i < 50; i++) {
    const joint = shares.map((share, c) => share * Math.exp(logs[c]?.[i] ?? NaN))
    const total = joint.reduce((sum, one) => sum + one, 0)
    expect(logDensity[i]).toBeCloseTo(Math.log(total), 5)
    joint.forEach((one, c) => expect(posterior[c]?.[i]).toBeCloseTo(one / total, 6))
    expect(mostProbable(posterior, i)).toBe(joint.indexOf(Math.max(...joint)))
    expect(posterior.reduce((sum, one) => sum + (one[i] ?? NaN), 0)).toBeCloseTo(1, 6)
  }
  const far = bayes([[-2000, -Infinity, -Infinity], [-2001, -5, -Infinity]], [0.5, 0.5])
  expect(far.posterior[0]?.[0]).toBeCloseTo(1 / (1 + Math.exp(-1)), 6)
  expect([far.posterior[0]?.[1], far.posterior[1]?.[1]]).toEqual([0, 1])
  expect([far.logDensity[2], far.posterior[0]?.[2]]).toEqual([-Infinity, NaN])
})

const told = (experiment: Experiment): Experiment => ({ ...experiment, conditional: true })
const line = told(tuned(presets['peaks-normal'], { batch: 128, steps: 400, learningRate: 0.02 }))
const plane = told(
  tuned(
    { ...presets['moons-realnvp'], layers: presets['moons-realnvp'].layers.map((layer) => ({ ...layer, options: { ...layer.options, width: 8 } })) },
    { batch: 128, steps: 300, learningRate: 0.01 },
  ),
)
const look = (run: Run, probe: Probe) => takeSnapshot(run, createBackdrop(run), probe)

async function trained(experiment: Experiment): Promise<Run> {
  const run = startRun(experiment)
  await train(run, experiment.optimizer.steps)
  return run
}

/** The CDF of a density on a lattice over a window, by the trapezoid rule. */
function cdfOf({ window, columns, values }: { readonly window: readonly (readonly [number, number])[]; readonly columns: number; readonly values: Float32Array }) {
  const [low, high] = window[0] ?? [0, 1]
  const step = (high - low) / (columns - 1)
  const mass = new Float64Array(columns)
  for (let i = 1; i < columns; i++) mass[i] = (mass[i - 1] ?? 0) + (step * (Math.exp(values[i - 1] ?? NaN) + Math.exp(values[i] ?? NaN))) / 2
  return (x: number): number => {
    const place = Math.min(columns - 1, Math.max(0, (x - low) / step))
    const left = Math.min(columns - 2, Math.floor(place))
    return (mass[left] ?? 0) + ((mass[left + 1] ?? 0) - (mass[left] ?? 0)) * (place - left)
  }
}

describe('on the line', async () => {
  const run = await trained(line)
  const count = 3000

  test.each([0, 1])(`samples of class %i follow its density (seed ${line.run.seed})`, async (shownClass) => {
    const { samples, density } = await look(run, { samples: count, density: { resolution: 641 }, shownClass })
    expect(samples?.components).toEqual(new Uint8Array(count).fill(shownClass))
    const x = samples?.points[0] ?? expect.unreachable('no samples')
    const own = cdfOf(density ?? expect.unreachable('no density'))
    expect(kolmogorovDistance(x, own)).toBeLessThan(kolmogorovBound(count))
    const other = await look(run, { density: { resolution: 641 }, shownClass: 1 - shownClass })
    expect(kolmogorovDistance(x, cdfOf(other.density ?? expect.unreachable('no density')))).toBeGreaterThan(0.5)
  })

  test('a class is told in the NLL, which comes near H(X | C) and not below', async () => {
    const floor = floorOf(run) ?? NaN
    const { nll, standardError, accuracy } = await evaluate(run, run.data.test, run.data.testComponents)
    expect(floor).toBe(run.data.conditionalEntropy)
    expect(nll).toBeLessThan(floor + 0.05)
    expect(nll).toBeGreaterThan(floor - 3 * standardError)
    expect(nll).toBeCloseTo((await nllOf(run.trainer, run.data.test, run.data.testComponents)).nll, 5)
    // The truth's own: half the mass of the lesser class at each x.
    expect(accuracy).toBeGreaterThan(0.95)
  })

  test('without a chosen class the pictures are of the first', async () => {
    const { shownClass, points } = await look(run, { points: 100 })
    expect(shownClass).toBe(0)
    expect(points?.components).toEqual(new Uint8Array(100))
  })
})

describe('in the plane', async () => {
  const run = await trained(plane)
  const { shares } = run.data
  const resolution = 9

  test('shares are those of the training points', () => {
    expect(shares).toEqual(sharesOf(run.data.components, 2))
    expect(shares.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12)
  })

  test('all classes together are the mixture, and the posterior is that of each class’s own density', async () => {
    const all = await look(run, { density: { resolution } })
    const each = await Promise.all([0, 1].map((shownClass) => look(run, { density: { resolution }, shownClass })))
    const [first, second] = each.map(({ density }) => density?.values ?? expect.unreachable('no density'))
    expect(all.shownClass).toBeUndefined()
    expect(each.map(({ shownClass }) => shownClass)).toEqual([0, 1])
    all.density?.values.forEach((value, i) => {
      const joint = [first, second].map((values, c) => Math.log(shares[c] ?? NaN) + (values?.[i] ?? NaN))
      const top = Math.max(...joint)
      const sum = joint.reduce((total, one) => total + Math.exp(one - top), 0)
      expect(value).toBeCloseTo(top + Math.log(sum), 3)
      joint.forEach((one, c) => expect(all.posterior?.[c]?.[i]).toBeCloseTo(Math.exp(one - top) / sum, 4))
    })
  })

  test('samples of all classes come by their shares', async () => {
    const { samples } = await look(run, { samples: 4000 })
    const share = sharesOf(samples?.components ?? new Uint8Array(), 2)[0] ?? NaN
    expect(Math.abs(share - (shares[0] ?? NaN)), `seed ${plane.run.seed}`).toBeLessThan(4 * Math.sqrt(0.25 / 4000))
  })

  test('one class has a grid, its own points and a path of its map; all together have none to carry a grid by', async () => {
    const probe = { points: 200, grid: { lines: 3, detail: 5 }, path: { anchors: [[0, 1], [1, -0.5]], shape: 'straight', closed: false, detail: 7 } } as const satisfies Probe
    const one = await look(run, { ...probe, shownClass: 1 })
    expect(one.grid?.stages.points[0]).toHaveLength(60)
    expect(one.points?.components).toEqual(new Uint8Array(200).fill(1))
    expect(one.path?.ofClass).toBe(1)
    expect(one.roundTrip).toBeLessThan(1e-3)
    const all = await look(run, probe)
    expect(all.grid).toBeUndefined()
    expect(all.points?.components).toEqual(run.data.components.subarray(0, 200))
    // The first end lies on the first moon.
    expect(all.path?.ofClass).toBe(0)
  })

  test('the ledger of a point sums up to its density given its class, and log-dets are those of differences', async () => {
    const point = [0.1, 1]
    for (const shownClass of [0, 1]) {
      const { ledger } = await look(run, { ledger: { point }, shownClass })
      const sum = (ledger?.logDets ?? []).reduce((total, logDet) => total + logDet, ledger?.logBase ?? NaN)
      expect(ledger?.ofClass).toBe(shownClass)
      expect(sum).toBeCloseTo((await run.trainer.logDensity(Float32Array.from(point), Uint8Array.of(shownClass)))[0] ?? NaN, 3)
    }
    expect((await look(run, { ledger: { point } })).ledger?.ofClass).toBe(0)
    expect((await look(run, { points: 60, differences: 50 })).logDetError).toBeLessThan(1e-3)
  })

  test('the inside of a layer is that of the class', async () => {
    const [first, second] = await Promise.all([0, 1].map(async (shownClass) => (await look(run, { layer: { index: 2, point: [0.5, 0.2] }, shownClass })).layer))
    expect(first?.field?.values.every(Number.isFinite)).toBe(true)
    expect(first?.chosen[0]?.values).not.toEqual(second?.chosen[0]?.values)
  })

  test('a class that is not there is taken for none', async () => {
    expect((await look(run, { density: { resolution }, shownClass: 7 })).shownClass).toBeUndefined()
  })
})

describe('telling a flow of classes in mid-run', () => {
  const layers = [
    newLayer('actnorm'),
    newLayer('coupling', 'affine', { width: 5 }),
    newLayer('autoregressive', 'gaussianMixtureCdf', { width: 5, components: 3, onto: 'real' }),
    newLayer('rotation'),
    newLayer('continuous', undefined, { width: 4, steps: 2 }),
  ]
  const plain = tuned({ ...presets['moons-realnvp'], layers }, { batch: 64, learningRate: 0.01 })

  async function changed(from: Experiment, to: Experiment) {
    const run = await trained(tuned(from, { steps: 20 }))
    const prepared = prepare(to)
    if (!prepared.ok) throw new Error(tell(prepared.reason))
    const state = stateAfterChange({ flow: run.flow, state: await run.trainer.readState() }, prepared.job)
    return { before: run, after: startRun(to, 'wasm', state) }
  }

  test('changes nothing at first, whatever the class, and goes on', async () => {
    const { before, after } = await changed(plain, told(plain))
    const points = before.data.test.subarray(0, 60)
    const density = await before.trainer.logDensity(points)
    for (const c of [0, 1]) {
      const own = await after.trainer.logDensity(points, new Uint8Array(30).fill(c))
      own.forEach((value, i) => expect(value, `point ${i}`).toBeCloseTo(density[i] ?? NaN, 3))
    }
    expect((await after.trainer.readState()).step).toBe(20)
    const losses = await train(after, 300)
    expect(mean(losses.slice(-50))).toBeLessThan(mean(losses.slice(0, 20)) - 0.2)
  })

  test('and back again leaves a flow that trains', async () => {
    const { after } = await changed(told(plain), plain)
    expect((await after.trainer.readState()).step).toBe(20)
    expect((await train(after, 30)).every(Number.isFinite)).toBe(true)
  })
})
