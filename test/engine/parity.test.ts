import { beforeAll, describe, expect, test } from 'vitest'
import { createReferenceTrainer } from '../../src/engine/reference/trainer.ts'
import { createWasmTrainer } from '../../src/engine/wasm/trainer.ts'
import { freshState } from '../../src/engine/carryOver.ts'
import type { CreateTrainer, TrainerJob } from '../../src/engine/trainer.ts'
import { presets } from '../../src/experiment/presets.ts'
import { forwardStages, logDensityOf, type Flow } from '../../src/flows/flow.ts'
import { coordinatesOf, entries, float64Ops } from '../../src/math/float64.ts'
import { blockSize } from '../../src/math/block.ts'
import { batchIndex, createRandom } from '../../src/math/random.ts'
import { mean } from '../../src/math/statistics.ts'
import { startTfjs } from '../support/tfjs.ts'
import { casesIn, flowOf } from './caseFlows.ts'

/** Single precision: how far the tensors may be from the float64 mirror. */
const tolerance = { loss: 1e-5, gradient: 1e-3 }
const n = 64
const seed = 5

function jobOf(flow: Flow, points: Float32Array): TrainerJob {
  const optimizer = { ...presets['moons-realnvp'].optimizer, method: 'sgd', learningRate: 1, schedule: 'constant', batch: n } as const
  return { flow, points, seed, optimizer }
}

/** Mean NLL of the first batch in float64. */
function lossOf(flow: Flow, parameters: Float64Array, points: Float32Array): number {
  const rows = Array.from({ length: n }, (_, i) => batchIndex(seed, 0, i, n))
  const batch = Float64Array.from(rows.flatMap((row) => [...points.subarray(row * flow.d, (row + 1) * flow.d)]))
  const ops = float64Ops(parameters)
  const stages = forwardStages(flow, ops, coordinatesOf(batch, flow.d).map((at) => ({ at })))
  return -mean(entries(logDensityOf(flow, ops, stages), n))
}

const covered = casesIn(1, 3)

const trainers: Readonly<Record<string, CreateTrainer>> = {
  'tfjs-wasm': (job, start) => createReferenceTrainer(job, 'tfjs-wasm', start),
  wasm: createWasmTrainer,
}

beforeAll(startTfjs)

describe.each(covered.map((one) => [one.title, one] as const))('agrees with float64: %s', (_title, one) => {
  const flow = flowOf(one)
  const random = createRandom(seed)
  const points = Float32Array.from({ length: n * flow.d }, () => 1.5 * random.normal())
  const start = flow.layout.start(random).map((value) => value + 0.2 * random.normal())

  test.each(Object.keys(trainers))(`%s: loss, and its gradient block by block against differences (seed ${seed})`, async (name) => {
    const trainer = (trainers[name] ?? createWasmTrainer)(jobOf(flow, points), freshState(start))
    const { losses } = await trainer.step(1)
    const { firstMoment: gradient } = await trainer.readState()
    trainer.dispose()
    const parameters = Float64Array.from(start)
    const truth = lossOf(flow, parameters, points)
    expect(Math.abs((losses[0] ?? NaN) - truth)).toBeLessThan(tolerance.loss * Math.max(1, Math.abs(truth)))
    const h = 1e-5
    for (const block of flow.layout.blocks) {
      // Three weights of each block stand for it.
      const size = blockSize(block)
      for (const place of new Set([0, Math.floor(size / 2), size - 1])) {
        const at = block.offset + place
        const shifted = (by: number) => lossOf(flow, parameters.map((value, i) => (i === at ? value + by : value)), points)
        const slope = (shifted(h) - shifted(-h)) / (2 * h)
        expect(Math.abs((gradient[at] ?? NaN) - slope), `${block.name}[${place}]`).toBeLessThan(tolerance.gradient * Math.max(1, Math.abs(slope)))
      }
    }
  })
})
