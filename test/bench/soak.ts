// npm run -s soak -- [--preset moons-realnvp] [--trainer wasm] [--steps 20000] [--save]
// npm run -s soak -- --page [--minutes 60] [--every 2] [--save]
// Trains for long, an engine alone or the page with every picture on, and tells whether memory stays flat; of the page,
// also whether its time machine keeps its bound and its frames their time.
import { parseArgs } from 'node:util'
import { freshState } from '../../src/engine/carryOver.ts'
import { prepare, startOf } from '../../src/engine/run.ts'
import { presets } from '../../src/experiment/presets.ts'
import { createRandom } from '../../src/math/random.ts'
import { tell } from '../../src/words/catalogue.ts'
import { engineKinds, startEngine } from '../engine/engines.ts'
import { growth, type Sample, soak, type Usage } from '../engine/soak.ts'
import { machineFacts } from './machine.ts'
import { faultsOf, type PageSample, soakPage } from './pageSoak.ts'
import { saveResults } from './results.ts'

const usage = `Usage: npm run -s soak -- [options]
  --preset <name>   ${Object.keys(presets).join(', ')} (moons-realnvp)
  --trainer <name>  ${engineKinds.join(', ')} (wasm)
  --steps <n>       (20000)
  --save            also writes test/bench/results/<date>-<machine>-soak-….json
  --page            the default preset in the page, with every picture on, instead of an engine alone
  --minutes <n>     of the page (60)
  --every <n>       minutes from one look at the page to the next (2)`

const options = {
  preset: { type: 'string', default: 'moons-realnvp' },
  trainer: { type: 'string', default: 'wasm' },
  steps: { type: 'string', default: '20000' },
  save: { type: 'boolean', default: false },
  page: { type: 'boolean', default: false },
  minutes: { type: 'string', default: '60' },
  every: { type: 'string', default: '2' },
} as const

type Options = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

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

async function engineAlone(values: Options): Promise<number> {
  const preset = (Object.keys(presets) as (keyof typeof presets)[]).find((name) => name === values.preset)
  const kind = engineKinds.find((name) => name === values.trainer)
  const steps = Number(values.steps)
  if (!preset || !kind || !(steps >= samplesWanted)) return misused()
  const machine = machineFacts()
  const samples = await samplesOf(preset, kind, steps)
  const grown = growth(samples)
  const flat = Object.values(grown).every((bytes) => bytes < allowed)
  for (const sample of samples) console.log(`step ${sample.step}: ${line(sample.usage)}`)
  console.log(`${preset} on ${kind}: from the second fifth to the last, memory grew by ${line(grown)}: ${flat ? 'flat' : 'NOT flat'}`)
  if (values.save) console.error(saveResults(machine, `soak-${preset}-${kind}`, { preset, trainer: kind, steps, grown, flat, samples }))
  return flat ? 0 : 1
}

const pageLine = ({ minute, step, usage, memories, medianFrameMs, p95FrameMs, longTasks }: PageSample): string => {
  const [heap, all] = [usage['heap'], usage['process']].map((bytes) => ((bytes ?? NaN) / 2 ** 20).toFixed(1))
  return `minute ${minute}, step ${step}: frames ${medianFrameMs} ms, 95 % ${p95FrameMs} ms, ${longTasks} over 50 ms; heap ${heap} MiB of ${all} MiB, ${usage['nodes']} nodes; ${memories} states`
}

async function wholePage({ minutes, every, save }: Options): Promise<number> {
  const plan = { minutes: Number(minutes), every: Number(every) }
  if (!(plan.every > 0) || !(plan.minutes >= 5 * plan.every)) return misused()
  const machine = machineFacts()
  const found = await soakPage(plan, (sample) => console.log(pageLine(sample)))
  if (!found) {
    console.error('No Chromium found: install one, or name it in CHROMIUM_PATH.')
    return 1
  }
  const faults = faultsOf(found.samples)
  console.log(faults.length === 0 ? `${minutes} minutes of the page: memory, time machine and frames hold` : faults.join('\n'))
  const grown = growth(found.samples)
  if (save) console.error(saveResults({ ...machine, chromium: found.chromium }, 'soak-page', { ...plan, grown, faults, samples: found.samples }))
  return faults.length === 0 ? 0 : 1
}

function misused(): number {
  console.error(usage)
  return 2
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options })
  return values.page ? wholePage(values) : engineAlone(values)
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
