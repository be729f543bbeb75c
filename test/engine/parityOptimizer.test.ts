import { beforeAll, describe, expect, test, vi } from 'vitest'
import { createRun, prepare } from '../../src/engine/run.ts'
import type { Experiment } from '../../src/experiment/experiment.ts'
import { presets } from '../../src/experiment/presets.ts'
import { startTfjs } from '../support/tfjs.ts'
import { startRun, train, trainers, tuned } from './runs.ts'
import { engineNames, engines } from './webgpuHere.ts'

/** Clipping and weight decay do the same on every engine, and what they say. */

const methods = ['adam', 'sgd'] as const
const { layers } = presets['moons-realnvp']
const moons: Experiment = tuned(
  { ...presets['moons-realnvp'], layers: layers.slice(0, 2).map((layer) => ({ ...layer, options: { ...layer.options, width: 8 } })) },
  { batch: 48, learningRate: 0.01, schedule: 'constant' },
)
const told = `seed ${moons.run.seed}`

const norm = (vector: Float32Array): number => Math.hypot(...vector)
const distance = (a: Float32Array, b: Float32Array): number => norm(a.map((value, i) => value - (b[i] ?? NaN)))

/** The state after some steps with other settings, from the same start. */
async function after(steps: number, settings: Partial<Experiment['optimizer']>, name = 'wasm') {
  const experiment = tuned(moons, settings)
  const prepared = prepare(experiment)
  if (!prepared.ok) throw new Error('the experiment does not fit')
  const run = createRun(experiment, prepared, engines[name] ?? trainers.wasm)
  const before = await run.trainer.readState()
  await train(run, steps)
  const state = await run.trainer.readState()
  run.trainer.dispose()
  return { before, ...state }
}

beforeAll(startTfjs)

describe.each(methods)('%s', (method) => {
  const settings = [
    ['clipping', { clip: 0.3 }],
    ['weight decay', { weightDecay: 0.5 }],
    ['both', { clip: 0.3, weightDecay: 0.5 }],
  ] as const

  test.each(engineNames.filter((name) => name !== 'tfjs-wasm').flatMap((name) => settings.map(([words, values]) => [name, words, values] as const)))('%s with %s agrees with tfjs after 30 steps, elsewhere than without', async (name, _, values) => {
    const [found, tfjs] = [await after(30, { method, ...values }, name), await after(30, { method, ...values }, 'tfjs-wasm')]
    const plain = await after(30, { method })
    const scale = norm(found.parameters)
    expect(distance(found.parameters, tfjs.parameters) / scale, told).toBeLessThan(1e-4)
    expect(distance(found.firstMoment, tfjs.firstMoment) / norm(found.firstMoment), told).toBeLessThan(1e-3)
    expect(distance(found.parameters, plain.parameters) / scale, told).toBeGreaterThan(1e-2)
  })

  test.each(engineNames)('decay takes rate · decay of every weight, and nothing else (%s)', async (name) => {
    const [plain, decayed] = [await after(1, { method }, name), await after(1, { method, weightDecay: 0.5 }, name)]
    expect([decayed.firstMoment, decayed.secondMoment]).toEqual([plain.firstMoment, plain.secondMoment])
    plain.before.parameters.forEach((start, i) => {
      expect(Math.abs((decayed.parameters[i] ?? NaN) - ((plain.parameters[i] ?? NaN) - 0.01 * 0.5 * start)), `weight ${i}`).toBeLessThan(1e-6)
    })
  })
})

test.each(engineNames)('a gradient longer than the clip gets its length and keeps its direction (%s)', async (name) => {
  // After one step of SGD, the first moment is the gradient that was used.
  const { firstMoment: whole } = await after(1, { method: 'sgd' }, name)
  const clip = Math.fround(norm(whole) / 3)
  const { firstMoment: clipped } = await after(1, { method: 'sgd', clip }, name)
  expect(norm(clipped), told).toBeCloseTo(clip, 5)
  expect(distance(clipped, whole.map((value) => value / 3)) / clip, told).toBeLessThan(1e-5)
})

test.each(engineNames)('a clip that no gradient reaches changes no bit (%s)', async (name) => {
  const [free, wide] = [await after(10, {}, name), await after(10, { clip: 100 }, name)]
  expect(wide).toEqual(free)
})

test('a number that is dragged compiles nothing', async () => {
  const run = startRun(moons)
  const compile = vi.spyOn(WebAssembly, 'Module')
  const retuned = run.retuned(tuned(moons, { clip: 0.1, weightDecay: 0.1, learningRate: 0.1 }))
  await train(retuned, 2)
  expect(compile).not.toHaveBeenCalled()
  // Another method does: the spy sees what it should.
  run.retuned(tuned(moons, { method: 'sgd' }))
  expect(compile).toHaveBeenCalled()
  compile.mockRestore()
})
