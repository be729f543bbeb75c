import { shortest } from './compact.ts'

/** A number in as few digits as bring back its float32. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  return Number.isFinite(Math.fround(value)) ? String(shortest(value)) : String(value)
}

/** Columns of equal length as lines of CSV. */
export function formatRows(columns: readonly ArrayLike<number>[]): string {
  const n = columns[0]?.length ?? 0
  let text = ''
  for (let i = 0; i < n; i++) text += `${columns.map((column) => formatNumber(column[i] ?? NaN)).join(',')}\n`
  return text
}

/** Names of the coordinates of a point: x1, x2. */
export const coordinateNames = (letter: 'x' | 'z', d: number): readonly string[] => Array.from({ length: d }, (_, k) => `${letter}${k + 1}`)
