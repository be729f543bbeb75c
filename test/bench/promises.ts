// npm run -s promises -- [--seeds 42,1,2] [--only text] [--save]
// Trains every preset to its end on the WebAssembly trainer, and tells whether it comes to what it promises, and how soon.
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { presetNames } from '../../src/experiment/presets.ts'
import { keep, type Kept, mostSeconds, promises, qualities } from '../experiment/promises.ts'
import { machineFacts, type MachineFacts } from './machine.ts'
import { resultFile, saveResults } from './results.ts'

const usage = `Usage: npm run -s promises -- [options]
  --seeds <list>  (42,1,2)
  --only <text>   presets whose name holds it
  --save          also writes test/bench/results/<date>-<machine>-promises.json`

const options = {
  seeds: { type: 'string', default: '42,1,2' },
  only: { type: 'string', default: '' },
  save: { type: 'boolean', default: false },
} as const

const rounded = (value: number): number | null => (Number.isFinite(value) ? Number(value.toFixed(4)) : null)

/** A number that is not finite, as the gap to bare levels, is null. */
const record = ({ preset, seed, gap, nll, trained, seconds, broken }: Kept) => ({
  preset,
  seed,
  promised: promises[preset],
  gap: rounded(gap),
  nll: rounded(nll),
  trained: rounded(trained),
  seconds: rounded(seconds),
  broken,
})

function line(kept: Kept): string {
  const numbers = qualities.map((quality) => `${quality} ${kept[quality].toFixed(4).padStart(9)}`)
  const verdict = kept.broken.length === 0 ? 'kept' : `NOT kept: ${kept.broken.join(', ')}`
  return [kept.preset.padEnd(30), `seed ${String(kept.seed).padStart(3)}`, ...numbers, `${kept.seconds.toFixed(1).padStart(5)} s`, verdict].join('  ')
}

interface Saved {
  readonly presets: readonly { readonly preset: string; readonly seed: number }[]
}

/** What an earlier run of the day found of other presets and seeds, so that one that was stopped may be taken up again. */
function earlierThan(all: readonly Kept[], file: URL): Saved['presets'] {
  if (!existsSync(file)) return []
  const { presets } = JSON.parse(readFileSync(file, 'utf8')) as Saved
  return presets.filter((one) => !all.some(({ preset, seed }) => preset === one.preset && seed === one.seed))
}

const unbounded = (_: string, value: unknown) => (value === Infinity || value === -Infinity ? null : value)

/** Writes what is known so far, in the order of the menu. */
function save(facts: Omit<MachineFacts, 'chromium'>, all: readonly Kept[]): void {
  const machine = { ...facts, chromium: null }
  const place = ({ preset }: { readonly preset: string }): number => presetNames.findIndex((name) => name === preset)
  const found = [...earlierThan(all, resultFile(machine, 'promises')), ...all.map(record)].sort((a, b) => place(a) - place(b))
  saveResults(machine, 'promises', { mostSeconds, presets: found }, unbounded)
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options })
  const seeds = values.seeds.split(',').map(Number)
  const names = presetNames.filter((name) => name.includes(values.only))
  if (names.length === 0 || !seeds.every(Number.isInteger)) {
    console.error(usage)
    return 2
  }
  const machine = machineFacts()
  const all: Kept[] = []
  for (const name of names) {
    for (const seed of seeds) {
      const kept = await keep(name, seed)
      all.push(kept)
      console.log(line(kept))
      if (values.save) save(machine, all)
    }
  }
  return all.every(({ broken }) => broken.length === 0) ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
