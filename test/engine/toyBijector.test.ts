import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { freshState } from '../../src/engine/carryOver.ts'
import { prepare, startOf } from '../../src/engine/run.ts'
import type { TrainerJob } from '../../src/engine/trainer.ts'
import type { DataSpec, Experiment, LayerSpec } from '../../src/experiment/experiment.ts'
import { decodeLink, encodeLink } from '../../src/experiment/link.ts'
import { presets } from '../../src/experiment/presets.ts'
import { scalarsOf, validateExperiment } from '../../src/experiment/schema.ts'
import { newBase, newData, newLayer } from '../../src/experiment/specs.ts'
import type * as catalog from '../../src/flows/catalog.ts'
import type { ScalarName } from '../../src/flows/catalog.ts'
import { forwardStages, logDensityOf, type Flow } from '../../src/flows/flow.ts'
import type * as registry from '../../src/flows/scalar/registry.ts'
import { blockSize } from '../../src/math/block.ts'
import { coordinatesOf, entries, float64Ops } from '../../src/math/float64.ts'
import { batchIndex, createRandom } from '../../src/math/random.ts'
import { mean } from '../../src/math/statistics.ts'
import { engineKinds, startEngine } from './engines.ts'
import { toyName } from './toyBijector.ts'

/**
 * A scalar bijector is one file, its entry in the catalogue and its line in the registry. The two lines are put in here;
 * all else is as it is, and no engine knows.
 */
vi.mock('../../src/flows/catalog.ts', async (importOriginal) => {
  const [real, { toyOptions, toyName: name }] = await Promise.all([importOriginal<typeof catalog>(), import('./toyBijector.ts')])
  const scalarCatalog = { ...real.scalarCatalog, [name]: toyOptions }
  return { ...real, scalarCatalog, scalarNames: Object.keys(scalarCatalog) }
})
vi.mock('../../src/flows/scalar/registry.ts', async (importOriginal) => {
  const [real, { toy, toyName: name }] = await Promise.all([importOriginal<typeof registry>(), import('./toyBijector.ts')])
  const chooseScalar: typeof real.chooseScalar = (scalar, options) =>
    (scalar as string) === name ? real.bindScalar(toy, options) : real.chooseScalar(scalar, options)
  return { ...real, chooseScalar }
})

const humps = toyName as string as ScalarName
const seed = 11
const batch = 64
const network = { width: 6, depth: 1 }
const affine = newLayer('elementwise', 'affine')

/** Each structure with the toy in it, on data of its dimension. */
const stacks: Readonly<Record<string, readonly [DataSpec, readonly LayerSpec[]]>> = {
  elementwise: [newData('peaks'), [newLayer('elementwise', humps, { humps: 4 }), affine]],
  autoregressive: [newData('moons'), [newLayer('autoregressive', humps, network), affine]],
  coupling: [newData('moons'), [newLayer('coupling', humps, network), newLayer('coupling', humps, { ...network, transforms: 'first' }), affine]],
}

const experimentOf = ([data, layers]: (typeof stacks)[string], optimizer: Partial<Experiment['optimizer']>): Experiment => {
  const like = presets['moons-realnvp']
  return {
    ...like, data, layers, standardise: false, base: newBase('normal'),
    optimizer: { ...like.optimizer, batch, ...optimizer },
    run: { ...like.run, seed },
    anchors: [],
  }
}

function jobOf(experiment: Experiment): TrainerJob {
  const prepared = prepare(experiment)
  if (!prepared.ok) throw new Error(prepared.reason.key)
  return prepared.job
}

/** Mean NLL of the first batch in float64. */
function lossOf({ flow, points }: { readonly flow: Flow; readonly points: Float32Array }, parameters: Float64Array): number {
  const rows = Array.from({ length: batch }, (_, i) => batchIndex(seed, 0, i, points.length / flow.d))
  const drawn = Float64Array.from(rows.flatMap((row) => [...points.subarray(row * flow.d, (row + 1) * flow.d)]))
  const ops = float64Ops(parameters)
  const stages = forwardStages(flow, ops, coordinatesOf(drawn, flow.d).map((at) => ({ at })))
  return -mean(entries(logDensityOf(flow, ops, stages), batch))
}

/** The gradient of `lossOf` in every weight, by central differences. */
function gradientOf(job: TrainerJob, at: Float64Array): Float64Array {
  const h = 1e-5
  const shifted = (weight: number, by: number) => lossOf(job, at.map((value, i) => (i === weight ? value + by : value)))
  return at.map((_, weight) => (shifted(weight, h) - shifted(weight, -h)) / (2 * h))
}

const norm = (vector: ArrayLike<number>): number => Math.hypot(...Array.from(vector))

test('no engine names a scalar bijector or a structure', () => {
  const folder = fileURLToPath(new URL('../../src/engine/', import.meta.url))
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  expect(files).toContain('trainer.ts')
  expect(files.filter((file) => /flows\/(scalar|structures)\//.test(readFileSync(`${folder}${file}`, 'utf8')))).toEqual([])
})

describe.each(Object.entries(stacks))('a new scalar bijector in the structure %s', (structure, stack) => {
  const descent = experimentOf(stack, { method: 'sgd', learningRate: 1, schedule: 'constant' })
  const job = jobOf(descent)
  const random = createRandom(seed)
  const start = startOf(job).map((value) => value + 0.2 * random.normal())
  const exact = Float64Array.from(start)
  let truth: { readonly loss: number; readonly gradient: Float64Array }
  beforeAll(() => {
    truth = { loss: lossOf(job, exact), gradient: gradientOf(job, exact) }
  })

  test('is offered, valid, and travels in a link', () => {
    expect(scalarsOf(structure as LayerSpec['structure'])).toContain(humps)
    expect(validateExperiment(JSON.parse(JSON.stringify(descent)))).toEqual({ ok: true, value: descent })
    const link = encodeLink(descent)
    expect(link.ok && decodeLink(link.value)).toMatchObject({ ok: true, value: { layers: descent.layers } })
  })

  test.each(engineKinds)(`has the loss and the gradient of float64 on %s, seed ${seed}`, async (kind) => {
    const trainer = (await startEngine(kind, job))(job, freshState(start))
    const { losses } = await trainer.step(1)
    const { firstMoment: gradient } = await trainer.readState()
    trainer.dispose()
    expect(Math.abs((losses[0] ?? NaN) / truth.loss - 1)).toBeLessThan(1e-5)
    const whole = norm(truth.gradient)
    for (const { name, offset, ...block } of job.flow.layout.blocks) {
      const [mine, theirs] = [gradient, truth.gradient].map((all) => all.subarray(offset, offset + blockSize({ name, offset, ...block })))
      const difference = norm(Array.from(mine ?? [], (value, i) => value - (theirs?.[i] ?? NaN)))
      expect(difference, name).toBeLessThan(1e-4 * Math.max(norm(theirs ?? []), 1e-3 * whole))
    }
  })

  test.each(engineKinds)(`comes back through its inverse on %s`, async (kind) => {
    const trainer = (await startEngine(kind, job))(job, freshState(start))
    const points = job.points.subarray(0, 40 * job.flow.d)
    const forth = await trainer.stages(points)
    const back = await trainer.inverse(forth.points.at(-1) ?? new Float32Array())
    trainer.dispose()
    back.points[0]?.forEach((value, i) => expect(value).toBeCloseTo(points[i] ?? NaN, 4))
    back.logDensity.forEach((value, i) => expect(value).toBeCloseTo(forth.logDensity[i] ?? NaN, 3))
  })

  test.each(engineKinds)(`learns on %s, seed ${seed}`, async (kind) => {
    const training = jobOf(experimentOf(stack, { method: 'adam', learningRate: 0.02, schedule: 'constant' }))
    const trainer = (await startEngine(kind, training))(training, freshState(startOf(training)))
    const nll = async () => -mean(await trainer.logDensity(training.points.subarray(0, 1000 * training.flow.d)))
    const before = await nll()
    await trainer.step(150)
    const after = await nll()
    trainer.dispose()
    expect(after).toBeLessThan(before - 0.1)
  })
})
