// npm run -s stacks -- [--count 100] [--save]
// Trains random stacks on random data sets on the WebAssembly trainer: each to its end, or to the sentence that says why not.
import { parseArgs } from 'node:util'
import { belowEntropy, type Ended, trainRandom } from '../engine/randomStacks.ts'
import { machineFacts } from './machine.ts'
import { saveResults } from './results.ts'

const options = { count: { type: 'string', default: '100' }, save: { type: 'boolean', default: false } } as const

const isWell = (ended: Ended): boolean => Number.isFinite(ended.nll) && !belowEntropy(ended)

const rounded = (value: number | null): number | null => (value === null || !Number.isFinite(value) ? null : Number(value.toFixed(4)))

const record = (ended: Ended) => ({
  seed: ended.seed,
  stack: ended.stack,
  nll: rounded(ended.nll),
  standardError: rounded(ended.standardError),
  entropy: rounded(ended.entropy),
  stopped: ended.stopped,
})

async function main(): Promise<number> {
  const { values } = parseArgs({ options })
  const machine = { ...machineFacts(), chromium: null }
  const all: Ended[] = []
  for (let seed = 1; seed <= Number(values.count); seed++) {
    const ended = await trainRandom(seed)
    all.push(ended)
    const told = ended.stopped ?? `NLL ${ended.nll.toFixed(4)} ± ${ended.standardError.toFixed(4)}, H ${ended.entropy?.toFixed(4) ?? 'unknown'}`
    console.log(`${isWell(ended) ? '' : 'WRONG '}seed ${seed}  ${ended.stack}  ${told}`)
  }
  const stopped = all.filter((one) => one.stopped !== null).length
  const wrong = all.filter((one) => !isWell(one)).length
  console.log(`${all.length} stacks: ${all.length - stopped} trained to the end, ${stopped} stopped with a sentence, ${wrong} went wrong`)
  if (values.save) console.error(saveResults(machine, 'stacks', { stopped, wrong, stacks: all.map(record) }))
  return all.length > 0 && wrong === 0 ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
