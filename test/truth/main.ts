// npm run -s truth [-- --save]
// Log-densities of trained flows, ours and those that PyTorch and SciPy come to from the same weights, in float64.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { machineFacts, shortName } from '../bench/machine.ts'
import { findPython } from '../support/python.ts'
import { type TruthModelName, truthModelNames, truthModels } from './models.ts'
import { type Trained, trained } from './trained.ts'

/**
 * The largest difference allowed, in nats: of the float64 algebra, of an engine in single precision, and of an integrator
 * of other steps.
 */
const allowed = { float64: 1e-9, engine: 1e-4, adaptive: 1e-4 } as const

const script = fileURLToPath(new URL('./density.py', import.meta.url))

interface Compared {
  readonly name: TruthModelName
  /** Largest |log p − log p of the other| over the points, in nats. */
  readonly float64: number
  readonly engine: number
}

const largest = (ours: ArrayLike<number>, theirs: readonly number[]): number =>
  theirs.reduce((most, value, i) => {
    const difference = Math.abs(value - (ours[i] ?? NaN))
    return difference <= most ? most : difference
  }, 0)

/** Asks the script for its log-densities of every model. */
function compared(python: string, models: readonly Trained[]): { readonly versions: string; readonly all: readonly Compared[] } {
  const input = models.map(({ json }) => `${json}\n`).join('')
  const { stdout, status } = spawnSync(python, [script], { input, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['pipe', 'pipe', 'inherit'] })
  if (status !== 0) throw new Error('The script in Python failed.')
  const [head, ...lines] = stdout.trimEnd().split('\n')
  const { versions } = JSON.parse(head ?? '{}') as { readonly versions: string }
  const all = models.map(({ name, float64, engine }, i): Compared => {
    const { logDensity } = JSON.parse(lines[i] ?? '{}') as { readonly logDensity: readonly number[] }
    if (logDensity.length !== float64.length) throw new Error(`${name}: ${logDensity.length} log-densities came back, not ${float64.length}.`)
    return { name, float64: largest(float64, logDensity), engine: largest(engine, logDensity) }
  })
  return { versions, all }
}

const holds = ({ name, float64, engine }: Compared): boolean =>
  float64 <= allowed[truthModels[name].solver === 'adaptive' ? 'adaptive' : 'float64'] && engine <= allowed.engine

const lineOf = (one: Compared): string =>
  `${one.name.padEnd(25)}${one.float64.toExponential(1).padStart(9)}${one.engine.toExponential(1).padStart(15)}  ${holds(one) ? '✓' : '✗'}`

function save(versions: string, models: readonly Compared[]): void {
  const folder = new URL('../bench/results/', import.meta.url)
  const machine = machineFacts()
  const date = new Date().toISOString().slice(0, 10)
  const file = new URL(`${date}-${shortName(machine)}-truth.json`, folder)
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, `${JSON.stringify({ date, machine, against: versions, allowed, models }, null, 2)}\n`)
  console.error(`Written to ${fileURLToPath(file)}`)
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { save: { type: 'boolean', default: false } } })
  const python = findPython(['torch', 'scipy'])
  if (python === undefined) {
    console.error('Skipped: there is no Python here with PyTorch and SciPy (on Debian: python3-torch and python3-scipy).')
    return 0
  }
  const models: Trained[] = []
  for (const name of truthModelNames) models.push(await trained(name))
  const { versions, all } = compared(python, models)
  console.log(`Largest difference of log p(x) from ${versions} in float64, in nats\n\n${'model'.padEnd(25)}  float64  WASM (float32)`)
  for (const one of all) console.log(lineOf(one))
  if (values.save) save(versions, all)
  return all.every(holds) ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
