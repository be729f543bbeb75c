// npm run -s soak -- [--preset moons-realnvp] [--trainer wasm] [--steps 20000] [--save]
// Trains for long, and tells whether memory stays flat.
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { freshState } from '../../src/engine/carryOver.ts'
import { prepare, startOf } from '../../src/engine/run.ts'
import { presets } from '../../src/experiment/presets.ts'
import { createRandom } from '../../src/math/random.ts'
import { tell } from '../../src/words/catalogue.ts'
import { engineKinds, startEngine } from '../engine/engines.ts'
import { growth, type Sample, soak, type Usage } from '../engine/soak.ts'
import { machineFacts, shortName } from './machine.ts'

const usage = `Usage: npm run -s soak -- [options]
  --preset <name>   ${Object.keys(presets).join(', ')} (moons-realnvp)
  --trainer <name>  ${engineKinds.join(', ')} (wasm)
  --steps <n>       (20000)
  --save            also writes test/bench/results/<date>-<machine>-soak.json`

const options = {
  preset: { type: 'string', default: 'moons-realnvp' },
  trainer: { type: 'string', default: 'wasm' },
  steps: { type: 'string', default: '20000' },
  save: { type: 'boolean', default: false },
} as const

/** Bytes that each kind of memory may grow by. */
const allowed = 256 * 1024
const seed = 3
const samplesWanted = 20

const line = (usageOf: Usage): string =>
  Object.entries(usageOf).map(([kind, bytes]) => `${kind} ${(bytes / 1024).toFixed(0)} KiB`).join(', ')

async function samplesOf(preset: keyof typeof presets, kind: (typeof engineKinds)[number], steps: number): Promise<readonly Sample[]> {
  const experiment = presets[preset]
  // A small constant rate: however long it runs, the numbers stay whole.
  const prepared = prepare({ ...experiment, optimizer: { ...experiment.optimizer, schedule: 'constant', learningRate: 1e-4 } })
  if (!prepared.ok) throw new Error(tell(prepared.reason))
  const { job } = prepared
  const random = createRandom(seed)
  const points = Float32Array.from({ length: 500 * job.flow.d }, () => random.normal())
  const trainer = (await startEngine(kind, job))(job, freshState(startOf(job)))
  const slice = Math.max(1, Math.min(50, Math.floor(steps / samplesWanted)))
  const samples = await soak(trainer, { steps, slice, slicesPerSample: Math.max(1, Math.round(steps / samplesWanted / slice)), points })
  trainer.dispose()
  return samples
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options })
  const preset = (Object.keys(presets) as (keyof typeof presets)[]).find((name) => name === values.preset)
  const kind = engineKinds.find((name) => name === values.trainer)
  const steps = Number(values.steps)
  if (!preset || !kind || !(steps >= samplesWanted)) {
    console.error(usage)
    return 2
  }
  const machine = machineFacts()
  const samples = await samplesOf(preset, kind, steps)
  const grown = growth(samples)
  const flat = Object.values(grown).every((bytes) => bytes < allowed)
  for (const sample of samples) console.log(`step ${sample.step}: ${line(sample.usage)}`)
  console.log(`${preset} on ${kind}: from the second fifth to the last, memory grew by ${line(grown)}: ${flat ? 'flat' : 'NOT flat'}`)
  if (values.save) {
    const date = new Date().toISOString().slice(0, 10)
    const file = new URL(`./results/${date}-${shortName(machine)}-soak-${preset}-${kind}.json`, import.meta.url)
    mkdirSync(new URL('./', file), { recursive: true })
    writeFileSync(file, `${JSON.stringify({ date, machine, preset, trainer: kind, steps, grown, flat, samples }, null, 2)}\n`)
    console.error(`Written to ${fileURLToPath(file)}`)
  }
  return flat ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
