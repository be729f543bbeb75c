import { beforeAll, describe, expect, test } from 'vitest'
import { freshState } from '../../src/engine/carryOver.ts'
import type { Jacobians, TrainerJob } from '../../src/engine/trainer.ts'
import { presets } from '../../src/experiment/presets.ts'
import { newBase, newLayer } from '../../src/experiment/specs.ts'
import type { Point } from '../../src/flows/bijector.ts'
import { buildFlow, forwardStages, type Flow } from '../../src/flows/flow.ts'
import { type Columns, coordinatesOf, entries, float64Ops } from '../../src/math/float64.ts'
import { createRandom } from '../../src/math/random.ts'
import { fewShaders } from '../flows/exclusions.ts'
import { startTfjs } from '../support/tfjs.ts'
import { casesIn, flowOf } from './caseFlows.ts'
import { trainers } from './runs.ts'
import { engineNames, engines } from './webgpuHere.ts'

const seed = 11
const n = 24
/** Single precision, by the largest entry of a point's matrix. */
const tolerance = 1e-3

const random = () => createRandom(seed)
const normals = (count: number, spread: number): Float32Array => {
  const source = random().fork('points')
  return Float32Array.from({ length: count }, () => spread * source.normal())
}

/** Where shaders take long, each structure stands once. */
const forShaders = new Set(
  fewShaders.all
    ? casesIn(2)
    : new Map(casesIn(2).filter(({ spec: { scalar = 'affine' } }) => scalar === 'affine').map((one) => [one.spec.structure, one])).values(),
)

function trainerOf(name: string, flow: Flow, parameters: Float32Array) {
  const job: TrainerJob = { flow, points: new Float32Array(flow.d), seed, optimizer: presets['moons-realnvp'].optimizer }
  return (engines[name] ?? trainers.wasm)(job, freshState(parameters))
}

/** Weights away from their start. */
function weightsOf(flow: Flow): Float32Array {
  const source = random()
  return flow.layout.start(source).map((value) => value + 0.2 * source.normal())
}

/** `[n, d, d]` of a map, by central differences in float64. */
function differences(map: (from: Point<Columns>) => Point<Columns>, from: readonly Float64Array[]): Float64Array {
  const d = from.length
  const h = 1e-5
  const found = new Float64Array(n * d * d)
  const shifted = (j: number, by: number) =>
    map(from.map((values, k) => ({ at: { width: 1, n, data: k === j ? values.map((value) => value + by) : values } }))).map(({ at }) => entries(at, n))
  for (let j = 0; j < d; j++) {
    const [above, below] = [shifted(j, h), shifted(j, -h)]
    for (let i = 0; i < d; i++) {
      for (let s = 0; s < n; s++) found[(s * d + i) * d + j] = ((above[i]?.[s] ?? NaN) - (below[i]?.[s] ?? NaN)) / (2 * h)
    }
  }
  return found
}

/** What the Jacobians should be, in float64. */
function truth(flow: Flow, parameters: Float32Array, points: Float32Array) {
  const ops = float64Ops(parameters)
  const stages = forwardStages(flow, ops, coordinatesOf(points, flow.d).map((at) => ({ at })))
  const stage = (k: number) => (stages.points[k] ?? []).map(({ at }) => entries(at, n))
  return {
    layers: flow.layers.map((layer, k) => differences((from) => layer.forward(ops, from).to, stage(k))),
    whole: differences((from) => flow.layers.reduce((point, layer) => layer.forward(ops, point).to, from), stage(0)),
  }
}

const matrixOf = (all: ArrayLike<number>, s: number, d: number): number[] => Array.from({ length: d * d }, (_, entry) => all[s * d * d + entry] ?? NaN)

function determinant(m: readonly number[], d: number): number {
  const at = (i: number, j: number): number => m[i * d + j] ?? NaN
  if (d === 1) return at(0, 0)
  const minor = (column: number): number[] => m.filter((_, entry) => entry >= d && entry % d !== column)
  return Array.from({ length: d }, (_, j) => (j % 2 === 0 ? 1 : -1) * at(0, j) * determinant(minor(j), d - 1)).reduce((sum, term) => sum + term, 0)
}

function expectMatrices(found: ArrayLike<number>, wanted: ArrayLike<number>, d: number, what: string): void {
  for (let s = 0; s < n; s++) {
    const [a, b] = [matrixOf(found, s, d), matrixOf(wanted, s, d)]
    const scale = Math.max(...b.map(Math.abs))
    const worst = Math.max(...a.map((value, entry) => Math.abs(value - (b[entry] ?? NaN))))
    expect(worst / scale, `${what}, point ${s}: ${a.join(' ')} instead of ${b.join(' ')}`).toBeLessThan(tolerance)
  }
}

/** Each layer's log |det| is the log-det that the stages tell, and that of the whole map is their sum. */
function expectDeterminants({ layers, whole }: Jacobians, logDets: readonly Float32Array[], d: number): void {
  for (let s = 0; s < n; s++) {
    let sum = 0
    const close = (matrices: Float32Array, logDet: number, what: string) =>
      expect(Math.abs(Math.log(Math.abs(determinant(matrixOf(matrices, s, d), d))) - logDet), `${what}, point ${s}`).toBeLessThan(tolerance * Math.max(1, Math.abs(logDet)))
    layers.forEach((matrices, k) => {
      const logDet = logDets[k]?.[s] ?? NaN
      sum += logDet
      close(matrices, logDet, `layer ${k + 1}`)
    })
    close(whole, sum, 'the whole')
  }
}

beforeAll(startTfjs)

describe.each(casesIn(2, 3).map((one) => [one.title, one] as const))('%s', (_title, one) => {
  const flow = flowOf(one)
  const { d } = flow
  const parameters = weightsOf(flow)
  const points = normals(n * d, 1.2)

  test.each(engineNames.filter((name) => name !== 'webgpu' || forShaders.has(one)))(`%s: agrees with differences in float64, and with the log-dets (seed ${seed})`, async (name) => {
    const trainer = trainerOf(name, flow, parameters)
    const found = await trainer.jacobians(points)
    const { logDets } = await trainer.stages(points)
    trainer.dispose()
    const wanted = truth(flow, parameters, points)
    found.layers.forEach((matrices, k) => expectMatrices(matrices, wanted.layers[k] ?? [], d, `layer ${k + 1}`))
    expectMatrices(found.whole, wanted.whole, d, 'the whole')
    expectDeterminants(found, logDets, d)
  })
})

const built = (d: number, layers: Parameters<typeof buildFlow>[0]['layers']): Flow => {
  const result = buildFlow({ d, layers, base: newBase('normal') })
  if (!result.ok) throw new Error(result.reason.key)
  return result.flow
}
const many = (count: number, value: (i: number) => number): Float32Array => Float32Array.from({ length: count }, (_, i) => value(i))

describe.each(engineNames)('on %s', (name) => {
  test('a stack of many layers: the whole is what the layers make together', async () => {
    const flow = built(2, presets['moons-realnvp'].layers.slice(0, 3).map((layer) => ({ ...layer, options: { ...layer.options, width: 8 } })))
    const parameters = flow.layout.start(random()).map((value) => value * 0.8)
    const points = normals(n * 2, 1)
    const trainer = trainerOf(name, flow, parameters)
    const found = await trainer.jacobians(points)
    expectMatrices(found.whole, truth(flow, parameters, points).whole, 2, 'the whole')
    expectDeterminants(found, (await trainer.stages(points)).logDets, 2)
    trainer.dispose()
  })

  test('far in the tails, where one layer’s slope is beyond all numbers, the whole is what it is', async () => {
    const flow = built(1, [newLayer('elementwise', 'sigmoid'), newLayer('elementwise', 'logit')])
    const trainer = trainerOf(name, flow, new Float32Array())
    const { layers, whole } = await trainer.jacobians(Float32Array.of(-200, -20, 0, 3, 20, 200))
    trainer.dispose()
    expect(layers[0]?.[0]).toBeLessThan(1e-30)
    for (const slope of whole) expect(slope).toBeCloseTo(1, 5)
  })

  test('without layers nothing is stretched; points beyond one chunk are all carried', async () => {
    const count = 20_000
    const none = trainerOf(name, built(2, []), new Float32Array())
    expect(await none.jacobians(new Float32Array(4))).toEqual({ layers: [], whole: Float32Array.of(1, 0, 0, 1, 1, 0, 0, 1) })
    none.dispose()
    const flow = built(1, [newLayer('elementwise', 'gaussianMixtureCdf', { onto: 'real' })])
    const trainer = trainerOf(name, flow, flow.layout.start(random()))
    const line = many(count, (i) => -2 + (4 * i) / count)
    const { whole } = await trainer.jacobians(line)
    const { logDets } = await trainer.stages(line)
    trainer.dispose()
    expect(whole).toHaveLength(count)
    for (const i of [0, 511, 512, 16_383, 16_384, count - 1]) expect(Math.log(whole[i] ?? NaN)).toBeCloseTo(logDets[0]?.[i] ?? NaN, 4)
  })

  test('new weights are heeded, and the kernel is there before the first step as after it', async () => {
    const flow = built(1, [newLayer('elementwise', 'affine')])
    const trainer = trainerOf(name, flow, flow.layout.start(random()))
    const point = Float32Array.of(0.3)
    const before = await trainer.jacobians(point)
    const state = await trainer.readState()
    trainer.writeState({ ...state, parameters: state.parameters.map((value) => value + 0.5) })
    const after = await trainer.jacobians(point)
    const { logDets } = await trainer.stages(point)
    expect(after.whole[0]).not.toBeCloseTo(before.whole[0] ?? NaN, 2)
    expect(Math.log(after.whole[0] ?? NaN)).toBeCloseTo(logDets[0]?.[0] ?? NaN, 5)
    trainer.dispose()
  })
})
