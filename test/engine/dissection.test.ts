import { describe, expect, test } from 'vitest'
import { dissect } from '../../src/engine/dissection.ts'
import { presets } from '../../src/experiment/presets.ts'
import { mean } from '../../src/math/statistics.ts'
import { lossParts } from '../../src/views/slowMotion/numbers.ts'
import { startRun, train, tuned } from './runs.ts'

const seed = 42

describe.each([
  ['moons-realnvp', 'adam'],
  ['peaks-normal', 'sgd'],
  ['peaks-beta', 'adam'],
] as const)(`a step of %s by %s taken apart (seed ${seed})`, async (name, method) => {
  const experiment = tuned(presets[name], { method, learningRate: 0.01, batch: 64 })
  const taken = startRun(experiment)
  await train(taken, 10)
  const { done, dissection } = await dissect(taken)
  if (!done.ok || !dissection) throw new Error('the numbers broke')

  test('is the very step that training takes: the same loss and the same weights', async () => {
    const plain = startRun(experiment)
    await train(plain, 10)
    const { losses, step } = await plain.advance(1)
    expect([done.step, dissection.step]).toEqual([step, step])
    expect(done.losses).toEqual(losses)
    expect(lossParts(dissection.before).loss).toBeCloseTo(losses[0] ?? NaN, 4)
    expect((await taken.trainer.readState()).parameters).toEqual((await plain.trainer.readState()).parameters)
  })

  test('tells the gradient: along the move, the loss of the batch falls as it says', async () => {
    const [before, after] = [lossParts(dissection.before), lossParts(dissection.after)]
    expect(before.loss).toBeCloseTo(-(before.logBase + before.logDet), 6)
    expect(after.loss).not.toBe(before.loss)
    expect(dissection.parts).toHaveLength(taken.flow.layers.length + 1)
    expect(Math.max(...dissection.parts.map(({ gradient }) => gradient))).toBeGreaterThan(0)
  })

  test('the base pulls uphill', async () => {
    const z = dissection.before.points.at(-1) ?? new Float32Array()
    const n = z.length / taken.flow.d
    expect(dissection.pulls).toHaveLength(z.length)
    expect(dissection.components).toHaveLength(n)
    // Of a standard normal the slope is −z.
    if (experiment.base.name === 'normal') z.forEach((value, i) => expect(Math.abs((dissection.pulls[i] ?? NaN) + value)).toBeLessThan(1e-3))
    else expect(mean(dissection.pulls.map((pull, i) => pull * (0.5 - (z[i] ?? NaN))))).toBeGreaterThan(0)
  })
})

test('the gradient told is that of plain descent from zero momentum', async () => {
  const experiment = tuned(presets['peaks-normal'], { method: 'sgd', learningRate: 0.01, schedule: 'constant', batch: 64 })
  const run = startRun(experiment)
  const before = (await run.trainer.readState()).parameters
  const { dissection } = await dissect(run)
  const after = (await run.trainer.readState()).parameters
  const part = dissection?.parts[0]
  expect(part?.move).toBeCloseTo(0.01 * (part?.gradient ?? NaN), 5)
  expect(Math.hypot(...after.map((value, i) => value - (before[i] ?? NaN)))).toBeCloseTo(part?.move ?? NaN, 5)
})
