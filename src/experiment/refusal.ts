import type * as v from 'valibot'
import type { OptionSpec } from '../math/options.ts'
import type { MessageKey, Sentence, Values } from '../words/catalogue.ts'

/** valibot carries a text with every issue; here that text is a sentence as data, completed with its place in `refusalOf`. */
type Issue = v.BaseIssue<unknown>
type IssuePath = readonly { readonly key?: unknown }[]
export type Refuse = (issue: Issue) => string

const places: Readonly<Record<string, MessageKey>> = {
  data: 'place.data',
  standardise: 'place.standardise',
  conditional: 'place.conditional',
  layers: 'place.layers',
  base: 'place.base',
  optimizer: 'place.optimizer',
  run: 'place.run',
  anchors: 'place.anchors',
  teacher: 'place.teacher',
}

/** The longest piece of foreign text that a sentence repeats. */
const longestEcho = 40

/** Foreign text on one line, without marks that would reorder or hide the words around it. */
const echo = (text: string, longest = longestEcho): string => text.slice(0, longest).replace(/\p{C}/gu, ' ')

/** What was found, in a few words, whatever it is; of a text at most `longest` characters. */
export function shown(value: unknown, longest = longestEcho): string | Sentence {
  if (value === undefined) return { key: 'got.missing' }
  if (Array.isArray(value)) return { key: 'got.list', values: { count: value.length } }
  if (typeof value === 'string') return shownText(value, longest)
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value)
  return { key: typeof value === 'object' ? 'got.record' : 'got.other' }
}

function shownText(text: string, longest: number): Sentence {
  if (text.length <= longest) return { key: 'got.text', values: { text: echo(text, longest) } }
  return { key: 'got.long', values: { start: echo(text, longest / 2), count: text.length } }
}

function nameOf(key: unknown): Sentence {
  if (typeof key === 'number') return { key: 'place.entry', values: { number: key + 1 } }
  return { key: 'place.name', values: { name: echo(String(key)) } }
}

function whereOf([root, index, entry]: readonly unknown[]): Sentence {
  if (root === 'data' && index === 'components' && typeof entry === 'number') return { key: 'place.ellipse', values: { number: entry + 1 } }
  if (root === 'layers' && typeof index === 'number') return { key: 'place.layer', values: { number: index + 1 } }
  const place = typeof root === 'string' && Object.hasOwn(places, root) ? places[root] : undefined
  return { key: place ?? 'place.experiment' }
}

/** A sentence as the text of an issue. */
export const refusal = (key: MessageKey, values: Values = {}): string => JSON.stringify({ key, values } satisfies Sentence)

/** A complaint to attach to a schema: which message, with what was found and what was wanted. */
export const refuse =
  (key: MessageKey, values: Values = {}): Refuse =>
  (issue) =>
    refusal(key, { got: shown(issue.input), ...values })

/** The complaint about an option: its range or its choices, as its table has them. */
export function refuseOption(spec: OptionSpec): Refuse {
  if (spec.kind === 'choice') return refuse('refusal.choice', { choices: spec.values.join(', ') })
  return refuse(`refusal.${spec.kind}`, { min: spec.min, max: spec.max })
}

/** The complaint about an object: not one, or with a name too few or too many. */
export const refuseRecord =
  (known: readonly string[]): Refuse =>
  (issue) => {
    if (issue.expected === 'never') {
      return refuse(known.length > 0 ? 'refusal.unknown' : 'refusal.unknownHere', { choices: known.join(', ') })(issue)
    }
    return refuse(issue.path ? 'refusal.missing' : 'refusal.record')(issue)
  }

/** The sentence that an issue carries, with its place put in. */
export function refusalOf(issue: Issue): Sentence {
  const sentence = JSON.parse(issue.message) as Sentence
  const path: IssuePath = issue.path ?? []
  if (path.length === 0) return { key: 'refusal.experiment', values: sentence.values ?? {} }
  const keys = path.map(({ key }) => key).filter((key, i) => key !== 'options' || i === path.length - 1)
  return { key: sentence.key, values: { ...sentence.values, where: whereOf(keys.slice(0, -1)), name: nameOf(keys.at(-1)) } }
}
