import type { Comparison } from './comparisons.ts'
import type { Round } from './interleave.ts'
import type { Measured } from './page/protocol.ts'
import { median, rounded } from './statistics.ts'

/** What came of one comparison. */
export type Outcome = { readonly comparison: Comparison } & Measured

export type Finished = Outcome & { readonly ok: true }

/** How many times as fast as the rival: the median of the rounds, the least and the most. */
export function ratioOf(rounds: readonly Round[]): { readonly ratio: number; readonly spread: readonly [number, number] } {
  const ratios = rounds.map(({ ours, theirs }) => ours / theirs)
  return { ratio: rounded(median(ratios)), spread: [rounded(Math.min(...ratios)), rounded(Math.max(...ratios))] }
}

/** One comparison as the line of JSON that other programs read. */
export function jsonLine({ comparison: { model, batch, trainer, against, measure }, rounds }: Finished): string {
  return JSON.stringify({ model, batch, trainer, against, ...(measure && { measure }), ...ratioOf(rounds) })
}

/** A speed as people say it: the time of an optimizer step, or the rate of floating-point operations. */
function speed({ against }: Comparison, rates: readonly number[]): string {
  const rate = median(rates)
  return against === 'simd-bound' ? `${rounded(rate / 1e9)} GFLOP/s` : `${rounded(1000 / rate)} ms`
}

const head = ['model', 'batch', 'trainer', 'against', 'ratio', 'spread', 'aim', 'ours', 'theirs', 'theirs runs on']

function cells({ comparison, rounds, theirs }: Finished): readonly string[] {
  const { model, batch, trainer, against, measure, atLeast } = comparison
  const { ratio, spread } = ratioOf(rounds)
  const own = speed(comparison, rounds.map((round) => round.ours))
  const other = speed(comparison, rounds.map((round) => round.theirs))
  const aim = `${ratio >= atLeast ? '✓' : '✗'} ${atLeast}`
  return [model, String(batch), trainer, measure ? `${against}, ${measure}` : against, String(ratio), spread.join(' – '), aim, own, other, theirs]
}

/** Every comparison in columns, and below them why some are missing. */
export function table(outcomes: readonly Outcome[]): string {
  const finished = outcomes.filter((one): one is Finished => one.ok)
  const rows = [head, ...finished.map(cells)]
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = (finished.length > 0 ? rows : []).map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ').trimEnd())
  const notes = outcomes.filter((one) => !one.ok).map(skipLine)
  return [...lines, ...(lines.length > 0 && notes.length > 0 ? [''] : []), ...notes].join('\n')
}

export const skipLine = ({ comparison: { model, batch, against }, why, note }: Outcome & { readonly ok: false }): string =>
  `${why === 'absent' ? 'Skipped' : 'Failed'}: ${model}, batch ${batch}, against ${against}: ${note}`
