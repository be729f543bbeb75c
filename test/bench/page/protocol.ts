import type { Comparison } from '../comparisons.ts'
import type { Plan, Round } from '../interleave.ts'

export interface Request {
  readonly comparison: Comparison
  readonly plan: Plan
}

/** What came of one comparison: the rounds and what each ran on, or why there are none. Only a fault is a failure. */
export type Measured =
  | { readonly ok: true; readonly rounds: readonly Round[]; readonly ours: string; readonly theirs: string }
  | { readonly ok: false; readonly why: 'absent' | 'fault'; readonly note: string }

/** What the page offers to whoever opened it. */
export interface BenchPage {
  bench(request: Request): Promise<Measured>
}
