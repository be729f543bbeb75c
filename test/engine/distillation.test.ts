import { beforeAll, describe, expect, test } from 'vitest'
import { freshState } from '../../src/engine/carryOver.ts'
import { nllOf } from '../../src/engine/evaluation.ts'
import { drawLesson } from '../../src/engine/lesson.ts'
import { createRun, prepare, startOf, type Run } from '../../src/engine/run.ts'
import type { TrainerJob } from '../../src/engine/trainer.ts'
import { createWasmTrainer } from '../../src/engine/wasm/trainer.ts'
import { teacherOf } from '../../src/experiment/distillation.ts'
import type { Experiment } from '../../src/experiment/experiment.ts'
import { presets } from '../../src/experiment/presets.ts'
import { newBase, newData, newLayer } from '../../src/experiment/specs.ts'
import { forcedStages } from '../../src/flows/distillation.ts'
import { givenOf, logDensityOf } from '../../src/flows/flow.ts'
import { coordinatesOf, entries, float64Ops } from '../../src/math/float64.ts'
import { batchIndex, createRandom } from '../../src/math/random.ts'
import { mean } from '../../src/math/statistics.ts'
import { startTfjs } from '../support/tfjs.ts'
import { engineKinds, startEngine } from './engines.ts'
import { startRun, train, tuned } from './runs.ts'

const student = presets['moons-distilled']
/** A batch that fills no whole number of tiles. */
const batch = 100
const seed = 9

/** A trained teacher, and its student before the first step. */
async function taught(experiment: Experiment, steps: number) {
  const teacher = teacherOf(experiment)
  if (!teacher) throw new Error('there is no teacher')
  const run = startRun(teacher)
  await train(run, steps)
  const untold = prepare(experiment, run.data)
  const prepared = untold.ok && prepare(experiment, run.data, await drawLesson(run, untold.flow))
  if (!prepared || !prepared.ok) throw new Error('the student does not fit')
  return { teacher: run, prepared, student: createRun(experiment, prepared, createWasmTrainer) }
}

/** The mean loss of the first batch in float64. */
function lossOf({ flow, points, labels, kept, seed: batches }: TrainerJob, parameters: Float64Array): number {
  const rows = Array.from({ length: batch }, (_, i) => batchIndex(batches, 0, i, points.length / flow.d))
  const pick = (all: Float32Array) =>
    coordinatesOf(Float64Array.from(rows.flatMap((row) => [...all.subarray(row * flow.d, (row + 1) * flow.d)])), flow.d).map((at) => ({ at }))
  const ops = float64Ops(parameters)
  const given = givenOf(flow, labels && Uint8Array.from(rows, (row) => labels[row] ?? NaN))
  return -mean(entries(logDensityOf(flow, ops, forcedStages(flow, ops, pick(points), pick(kept ?? points), given)), batch))
}

const small: Experiment = {
  ...student,
  layers: [newLayer('inverseAutoregressive', 'gaussianMixtureCdf', { onto: 'real', components: 3, width: 8, depth: 1 })],
}
const smooth: Experiment = {
  ...student,
  layers: [newLayer('elementwise', 'affine'), newLayer('inverseAutoregressive', 'affine', { order: 'reverse', width: 8 })],
}

beforeAll(startTfjs)

/** A software adapter compiles the mixture for half a minute. */
const onWasm = engineKinds.filter((kind) => kind === 'wasm' || kind === 'tfjs-wasm')

describe.each([
  ['a mixture CDF', small, onWasm],
  ['an affine student that reads the other order', smooth, engineKinds],
  ['an affine student that is told the class', { ...smooth, conditional: true }, engineKinds],
] as const)('%s', (_name, whole, kinds) => {
  test.each(kinds)(`%s: the loss is that of float64 to 1e-5, and its gradient to 1e-4 (seed ${seed})`, async (kind) => {
    const { prepared } = await taught(whole, 20)
    const optimizer = { ...whole.optimizer, method: 'sgd', learningRate: 1, schedule: 'constant', batch } as const
    const job = { ...prepared.job, optimizer }
    const random = createRandom(seed)
    const start = startOf(job).map((value) => value + 0.2 * random.normal())
    const trainer = (await startEngine(kind, job))(job, freshState(start))
    const { losses } = await trainer.step(1)
    const { firstMoment: gradient } = await trainer.readState()
    trainer.dispose()
    const parameters = Float64Array.from(start)
    expect(Math.abs((losses[0] ?? NaN) - lossOf(job, parameters))).toBeLessThan(1e-5)
    const h = 1e-5
    for (const { name, offset } of job.flow.layout.blocks) {
      const shifted = (by: number) => lossOf(job, parameters.map((value, i) => (i === offset ? value + by : value)))
      const slope = (shifted(h) - shifted(-h)) / (2 * h)
      expect(Math.abs((gradient[offset] ?? NaN) - slope), name).toBeLessThan(1e-4 * Math.max(1, Math.abs(slope)))
    }
  })
})

const testNll = async ({ trainer, data }: Run): Promise<number> => (await nllOf(trainer, data.test)).nll

test.each([
  ['two moons', { ...student, data: newData('moons') }, 0.06],
  ['the smiley, onto Uniform(0, 1)', { ...student, data: newData('smiley'), layers: [newLayer('inverseAutoregressive', 'gaussianMixtureCdf')], base: newBase('uniform') }, 0.08],
] as const)('%s: a student of 600 steps, evaluated one coordinate after another, comes near its teacher', async (_name, experiment, near) => {
  const { teacher, student: run } = await taught(tuned({ ...experiment, teacher: { steps: 600 } }, { steps: 600 }), 600)
  const known = await testNll(teacher)
  const before = await testNll(run)
  await train(run, 600)
  const after = await testNll(run)
  expect(before - known).toBeGreaterThan(0.5)
  expect(Math.abs(after - known)).toBeLessThan(near)
})

test('a lesson hangs on the seed alone', async () => {
  const jobs = [await taught(student, 5), await taught(student, 5), await taught({ ...student, run: { ...student.run, seed: 1 } }, 5)].map(({ prepared }) => prepared.job)
  expect(jobs[1]?.kept).toEqual(jobs[0]?.kept)
  expect(jobs[1]?.points).toEqual(jobs[0]?.points)
  expect(jobs[2]?.points).not.toEqual(jobs[0]?.points)
})
