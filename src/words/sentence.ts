import type { MessageKey, Values } from './catalogue.ts'

/** Something to tell the user, as data: which message, with which values. Rendered at the edge by `say`. */
export interface Sentence {
  readonly key: MessageKey
  readonly values?: Values
}

/** A failure as a value, told in the user's words. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Sentence }

export const success = <T>(value: T): Result<T> => ({ ok: true, value })
export const failure = (key: MessageKey, values?: Values): Result<never> => ({
  ok: false,
  reason: values ? { key, values } : { key },
})
