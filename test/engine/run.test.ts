import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { nllOf } from '../../src/engine/evaluation.ts'
import { createBackdrop, takeSnapshot } from '../../src/engine/probes.ts'
import type { Run } from '../../src/engine/run.ts'
import { drawData } from '../../src/engine/data.ts'
import { testsUnseen } from '../../src/experiment/dataSource.ts'
import type { Experiment } from '../../src/experiment/experiment.ts'
import { presets } from '../../src/experiment/presets.ts'
import { newBase, newLayer } from '../../src/experiment/specs.ts'
import { startTfjs } from '../support/tfjs.ts'
import { frozen, frozenPresets, trainFrozen } from './frozen.ts'
import { startRun, train, trainerNames, tuned } from './runs.ts'

/** Cheap on every trainer: one dimension, a small batch. */
const line = tuned(presets['peaks-normal'], { batch: 32 })

const couplings = (width: number): Experiment => ({
  ...presets['moons-realnvp'],
  layers: presets['moons-realnvp'].layers.map((layer) => ({ ...layer, options: { ...layer.options, width } })),
})

beforeAll(startTfjs)

/** Trains, and holds the test NLL between the entropy (less noise) and so much above it. */
async function expectToLearn(run: Run, steps: number, above: number): Promise<void> {
  const { test: fresh, entropy } = run.data
  if (entropy === null) throw new Error('the entropy must be known')
  const before = await nllOf(run.trainer, fresh)
  await train(run, steps)
  const after = await nllOf(run.trainer, fresh)
  const told = `seed ${run.experiment.run.seed}: NLL ${before.nll} → ${after.nll}, H ${entropy}`
  expect(after.nll, told).toBeLessThan(before.nll - 0.3)
  expect(after.nll, told).toBeLessThan(entropy + above)
  expect(after.nll, told).toBeGreaterThan(entropy - 3 * after.standardError)
  run.trainer.dispose()
}

describe('training lowers the test NLL toward the entropy, and never below it', () => {
  test.each(trainerNames)('two peaks on %s', async (name) => {
    await expectToLearn(startRun(tuned(line, { batch: 128, steps: 500, learningRate: 0.02 }), name), 500, 0.05)
  })
  test('two moons on wasm', async () => {
    await expectToLearn(startRun(tuned(couplings(16), { batch: 128, steps: 1000, learningRate: 0.01 })), 1000, 0.15)
  })
})

/** The losses of as many steps as the parts sum to, taken in those parts. */
async function lossesOf(run: Run, parts: readonly number[]): Promise<number[]> {
  const losses: number[] = []
  for (const part of parts) losses.push(...(await train(run, part)))
  run.trainer.dispose()
  return losses
}

describe.each(trainerNames)('on %s', (name) => {
  test.each([
    ['1D', line],
    ['2D', tuned(couplings(8), { batch: 48 })],
  ])('the same experiment gives the same losses to the bit, in one go or in parts (%s)', async (_, experiment) => {
    const whole = await lossesOf(startRun(experiment, name), [30])
    expect(whole).toHaveLength(30)
    expect(await lossesOf(startRun(experiment, name), [30])).toEqual(whole)
    expect(await lossesOf(startRun(experiment, name), [1, 7, 0, 22])).toEqual(whole)
    const other = { ...experiment, run: { ...experiment.run, seed: experiment.run.seed + 1 } }
    expect(await lossesOf(startRun(other, name), [30])).not.toEqual(whole)
  })

  test('no steps change nothing', async () => {
    const run = startRun(line, name)
    await train(run, 3)
    const before = await run.trainer.readState()
    expect(await run.advance(0)).toEqual({ ok: true, step: 3, losses: new Float32Array() })
    expect(await run.trainer.readState()).toEqual(before)
    run.trainer.dispose()
  })

  test.each(['adam', 'sgd'] as const)('a saved state resumes to the bit, on a new trainer and on the same (%s)', async (method) => {
    const experiment = tuned(line, { method, learningRate: 0.002 })
    const run = startRun(experiment, name)
    await train(run, 15)
    const saved = await run.trainer.readState()
    const copy = structuredClone(saved)
    const losses = await train(run, 15)
    const end = await run.trainer.readState()
    // What was read is a copy: later steps leave it alone.
    expect(saved).toEqual(copy)
    expect(saved.step).toBe(15)
    expect(saved.firstMoment.some((value) => value !== 0)).toBe(true)
    const resumed = startRun(experiment, name, saved)
    expect(await train(resumed, 15)).toEqual(losses)
    expect(await resumed.trainer.readState()).toEqual(end)
    run.trainer.writeState(saved)
    expect(await train(run, 15)).toEqual(losses)
    expect(await run.trainer.readState()).toEqual(end)
    // And what was written is not held on to.
    expect(saved).toEqual(copy)
    run.trainer.dispose()
    resumed.trainer.dispose()
  })

  test('another learning rate keeps weights and moments, and counts from the next step on', async () => {
    const run = startRun(tuned(line, { schedule: 'constant', learningRate: 0.001 }), name)
    await train(run, 10)
    const before = await run.trainer.readState()
    await train(run, 1)
    const slow = await run.trainer.readState()
    run.trainer.writeState(before)
    const faster = run.retuned(tuned(run.experiment, { learningRate: 0.004 }))
    expect(await faster.trainer.readState()).toEqual(before)
    await train(faster, 1)
    const fast = await faster.trainer.readState()
    expect(fast.firstMoment).toEqual(slow.firstMoment)
    expect(fast.secondMoment).toEqual(slow.secondMoment)
    before.parameters.forEach((value, i) => {
      const [small, large] = [(slow.parameters[i] ?? NaN) - value, (fast.parameters[i] ?? NaN) - value]
      expect(Math.abs(large - 4 * small), `weight ${i}`).toBeLessThan(2e-6)
    })
    run.trainer.dispose()
  })

  test('another batch size keeps the state, and trains as if it had always been so', async () => {
    const run = startRun(line, name)
    await train(run, 10)
    const before = await run.trainer.readState()
    const wider = tuned(line, { batch: 100 })
    const retuned = run.retuned(wider)
    expect(await retuned.trainer.readState()).toEqual(before)
    expect(await train(retuned, 10)).toEqual(await train(startRun(wider, name, before), 10))
    run.trainer.dispose()
  })

  test('another optimizer keeps the weights', async () => {
    const run = startRun(line, name)
    await train(run, 5)
    const before = await run.trainer.readState()
    const retuned = run.retuned(tuned(line, { method: 'sgd' }))
    expect(await retuned.trainer.readState()).toEqual(before)
    expect((await train(retuned, 5)).every(Number.isFinite)).toBe(true)
    run.trainer.dispose()
  })

  test('a flow with nothing to learn runs', async () => {
    const run = startRun({ ...line, layers: [newLayer('elementwise', 'sigmoid')], base: newBase('uniform') }, name)
    const losses = await train(run, 3)
    // −log σ′(x), from the batch that is drawn from the same points.
    expect(losses.every((loss) => loss > 1.3 && loss < 2.5)).toBe(true)
    expect((await run.trainer.readState()).parameters).toHaveLength(0)
    run.trainer.dispose()
  })
})

describe('tensors do not grow', () => {
  const tiny: Experiment = { ...tuned(line, { batch: 16 }), layers: [newLayer('elementwise', 'affine')] }
  const probe = { points: 20, density: { resolution: 41 }, samples: 20, path: { anchors: [[-1], [0.5]], shape: 'straight', closed: false, detail: 5 } } as const

  test.each(['adam', 'sgd'] as const)('over 1,000 steps nor over snapshots, and none is left behind (%s)', async (method) => {
    const none = tf.memory().numTensors
    const run = startRun(tuned(tiny, { method }), 'tfjs-wasm')
    const backdrop = createBackdrop(run)
    await train(run, 10)
    await takeSnapshot(run, backdrop, probe)
    const before = tf.memory().numTensors
    for (let i = 0; i < 10; i++) {
      await train(run, 100)
      await takeSnapshot(run, backdrop, probe)
    }
    expect(tf.memory().numTensors).toBe(before)
    run.trainer.writeState(await run.trainer.readState())
    expect(tf.memory().numTensors).toBe(before)
    run.trainer.dispose()
    expect(tf.memory().numTensors).toBe(none)
  })

  test('when the numbers break', async () => {
    const run = startRun(tuned(tiny, { method: 'sgd' }), 'tfjs-wasm')
    await train(run, 2)
    const before = tf.memory().numTensors
    const good = await run.trainer.readState()
    run.trainer.writeState({ ...good, parameters: good.parameters.map(() => 1e30) })
    expect((await run.advance(4)).ok).toBe(false)
    expect(tf.memory().numTensors).toBe(before)
    run.trainer.dispose()
  })
})

describe('own points', () => {
  const own = (points: number[][]): Experiment => ({ ...line, data: { kind: 'points', label: 'own', points } })

  test.each([1, 2])('a fifth is held out, each point on one side only (%dD)', (d) => {
    const rows = Array.from({ length: 100 }, (_, i) => [i, -i].slice(0, d))
    const { train: trained, test: held, components, entropy } = drawData(own(rows))
    expect([trained.length / d, held.length / d, components.length]).toEqual([80, 20, 80])
    expect(entropy).toBeNull()
    const firsts = [...trained, ...held].filter((_, i) => i % d === 0)
    expect(firsts.toSorted((a, b) => a - b)).toEqual(rows.map(([first]) => first))
    // Rows stay whole.
    if (d === 2) expect([...trained].every((value, i, all) => i % 2 === 0 || value === -(all[i - 1] ?? NaN))).toBe(true)
  })

  test('so few that none can be spared are trained on and tested on', () => {
    for (const count of [12, 19, 20]) {
      const { data, ...rest } = own(Array.from({ length: count }, (_, i) => [i]))
      const { train: trained, test: held } = drawData({ data, ...rest })
      const few = count < 20
      expect(trained).toHaveLength(few ? count : 16)
      expect(held.every((value) => trained.includes(value))).toBe(few)
      // What the page says of it.
      expect(testsUnseen(data)).toBe(!few)
    }
  })

  test('they lie inside the window', () => {
    const { window } = drawData(own(Array.from({ length: 30 }, (_, i) => [i, 2 * i])))
    expect(window).toEqual([[expect.closeTo(-0.15 * 29), expect.closeTo(1.15 * 29)], [expect.closeTo(-0.3 * 29), expect.closeTo(2.3 * 29)]])
  })
})

test.each(frozenPresets)('1,000 compiled steps of %s end at the same weights on every machine', async (name) => {
  expect(await trainFrozen(name)).toEqual(frozen[name])
})
