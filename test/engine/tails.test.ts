import { beforeAll, describe, expect, test } from 'vitest'
import { createReferenceTrainer } from '../../src/engine/reference/trainer.ts'
import { createRun, prepare } from '../../src/engine/run.ts'
import type { CreateTrainer } from '../../src/engine/trainer.ts'
import { createWasmTrainer } from '../../src/engine/wasm/trainer.ts'
import type { Experiment } from '../../src/experiment/experiment.ts'
import { presets } from '../../src/experiment/presets.ts'
import { tell } from '../../src/words/catalogue.ts'
import { startTfjs } from '../support/tfjs.ts'

const trainers: Readonly<Record<string, CreateTrainer>> = {
  'tfjs-wasm': (job, start) => createReferenceTrainer(job, 'tfjs-wasm', start),
  wasm: createWasmTrainer,
}

/** Numbers far from where the mixture starts: its CDF is 1 there but for rounding. */
const far: Experiment = {
  ...presets['peaks-uniform'],
  data: { kind: 'points', label: 'far', points: Array.from({ length: 300 }, (_, i) => [Math.fround((i % 17) + Math.sin(i))]) },
}

beforeAll(startTfjs)

describe.each(Object.keys(trainers))('far in the tail, on %s', (name) => {
  test.each(['peaks-uniform', 'peaks-beta', 'peaks-normal'] as const)('a probability never leaves (0, 1): %s', async (preset) => {
    const experiment = { ...far, layers: presets[preset].layers, base: presets[preset].base }
    const prepared = prepare(experiment)
    if (!prepared.ok) throw new Error(tell(prepared.reason))
    const run = createRun(experiment, prepared, trainers[name] ?? createWasmTrainer)
    const done = await run.advance(60)
    expect(done.ok ? 'goes on' : tell(done.reason)).toBe('goes on')
    expect((await run.trainer.logDensity(prepared.data.train)).every(Number.isFinite)).toBe(true)
    run.trainer.dispose()
  })
})
