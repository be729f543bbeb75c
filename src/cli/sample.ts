import { drawClasses } from '../engine/bayes.ts'
import { createRandom, type Random } from '../math/random.ts'
import { integer } from '../math/options.ts'
import { coordinateNames, formatRows } from '../experiment/csvText.ts'
import { runOptions } from '../experiment/settings.ts'
import { failure, success, type Result } from '../words/sentence.ts'
import { readInteger, type Arguments } from './arguments.ts'
import { invertRows, openModel, type OpenModel } from './model.ts'
import { done, refused, type Outcome } from './outcome.ts'
import { print } from './output.ts'

const countOption = integer(1, 100_000_000, 1)
/** Samples drawn at once: bounds the memory. */
const chunk = 4096

/** The class that samples are to be of: 0 for the first; null for all by their shares. */
function classIn({ model: { shares } }: OpenModel, text: string | undefined): Result<number | null> {
  if (text === undefined) return success(null)
  if (!shares) return failure('cli.class.none')
  const number = readInteger(text, integer(1, shares.length, 1), '--class')
  return number.ok ? success(number.value - 1) : number
}

/** Prints samples of a model, each with its class where it was told of some; without a seed, those of the seed it was trained with. */
export async function sample({ operands: [modelFile = '', wanted = ''], options }: Arguments): Promise<Outcome> {
  const count = readInteger(wanted, countOption, { key: 'cli.operand.count' })
  if (!count.ok) return refused(count.reason)
  const seed = options['seed'] === undefined ? success(null) : readInteger(options['seed'], runOptions.seed, '--seed')
  if (!seed.ok) return refused(seed.reason)
  const opened = openModel(modelFile)
  if (!opened.ok) return refused(opened.reason)
  const chosen = classIn(opened.value, options['class'])
  if (!chosen.ok) return refused(chosen.reason)
  await printSamples(opened.value, count.value, createRandom(seed.value ?? opened.value.model.experiment.run.seed), chosen.value)
  return done
}

async function printSamples(open: OpenModel, count: number, random: Random, chosen: number | null): Promise<void> {
  const { model: { parameters, shares }, flow } = open
  const [samples, classes] = [random.fork('samples'), random.fork('classes of the samples')]
  await print(`${[...coordinateNames('x', flow.d), ...(shares ? ['class'] : [])].join(',')}\n`)
  for (let left = count; left > 0; left -= chunk) {
    const n = Math.min(chunk, left)
    const latents = flow.base.sample(samples, n, parameters)
    const labels = shares && (chosen === null ? drawClasses(classes, shares, n) : new Uint8Array(n).fill(chosen))
    const x = invertRows(open, latents, labels)
    await print(formatRows(labels ? [...x, labels.map((label) => label + 1)] : x))
  }
}
