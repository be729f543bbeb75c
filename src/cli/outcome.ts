import type { Sentence } from '../words/sentence.ts'

/** How a command ended: 2 is for bad input, 1 for what went wrong in spite of good input. */
export type Outcome = { readonly code: 0 } | { readonly code: 1 | 2; readonly reason: Sentence }

export const done: Outcome = { code: 0 }
export const refused = (reason: Sentence): Outcome => ({ code: 2, reason })
export const failed = (reason: Sentence): Outcome => ({ code: 1, reason })
