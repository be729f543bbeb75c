import { expect, test } from 'vitest'
import { freshState } from '../../src/engine/carryOver.ts'
import { prepare, startOf } from '../../src/engine/run.ts'
import type { Trainer } from '../../src/engine/trainer.ts'
import { presets } from '../../src/experiment/presets.ts'
import { createRandom } from '../../src/math/random.ts'
import { engineKinds, startEngine } from './engines.ts'
import { growth, nodeUsage, soak, type Usage } from './soak.ts'

const seed = 3

/** A small coupling flow: all that a larger one has, in less time. */
function smallJob() {
  const { layers, optimizer, ...rest } = presets['moons-realnvp']
  const narrow = layers.slice(0, 2).map((layer) => ({ ...layer, options: { ...layer.options, width: 8 } }))
  const prepared = prepare({ ...rest, layers: narrow, optimizer: { ...optimizer, batch: 32, schedule: 'constant', learningRate: 1e-4 } })
  if (!prepared.ok) throw new Error(prepared.reason.key)
  return prepared.job
}

const plan = (steps: number) => {
  const random = createRandom(seed)
  return { steps, slice: 100, slicesPerSample: steps / 2000, points: Float32Array.from({ length: 2 * 200 }, () => random.normal()) }
}

/** Bytes, over the 130 calls of 100 steps that lie between the samples compared: some 2 kB for each is found. */
const allowed = 256 * 1024

const grown = (usage: Usage): readonly string[] =>
  Object.entries(usage).filter(([, bytes]) => !(bytes < allowed)).map(([kind, bytes]) => `${kind} grew by ${bytes} bytes`)

test.runIf(engineKinds.includes('wasm'))('20,000 steps on WebAssembly leave memory flat', async () => {
  const job = smallJob()
  const trainer = (await startEngine('wasm', job))(job, freshState(startOf(job)))
  expect(grown(growth(await soak(trainer, plan(20_000)))), `probes of seed ${seed}`).toEqual([])
  trainer.dispose()
})

test('a trainer that keeps what it should let go is found out', async () => {
  const job = smallJob()
  const trainer = (await startEngine('wasm', job))(job, freshState(startOf(job)))
  const kept: unknown[] = []
  const leaking: Trainer = {
    ...trainer,
    step: async (count) => {
      kept.push(await trainer.readState())
      return trainer.step(count)
    },
  }
  expect(grown(growth(await soak(leaking, plan(20_000)))).length, `${kept.length} states were kept`).toBeGreaterThan(0)
  trainer.dispose()
})

test('memory that a trainer holds is counted', () => {
  const before = nodeUsage()
  const held = new WebAssembly.Memory({ initial: 100, maximum: 100 })
  const after = nodeUsage()
  const gained = (after['external'] ?? 0) - (before['external'] ?? 0) + (after['arrayBuffers'] ?? 0) - (before['arrayBuffers'] ?? 0)
  expect(gained).toBeGreaterThan(0.9 * held.buffer.byteLength)
})
