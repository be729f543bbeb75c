import { shown } from '../experiment/refusal.ts'
import { say } from '../words/catalogue.ts'
import { readArguments, type Arguments, type Signature } from './arguments.ts'
import { done, refused, type Outcome } from './outcome.ts'
import { print } from './output.ts'

type Command = Signature & { readonly run: (given: Arguments) => Promise<Outcome> }

/** Every command. Each is loaded when it is called: only training needs an engine. */
const commands: Readonly<Record<string, Command>> = {
  presets: { operands: [], options: [], run: async () => (await import('./presets.ts')).listPresets() },
  train: {
    operands: ['<preset | link | experiment.json>'],
    options: ['data', 'steps', 'seed', 'batch', 'clip', 'weight-decay', 'hidden', 'trainer', 'out'],
    run: async (given) => (await import('./train.ts')).train(given),
  },
  evaluate: {
    operands: ['model.json', 'points.csv'],
    options: [],
    run: async (given) => (await import('./evaluate.ts')).evaluate(given),
  },
  sample: { operands: ['model.json', 'N'], options: ['seed', 'class'], run: async (given) => (await import('./sample.ts')).sample(given) },
  table: {
    operands: [],
    options: ['seeds', 'only', 'save', 'markdown'],
    flags: ['quick', 'json'],
    run: async (given) => (await import('./table.ts')).table(given),
  },
  link: { operands: ['<preset | experiment.json>'], options: [], run: async (given) => (await import('./link.ts')).link(given) },
}

/** Runs the command that the words of a command line ask for. */
export async function runCommand([name, ...words]: readonly string[]): Promise<Outcome> {
  if (name === '--help' || name === '-h' || words.includes('--help')) {
    await print(say('cli.usage'))
    return done
  }
  const list = Object.keys(commands).join(', ')
  if (name === undefined) return refused({ key: 'cli.command.missing', values: { commands: list } })
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) return refused({ key: 'cli.command.unknown', values: { got: shown(name), commands: list } })
  const given = readArguments(name, words, command)
  return given.ok ? command.run(given.value) : refused(given.reason)
}
