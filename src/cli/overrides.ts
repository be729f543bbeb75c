import type { Experiment } from '../experiment/experiment.ts'
import { optimizerOptions, runOptions } from '../experiment/settings.ts'
import { conditionerOptions } from '../flows/catalog.ts'
import { failure, success, type Result } from '../words/sentence.ts'
import { readInteger, readNumber } from './arguments.ts'

type Override = (experiment: Experiment, text: string) => Result<Experiment>

/** What an option of the command line changes in an experiment. */
const overrides: Readonly<Record<'steps' | 'seed' | 'batch' | 'clip' | 'weight-decay' | 'hidden', Override>> = {
  steps: (experiment, text) => {
    const steps = readInteger(text, optimizerOptions.steps, '--steps')
    return steps.ok ? success({ ...experiment, optimizer: { ...experiment.optimizer, steps: steps.value } }) : steps
  },
  batch: (experiment, text) => {
    const batch = readInteger(text, optimizerOptions.batch, '--batch')
    return batch.ok ? success({ ...experiment, optimizer: { ...experiment.optimizer, batch: batch.value } }) : batch
  },
  clip: (experiment, text) => {
    const clip = readNumber(text, optimizerOptions.clip, '--clip')
    return clip.ok ? success({ ...experiment, optimizer: { ...experiment.optimizer, clip: clip.value } }) : clip
  },
  'weight-decay': (experiment, text) => {
    const decay = readNumber(text, optimizerOptions.weightDecay, '--weight-decay')
    return decay.ok ? success({ ...experiment, optimizer: { ...experiment.optimizer, weightDecay: decay.value } }) : decay
  },
  seed: (experiment, text) => {
    const seed = readInteger(text, runOptions.seed, '--seed')
    return seed.ok ? success({ ...experiment, run: { ...experiment.run, seed: seed.value } }) : seed
  },
  hidden: (experiment, text) => {
    const width = readInteger(text, conditionerOptions.width, '--hidden')
    return width.ok ? withHiddenWidth(experiment, width.value) : width
  },
}

function withHiddenWidth(experiment: Experiment, width: number): Result<Experiment> {
  const hasNetwork = ({ options }: Experiment['layers'][number]) => 'width' in options
  if (!experiment.layers.some(hasNetwork)) return failure('cli.hidden.none')
  const layers = experiment.layers.map((layer) => (hasNetwork(layer) ? { ...layer, options: { ...layer.options, width } } : layer))
  return success({ ...experiment, layers })
}

/** An experiment with the options of the command line put in. */
export function override(experiment: Experiment, options: Readonly<Record<string, string | undefined>>): Result<Experiment> {
  let result = success(experiment)
  for (const [name, change] of Object.entries(overrides)) {
    const text = options[name]
    if (result.ok && text !== undefined) result = change(result.value, text)
  }
  return result
}
