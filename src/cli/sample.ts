import { createRandom } from '../math/random.ts'
import { integer } from '../math/options.ts'
import { runOptions } from '../experiment/settings.ts'
import { success } from '../words/sentence.ts'
import { readInteger, type Arguments } from './arguments.ts'
import { invertRows, openModel } from './model.ts'
import { done, refused, type Outcome } from './outcome.ts'
import { coordinateNames, formatRows, print } from './output.ts'

const countOption = integer(1, 100_000_000, 1)
/** Samples drawn at once: bounds the memory. */
const chunk = 4096

/** Prints samples of a model; without a seed, those of the seed it was trained with. */
export async function sample({ operands: [modelFile = '', wanted = ''], options }: Arguments): Promise<Outcome> {
  const count = readInteger(wanted, countOption, { key: 'cli.operand.count' })
  if (!count.ok) return refused(count.reason)
  const seed = options['seed'] === undefined ? success(null) : readInteger(options['seed'], runOptions.seed, '--seed')
  if (!seed.ok) return refused(seed.reason)
  const opened = openModel(modelFile)
  if (!opened.ok) return refused(opened.reason)
  const { model, flow } = opened.value
  const random = createRandom(seed.value ?? model.experiment.run.seed).fork('samples')
  await print(`${coordinateNames('x', flow.d).join(',')}\n`)
  for (let left = count.value; left > 0; left -= chunk) {
    const latents = flow.base.sample(random, Math.min(chunk, left), model.parameters)
    await print(formatRows(invertRows(opened.value, latents)))
  }
  return done
}
