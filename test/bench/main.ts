// npm run bench -- training [--json] [--rounds 9] [--seconds 0.5] [--only text] [--save]
// npm run bench -- frames [--json] [--rounds 5] [--seconds 4] [--fine] [--save]
// Training: how many times as fast as others our trainers are, on this machine, both measured in turns. Never an absolute time.
// Frames: how smooth the page is while it trains, and what share of its speed training keeps beside the pictures.
import { parseArgs } from 'node:util'
import { type Comparison, trainingComparisons } from './comparisons.ts'
import { framesLine, framesTable, measureFrames } from './frames.ts'
import { machineFacts, machineLine } from './machine.ts'
import { jsonLine, type Outcome, ratioOf, skipLine, table } from './report.ts'
import { saveResults } from './results.ts'
import { runComparisons } from './training.ts'

const usage = `Usage: npm run -s bench -- training|frames [options]
  --json         a line of JSON for each comparison; what is skipped is told on stderr
  --rounds <n>   rounds of each comparison (9; of frames 5)
  --seconds <s>  how long each side runs in each round (0.5; of frames 4)
  --save         also writes test/bench/results/<date>-<machine>.json, of frames …-frames.json or …-frames-fine.json
  Only of frames:
  --fine         10,000 points and a density of 257² that morph all the while, in place of the usual
  Only of training:
  --gpu-in-node  WebGPU in Node, on the machine's own adapter, instead of in Chromium on its software adapter
  --only <text>  comparisons whose model, batch or rival hold this text`

const options = {
  json: { type: 'boolean', default: false },
  save: { type: 'boolean', default: false },
  fine: { type: 'boolean', default: false },
  'gpu-in-node': { type: 'boolean', default: false },
  rounds: { type: 'string' },
  seconds: { type: 'string' },
  only: { type: 'string', default: '' },
} as const

const isWanted = (only: string) => ({ model, batch, trainer, against, measure }: Comparison): boolean =>
  `${model} ${batch} ${trainer} ${against} ${measure ?? ''}`.includes(only)

const resultsOf = (outcomes: readonly Outcome[]): readonly object[] =>
  outcomes.map(({ comparison, ...rest }) => ({ ...comparison, ...(rest.ok && ratioOf(rest.rounds)), ...rest }))

function tellOf(json: boolean): (outcome: Outcome) => void {
  return (outcome) => {
    if (!outcome.ok) console.error(skipLine(outcome))
    else if (json) console.log(jsonLine(outcome))
    else console.error(`${outcome.comparison.model}, batch ${outcome.comparison.batch}, against ${outcome.comparison.against}: done`)
  }
}

/** Rounds, and seconds of each, where they are not told. */
const plans = { training: { rounds: 9, seconds: 0.5 }, frames: { rounds: 5, seconds: 4 } } as const

const isBench = (name: string): name is keyof typeof plans => Object.hasOwn(plans, name)

async function frames(given: { readonly rounds: number; readonly seconds: number }, { json, fine, save }: Options): Promise<number> {
  const facts = machineFacts()
  const plan = { ...given, fine }
  const found = await measureFrames(plan)
  if (!found) {
    console.error('No Chromium found: install one, or name it in CHROMIUM_PATH.')
    return 1
  }
  const { chromium, ...rest } = found
  const machine = { ...facts, chromium }
  console.log(json ? framesLine(found) : `${machineLine(machine)}\n\n${framesTable(found)}`)
  if (save) console.error(saveResults(machine, fine ? 'frames-fine' : 'frames', { ...plan, ...rest }))
  return 0
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const name = positionals.join()
  const given = isBench(name) ? plans[name] : null
  const plan = { rounds: Number(values.rounds ?? given?.rounds), seconds: Number(values.seconds ?? given?.seconds) }
  if (!given || !(plan.rounds >= 1) || !(plan.seconds > 0)) {
    console.error(usage)
    return 2
  }
  return name === 'frames' ? frames(plan, values) : training(plan, values)
}

type Options = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

async function training(given: { readonly rounds: number; readonly seconds: number }, values: Options): Promise<number> {
  const plan = { ...given, warmUpSeconds: 10 }
  const wanted = trainingComparisons.filter(isWanted(values.only))
  if (wanted.length === 0) {
    console.error(`No comparison holds '${values.only}'.`)
    return 2
  }
  const facts = machineFacts()
  const { outcomes, chromium } = await runComparisons(wanted, plan, tellOf(values.json), values['gpu-in-node'])
  const machine = { ...facts, chromium }
  if (!values.json) console.log(`\n${machineLine(machine)}\n\n${table(outcomes)}`)
  if (values.save) console.error(saveResults(machine, '', { results: resultsOf(outcomes) }))
  return outcomes.some((one) => !one.ok && one.why === 'fault') ? 1 : 0
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
