import type { MessageKey } from './catalogue.ts'

/** Something to tell the user, as data: which message, with which values. Rendered at the edge by `say`. */
export interface Sentence {
  readonly key: MessageKey
  readonly values?: Readonly<Record<string, string | number>>
}

/** A failure as a value, told in the user's words. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Sentence }

export const success = <T>(value: T): Result<T> => ({ ok: true, value })
export const failure = (key: MessageKey, values?: Sentence['values']): Result<never> => ({
  ok: false,
  reason: values ? { key, values } : { key },
})
