import { describe, expect, test } from 'vitest'
import { prepare, stateAfterChange, startOf, type Run } from '../../src/engine/run.ts'
import type { TrainingState } from '../../src/engine/trainer.ts'
import type { Experiment, LayerSpec } from '../../src/experiment/experiment.ts'
import { presets } from '../../src/experiment/presets.ts'
import { newBase, newLayer } from '../../src/experiment/specs.ts'
import { coordinatesOf, entries, float64Ops } from '../../src/math/float64.ts'
import { blockSize } from '../../src/math/block.ts'
import { deviation, mean } from '../../src/math/statistics.ts'
import type { Flow } from '../../src/flows/flow.ts'
import { tell } from '../../src/words/catalogue.ts'
import { startRun, train, tuned } from './runs.ts'

const coupling = (width: number, transforms: 'first' | 'second' = 'second'): LayerSpec =>
  newLayer('coupling', 'affine', { width, depth: 1, transforms })

/** Layers that all differ, two of them with nothing to learn. */
const [narrow, wide, swap, shift, norm] = [coupling(3), coupling(5, 'first'), newLayer('permutation'), newLayer('elementwise', 'shift'), newLayer('actnorm')]
const stack = [narrow, swap, wide, shift]

const moons: Experiment = tuned({ ...presets['moons-realnvp'], layers: stack }, { batch: 32, learningRate: 0.05 })

interface Stood {
  readonly flow: Flow
  readonly state: TrainingState
}

/** Trained a little, so that every weight and moment has moved. */
async function trained(experiment: Experiment): Promise<Stood & { readonly run: Run }> {
  const run = startRun(experiment)
  await train(run, 8)
  return { run, flow: run.flow, state: await run.trainer.readState() }
}

function changed(old: Stood, experiment: Experiment) {
  const prepared = prepare(experiment)
  if (!prepared.ok) throw new Error(tell(prepared.reason))
  return { ...prepared, state: stateAfterChange(old, prepared.job), start: startOf(prepared.job) }
}

/** Weights and moments of layer `at`, or of the base. */
function part({ flow, state }: Stood, at: number | 'base'): number[][] {
  const { blocks } = (at === 'base' ? flow.base : flow.layers[at]) ?? { blocks: [] }
  return [state.parameters, state.firstMoment, state.secondMoment].map((values) =>
    blocks.flatMap((block) => [...values.subarray(block.offset, block.offset + blockSize(block))]),
  )
}

const weightsOf = (flow: Flow, parameters: Float32Array, at: number): number[] | undefined =>
  part({ flow, state: { step: 0, parameters, firstMoment: parameters, secondMoment: parameters } }, at)[0]

/** Each place in the new stack with the place in the old one that it must have been carried from. */
function expectCarried(old: Stood, now: Stood, places: readonly (readonly [now: number, old: number])[]): void {
  for (const [to, from] of places) expect(part(now, to), `layer ${to + 1}, once layer ${from + 1}`).toEqual(part(old, from))
}

function expectFresh(now: ReturnType<typeof changed>, at: number): void {
  const [weights, first, second] = part(now, at)
  expect(weights).toEqual(weightsOf(now.flow, now.start, at))
  expect([...(first ?? []), ...(second ?? [])].every((value) => value === 0)).toBe(true)
}

describe('layers that stay as they are keep weights and moments when', async () => {
  const old = await trained(moons)
  const change = (layers: readonly LayerSpec[]) => changed(old, { ...moons, layers: [...layers] })

  test('nothing changes', () => expect(change(stack).state).toEqual(old.state))

  test.each([0, 1, 2, 3, 4])('a layer is added at place %d', (at) => {
    const now = change([...stack.slice(0, at), coupling(4), ...stack.slice(at)])
    expectCarried(old, now, stack.map((_, i) => [i < at ? i : i + 1, i]))
    expectFresh(now, at)
    expect(now.state.step).toBe(8)
  })

  test.each([0, 1, 2, 3])('the layer at place %d is removed', (at) => {
    const now = change(stack.filter((_, i) => i !== at))
    expectCarried(old, now, stack.flatMap((_, i) => (i === at ? [] : [[i < at ? i : i - 1, i] as const])))
    expect(now.state.step).toBe(8)
  })

  test.each([
    [3, 0, 1, 2],
    [2, 1, 0, 3],
    [3, 2, 1, 0],
  ])('they are put in another order: %d %d %d %d', (...order) => {
    const now = change(order.map((from) => stack[from] ?? narrow))
    expectCarried(old, now, order.map((from, to) => [to, from]))
  })

  test('the width of one changes, which alone starts anew', () => {
    const now = change([narrow, swap, coupling(6, 'first'), shift])
    expectCarried(old, now, [[0, 0], [1, 1], [3, 3]])
    expectFresh(now, 2)
  })

  test('the base changes', () => {
    const now = changed(old, { ...moons, base: newBase('mixture', { fit: 'learned' }) })
    expectCarried(old, now, [[0, 0], [1, 1], [2, 2], [3, 3]])
    expect(part(now, 'base')[0]).not.toHaveLength(0)
  })

  test('the data are standardised: a first layer with nothing to learn comes in front', () => {
    const now = changed(old, { ...moons, standardise: true })
    expectCarried(old, now, [[1, 0], [2, 1], [3, 2], [4, 3]])
  })
})

test('of layers that are all alike, the added one is the one that is new', async () => {
  const twins = tuned({ ...moons, layers: [narrow, wide, narrow, wide] }, {})
  const old = await trained(twins)
  const now = changed(old, { ...twins, layers: [narrow, wide, narrow, wide, narrow] })
  expectCarried(old, now, [[0, 0], [1, 1], [2, 2], [3, 3]])
  expectFresh(now, 4)
})

test('a learned base keeps what it has learned when a layer is added', async () => {
  const learned: Experiment = { ...moons, base: newBase('mixture', { fit: 'learned' }) }
  const old = await trained(learned)
  const now = changed(old, { ...learned, layers: [...stack, coupling(4)] })
  expect(part(now, 'base')).toEqual(part(old, 'base'))
})

test('another number of coordinates starts anew', async () => {
  const old = await trained(moons)
  const now = changed(old, presets['peaks-normal'])
  expect(now.state.step).toBe(0)
  expect(now.state.parameters).toEqual(now.start)
})

test.each([0, 2, 4])('a fresh affine coupling at place %d changes no density', async (at) => {
  const old = await trained(moons)
  const points = old.run.data.test.subarray(0, 400)
  const before = await old.run.trainer.logDensity(points)
  const experiment = { ...moons, layers: [...stack.slice(0, at), coupling(9), ...stack.slice(at)] }
  const run = startRun(experiment, 'wasm', changed(old, experiment).state)
  const after = await run.trainer.logDensity(points)
  const worst = after.reduce((most, value, i) => Math.max(most, Math.abs(value - (before[i] ?? NaN))), 0)
  expect(worst).toBeLessThan(1e-5)
})

test.each([0, 2, 4])('an actnorm added at place %d starts from what reaches it through the trained layers', async (at) => {
  const old = await trained(moons)
  const now = changed(old, { ...moons, layers: [...stack.slice(0, at), norm, ...stack.slice(at)] })
  expectCarried(old, now, stack.map((_, i) => [i < at ? i : i + 1, i]))
  const ops = float64Ops(now.state.parameters)
  const batch = coordinatesOf(now.data.train.subarray(0, 2048), 2).map((values) => ({ at: values }))
  const reached = now.flow.layers.slice(0, at + 1).reduce((point, layer) => [...layer.forward(ops, point).to], batch)
  for (const axis of reached) {
    expect(mean(entries(axis.at, 1024))).toBeCloseTo(0, 5)
    expect(deviation(entries(axis.at, 1024))).toBeCloseTo(1, 5)
  }
})
