import { beforeAll, describe, expect, test } from 'vitest'
import { createReferenceTrainer } from '../../src/engine/reference/trainer.ts'
import { createRun, prepare } from '../../src/engine/run.ts'
import type { CreateTrainer } from '../../src/engine/trainer.ts'
import { createWasmTrainer } from '../../src/engine/wasm/trainer.ts'
import type { Experiment } from '../../src/experiment/experiment.ts'
import { presets } from '../../src/experiment/presets.ts'
import { newLayer } from '../../src/experiment/specs.ts'
import { tell } from '../../src/words/catalogue.ts'
import { startTfjs } from '../support/tfjs.ts'

const trainers: Readonly<Record<string, CreateTrainer>> = {
  'tfjs-wasm': (job, start) => createReferenceTrainer(job, 'tfjs-wasm', start),
  wasm: createWasmTrainer,
}

const shifts: Experiment = {
  ...presets['moons-realnvp'],
  layers: [newLayer('coupling', 'affine', { width: 4 }), newLayer('elementwise', 'shift')],
  optimizer: { ...presets['moons-realnvp'].optimizer, method: 'sgd', learningRate: 1, schedule: 'constant', batch: 32 },
}

beforeAll(startTfjs)

describe.each(Object.keys(trainers))('numbers that break, on %s', (name) => {
  test('stop at the last good step, with a sentence that names the part', async () => {
    const prepared = prepare(shifts)
    if (!prepared.ok) throw new Error(tell(prepared.reason))
    const run = createRun(shifts, prepared, trainers[name] ?? createWasmTrainer)
    await run.advance(3)
    const good = await run.trainer.readState()
    // A weight so large that its square overflows: the next loss is infinite.
    const place = run.flow.layout.blocks.at(-1)?.offset ?? 0
    run.trainer.writeState({ ...good, parameters: good.parameters.map((value, i) => (i === place ? 1e25 : value)) })
    const done = await run.advance(5)
    if (done.ok) throw new Error('expected the numbers to break')
    expect(tell(done.reason)).toMatch(/^Training stopped at step 3: .+ The last good state is kept\.$/)
    const state = await run.trainer.readState()
    expect(state.step).toBe(3)
    expect([state.parameters, state.firstMoment, state.secondMoment].flatMap((values) => [...values]).every(Number.isFinite)).toBe(true)
    run.trainer.dispose()
  })
})
