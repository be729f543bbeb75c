// npm run bench -- training [--json] [--rounds 9] [--seconds 0.5] [--only text] [--save]
// How many times as fast as others our trainers are, on this machine, both measured in turns. Never an absolute time.
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Comparison, trainingComparisons } from './comparisons.ts'
import { type MachineFacts, machineFacts, machineLine, shortName } from './machine.ts'
import { jsonLine, type Outcome, ratioOf, skipLine, table } from './report.ts'
import { runComparisons } from './training.ts'

const usage = `Usage: npm run -s bench -- training [options]
  --json         a line of JSON for each comparison; what is skipped is told on stderr
  --rounds <n>   rounds of each comparison (9)
  --seconds <s>  how long each side runs in each round (0.5)
  --gpu-in-node  WebGPU in Node, on the machine's own adapter, instead of in Chromium on its software adapter
  --only <text>  comparisons whose model, batch or rival hold this text
  --save         also writes test/bench/results/<date>-<machine>.json`

const options = {
  json: { type: 'boolean', default: false },
  save: { type: 'boolean', default: false },
  'gpu-in-node': { type: 'boolean', default: false },
  rounds: { type: 'string', default: '9' },
  seconds: { type: 'string', default: '0.5' },
  only: { type: 'string', default: '' },
} as const

const isWanted = (only: string) => ({ model, batch, trainer, against, measure }: Comparison): boolean =>
  `${model} ${batch} ${trainer} ${against} ${measure ?? ''}`.includes(only)

function save(machine: MachineFacts, outcomes: readonly Outcome[]): void {
  const folder = new URL('./results/', import.meta.url)
  const date = new Date().toISOString().slice(0, 10)
  const file = new URL(`${date}-${shortName(machine)}.json`, folder)
  const results = outcomes.map(({ comparison, ...rest }) => ({ ...comparison, ...(rest.ok && ratioOf(rest.rounds)), ...rest }))
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, `${JSON.stringify({ date, machine, results }, null, 2)}\n`)
  console.error(`Written to ${fileURLToPath(file)}`)
}

function tellOf(json: boolean): (outcome: Outcome) => void {
  return (outcome) => {
    if (!outcome.ok) console.error(skipLine(outcome))
    else if (json) console.log(jsonLine(outcome))
    else console.error(`${outcome.comparison.model}, batch ${outcome.comparison.batch}, against ${outcome.comparison.against}: done`)
  }
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const plan = { rounds: Number(values.rounds), seconds: Number(values.seconds), warmUpSeconds: 10 }
  if (positionals.join() !== 'training' || !(plan.rounds >= 1) || !(plan.seconds > 0)) {
    console.error(usage)
    return 2
  }
  const wanted = trainingComparisons.filter(isWanted(values.only))
  if (wanted.length === 0) {
    console.error(`No comparison holds '${values.only}'.`)
    return 2
  }
  const facts = machineFacts()
  const { outcomes, chromium } = await runComparisons(wanted, plan, tellOf(values.json), values['gpu-in-node'])
  const machine = { ...facts, chromium }
  if (!values.json) console.log(`\n${machineLine(machine)}\n\n${table(outcomes)}`)
  if (values.save) save(machine, outcomes)
  return outcomes.some((one) => !one.ok && one.why === 'fault') ? 1 : 0
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
