import { IntlMessageFormat } from 'intl-messageformat'
import { app } from './en/app.ts'
import { cli } from './en/cli.ts'
import { code } from './en/code.ts'
import { datasets } from './en/datasets.ts'
import { engine } from './en/engine.ts'
import { experiment } from './en/experiment.ts'
import { flows } from './en/flows.ts'
import { presets } from './en/presets.ts'
import { save } from './en/save.ts'
import { slowMotion } from './en/slowMotion.ts'
import { time } from './en/time.ts'
import { views } from './en/views.ts'

/** Every word the user sees, in ICU message syntax, one file per area. A second language is a second folder. */
const english = { ...app, ...cli, ...code, ...datasets, ...engine, ...experiment, ...flows, ...presets, ...save, ...slowMotion, ...time, ...views }

export type MessageKey = keyof typeof english
/** A value may itself be a sentence (the name of a layer, say): it is told in the same language. */
export type Values = Readonly<Record<string, string | number | Sentence>>

/** Something to tell the user, as data: which message, with which values. Rendered at the edge by `tell`. */
export interface Sentence {
  readonly key: MessageKey
  readonly values?: Values
}

/** Whether a name made up of parts, such as an option's, has words. */
export const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(english, key)

const compiled = new Map<MessageKey, IntlMessageFormat>()

/** The words for a key. Formatting numbers is the caller's business: values are put in as they are. */
export function say(key: MessageKey, values?: Values): string {
  let message = compiled.get(key)
  if (!message) {
    message = new IntlMessageFormat(english[key], 'en')
    compiled.set(key, message)
  }
  const told = Object.entries(values ?? {}).map(([name, value]) => [name, typeof value === 'object' ? tell(value) : value])
  return String(message.format(Object.fromEntries(told)))
}

export const tell = (sentence: Sentence): string => say(sentence.key, sentence.values)
