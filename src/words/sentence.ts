import type { MessageKey, Sentence, Values } from './catalogue.ts'

export type { Sentence } from './catalogue.ts'

/** A failure as a value, told in the user's words. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Sentence }

export const success = <T>(value: T): Result<T> => ({ ok: true, value })
export const failure = (key: MessageKey, values?: Values): Result<never> => ({
  ok: false,
  reason: values ? { key, values } : { key },
})
