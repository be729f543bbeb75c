import { parseArgs } from 'node:util'
import { shown } from '../experiment/refusal.ts'
import { allows, type OptionSpec } from '../math/options.ts'
import { failure, success, type Result, type Sentence } from '../words/sentence.ts'

/** What a command takes: its operands in the words of the usage, its options, each with a value, and its flags, which have none. */
export interface Signature {
  readonly operands: readonly string[]
  readonly options: readonly string[]
  readonly flags?: readonly string[]
}

/** A flag that is given stands among the options. */
export interface Arguments {
  readonly operands: readonly string[]
  readonly options: Readonly<Record<string, string | undefined>>
}

/** Sorts the words after a command into operands and options, or says which is one too many or too few. */
export function readArguments(command: string, words: readonly string[], { operands: wanted, options: valued, flags = [] }: Signature): Result<Arguments> {
  const known = [...valued, ...flags]
  const options = Object.fromEntries(known.map((name) => [name, { type: flags.includes(name) ? ('boolean' as const) : ('string' as const) }]))
  const { tokens } = parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true })
  const given: Record<string, string> = {}
  const operands: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind !== 'option') continue
    if (!known.includes(token.name)) {
      const list = known.map((name) => `--${name}`).join(', ')
      return failure('cli.option.unknown', { command, got: shown(token.rawName), count: known.length, options: list })
    }
    if (flags.includes(token.name)) {
      if (token.value !== undefined) return failure('cli.flag.value', { option: token.name })
      given[token.name] = token.name
      continue
    }
    if (!token.value || (!token.inlineValue && token.value.startsWith('--'))) return failure('cli.option.value', { option: token.name })
    given[token.name] = token.value
  }
  if (operands.length === wanted.length) return success({ operands, options: given })
  const got = operands.length === 0 ? { key: 'cli.operands.none' as const } : operands.map((word) => word.slice(0, 40)).join(' ')
  return failure('cli.operands', { command, count: wanted.length, wanted: wanted.join(' '), got })
}

/** A number in the range of an option's table. */
export function readNumber(text: string, spec: OptionSpec & { kind: 'number' }, name: string): Result<number> {
  const value = /^[\d.]{1,20}(e-?\d{1,2})?$/i.test(text) ? Number(text) : NaN
  if (allows(spec, value)) return success(value)
  return failure('cli.number', { name, min: spec.min, max: spec.max, got: shown(text) })
}

/** A whole number in the range of an option's table. `name` begins the sentence that refuses it. */
export function readInteger(text: string, spec: OptionSpec & { kind: 'integer' }, name: Sentence | string): Result<number> {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN
  if (allows(spec, value)) return success(value)
  return failure('cli.integer', { name, min: spec.min, max: spec.max, got: shown(text) })
}
