import { IntlMessageFormat } from 'intl-messageformat'
import { app } from './en/app.ts'
import { cli } from './en/cli.ts'
import { datasets } from './en/datasets.ts'
import { engine } from './en/engine.ts'
import { experiment } from './en/experiment.ts'
import { flows } from './en/flows.ts'
import { views } from './en/views.ts'
import type { Sentence } from './sentence.ts'

/** Every word the user sees, in ICU message syntax, one file per area. A second language is a second folder. */
const english = { ...app, ...cli, ...datasets, ...engine, ...experiment, ...flows, ...views }

export type MessageKey = keyof typeof english

const compiled = new Map<MessageKey, IntlMessageFormat>()

/** The words for a key. Formatting numbers is the caller's business: values are put in as they are. */
export function say(key: MessageKey, values?: Sentence['values']): string {
  let message = compiled.get(key)
  if (!message) {
    message = new IntlMessageFormat(english[key], 'en')
    compiled.set(key, message)
  }
  return String(message.format(values ? { ...values } : undefined))
}

export const tell = (sentence: Sentence): string => say(sentence.key, sentence.values)
