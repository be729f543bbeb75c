import { dataLabel } from '../../src/app/labels.ts'
import { nllOf } from '../../src/engine/evaluation.ts'
import { freshPoints } from '../../src/engine/data.ts'
import { createRun, prepare } from '../../src/engine/run.ts'
import { createWasmTrainer } from '../../src/engine/wasm/trainer.ts'
import { datasetNames, datasets } from '../../src/datasets/registry.ts'
import { distributionOf } from '../../src/experiment/dataSource.ts'
import type { BaseSpec, DataSpec, Experiment, LayerSpec } from '../../src/experiment/experiment.ts'
import { run as experimentOf } from '../../src/experiment/presets/recipes.ts'
import { dimensionOf, scalarsOf } from '../../src/experiment/schema.ts'
import { newBase, newData, newLayer } from '../../src/experiment/specs.ts'
import { baseCatalog, baseNames, structureCatalog, structureNames, type StructureName } from '../../src/flows/catalog.ts'
import { layerOptions } from '../../src/experiment/layerOptions.ts'
import { checkStack } from '../../src/flows/stack.ts'
import type { OptionSpec, OptionSpecs, OptionValue, OptionValues } from '../../src/math/options.ts'
import { createRandom, type Random } from '../../src/math/random.ts'
import { tell } from '../../src/words/catalogue.ts'

/** Stacks that nobody thought of: every kind of layer, option, base and data set may meet every other. */

const steps = 300
const batch = 64
const mostLayers = 6
/** Test points whose NLL is held against the entropy. */
const testPoints = 5000

/** Sizes are kept small: what breaks a number does not hang on them. */
const ranges: Readonly<Record<string, readonly [number, number]>> = { width: [1, 16], depth: [1, 2], steps: [4, 6], components: [2, 8], bins: [2, 16] }

const pick = <T>(random: Random, values: readonly T[]): T => {
  const found = values[random.integer(values.length)]
  if (found === undefined) throw new RangeError('there is nothing to pick from')
  return found
}

function optionFrom(random: Random, name: string, spec: OptionSpec): OptionValue {
  if (spec.kind === 'choice') return pick(random, spec.values)
  const [min, max] = ranges[name] ?? [spec.min, spec.max]
  if (spec.kind === 'integer') return min + random.integer(max - min + 1)
  return min + spec.step * random.integer(Math.round((max - min) / spec.step) + 1)
}

const optionsFrom = (random: Random, specs: OptionSpecs): OptionValues =>
  Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, optionFrom(random, name, spec)]))

function dataFrom(random: Random): DataSpec {
  const name = pick(random, datasetNames)
  return { ...newData(name, optionsFrom(random, datasets[name].options)), count: 2000 }
}

function layerFrom(random: Random, d: number): LayerSpec {
  const structure = pick(random, structureNames.filter((name) => structureCatalog[name].minimumDimension <= d))
  const scalars = scalarsOf(structure)
  const scalar = scalars.length > 0 ? pick(random, scalars) : undefined
  return newLayer(structure, scalar, optionsFrom(random, layerOptions(structure, scalar)))
}

function baseFrom(random: Random): BaseSpec {
  const name = pick(random, baseNames)
  return newBase(name, optionsFrom(random, baseCatalog[name]))
}

/** Mends a stack as the builder offers to; where no layer mends it, the one that does not fit is left out, as a person would. */
function mended(d: number, layers: readonly LayerSpec[], base: BaseSpec): readonly LayerSpec[] {
  const check = checkStack(d, layers, base)
  if (check.ok) return layers
  if (check.mend) return mended(d, layers.toSpliced(check.mend.at, 0, newLayer(check.mend.layer.structure, check.mend.layer.scalar)), base)
  const wrong = Math.min(check.intervals.length, layers.length) - 1
  return mended(d, layers.toSpliced(wrong, 1), base)
}

interface Thrown {
  readonly data: DataSpec
  readonly layers: readonly LayerSpec[]
  readonly base: BaseSpec
}

/** Data, layers and a base thrown together: most do not fit. */
export function thrown(seed: number): Thrown {
  const random = createRandom(seed).fork('stack')
  const data = dataFrom(random)
  const d = dimensionOf({ data })
  const layers = Array.from({ length: 1 + random.integer(mostLayers) }, () => layerFrom(random, d))
  return { data, layers, base: baseFrom(random) }
}

/** The experiment that a seed stands for: always one that fits. */
export function randomExperiment(seed: number): Experiment {
  const { data, layers, base } = thrown(seed)
  const random = createRandom(seed).fork('training')
  const plain = experimentOf(data, mended(dimensionOf({ data }), layers, base), base, {
    standardise: random.uniform() < 0.5,
    optimizer: { steps, batch, method: random.uniform() < 0.8 ? 'adam' : 'sgd', learningRate: pick(random, [0.001, 0.005, 0.02, 0.1]) },
  })
  return { ...plain, run: { ...plain.run, seed } }
}

export interface Ended {
  readonly seed: number
  /** Of what: its data, layers and base by name. */
  readonly stack: string
  readonly structures: readonly StructureName[]
  /** The sentence with which training stopped; null where it took all its steps. */
  readonly stopped: string | null
  /** Of test points, in nats of the whole point. */
  readonly nll: number
  readonly standardError: number
  readonly entropy: number | null
}

const nameOf = ({ structure, scalar, options }: LayerSpec): string =>
  [options['direction'] === 'inverse' ? 'inverse' : '', scalar ?? '', structure].filter(Boolean).join(' ')

const titleOf = ({ data, layers, base }: Experiment): string =>
  `${dataLabel(data)}: ${[...layers.map(nameOf), base.name].join(', ')}`

/** Trains the stack of a seed. */
export async function trainRandom(seed: number): Promise<Ended> {
  const experiment = randomExperiment(seed)
  const prepared = prepare(experiment)
  if (!prepared.ok) throw new Error(`seed ${seed}: ${tell(prepared.reason)}`)
  const run = createRun(experiment, prepared, createWasmTrainer)
  const done = await run.advance(steps)
  const distribution = distributionOf(experiment.data)
  const fresh = distribution ? freshPoints(distribution, seed, testPoints).points : run.data.test
  const evaluation = await nllOf(run.trainer, fresh)
  run.trainer.dispose()
  return {
    seed,
    stack: titleOf(experiment),
    structures: experiment.layers.map(({ structure }) => structure),
    stopped: done.ok ? null : tell(done.reason),
    ...evaluation,
    entropy: run.data.entropy,
  }
}

/**
 * Structures whose NLL may come out below the entropy, and why. Nothing else may.
 */
export const notExact: Readonly<Partial<Record<StructureName, string>>> = {
  continuous: 'An integrator of few steps sums the trace of a field that has grown too quick for it with an error: the density does not sum to 1, as ∫p on the page shows.',
}

/** Whether an NLL lies below the entropy by more than noise, though every layer is exact. */
export function belowEntropy({ nll, standardError, entropy, structures }: Ended): boolean {
  if (entropy === null || structures.some((structure) => notExact[structure] !== undefined)) return false
  return nll < entropy - 3 * standardError
}
