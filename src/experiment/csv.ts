import { deviation } from '../math/statistics.ts'
import { failure, success, type Result, type Sentence } from '../words/sentence.ts'
import { numberIn, tableOf, type Line, type Separator, type Table } from './csvTable.ts'
import type { DataSpec } from './experiment.ts'
import { constantColumn, isSingle, readPoints, type PointList } from './ownPoints.ts'
import { shown } from './refusal.ts'
import { maximumLabelLength, maximumOwnPoints } from './settings.ts'

export interface OwnPoints {
  readonly data: DataSpec
  /** Something to know about how the text was read. */
  readonly note?: Sentence
}

/** Characters; more would hold up the page, and no one can tell so many points apart. */
export const maximumText = 32 * 2 ** 20

/** Rows `[n][d]` of numbers as they are written, d = 1 or 2. */
export interface Rows {
  readonly rows: PointList
  readonly separator: Separator
}

/** One or two columns of numbers, with or without a header; or what is wrong, and on which line. */
export function parseRows(text: string): Result<Rows> {
  if (text.length > maximumText) return failure('csv.size', { size: Math.ceil(text.length / 2 ** 20), max: maximumText / 2 ** 20 })
  const table = tableOf(text)
  const { lines, separator } = withoutHeader(table)
  const reason = faultOfShape(lines) ?? faultOfCells(lines) ?? faultOfCommas(table, lines)
  if (reason) return { ok: false, reason }
  return success({ rows: lines.map(({ cells }) => cells.map((cell) => numberIn(cell) ?? NaN)), separator })
}

/** Rows of numbers as points to train on, under a name; or what is wrong. */
export function parsePoints(text: string, label: string): Result<OwnPoints> {
  const table = parseRows(text)
  if (!table.ok) return table
  const { rows } = table.value
  const reason = rows.length > 1 ? faultOfScale(rows) : null
  if (reason) return { ok: false, reason }
  const points = readPoints(thinned(rows))
  if (!points.ok) return points
  const note = noteOn(table.value)
  const data: DataSpec = { kind: 'points', label: label.slice(0, maximumLabelLength), points: points.value }
  return success(note ? { data, note } : { data })
}

const notFinite = /^[+\-−]?(?:nan|inf|infinity|na|null|none|#n\/a)$/i

/** A first line of nothing but names is a header. */
function withoutHeader({ lines, separator }: Table): Omit<Table, 'doubtful'> {
  const isName = (cell: string) => numberIn(cell) === null && !notFinite.test(cell)
  return { separator, lines: lines[0]?.cells.every(isName) ? lines.slice(1) : lines }
}

function faultOfShape(lines: readonly Line[]): Sentence | null {
  const [first] = lines
  if (!first) return { key: 'csv.empty' }
  const wanted = first.cells.length
  if (wanted > 2) return { key: 'csv.columns', values: { line: first.number, count: wanted } }
  const odd = lines.find(({ cells }) => cells.length !== wanted)
  return odd ? { key: 'csv.ragged', values: { line: odd.number, count: odd.cells.length, wanted } } : null
}

function faultOfCells(lines: readonly Line[]): Sentence | null {
  for (const { number: line, cells } of lines) {
    const fault = cells.map((cell) => faultOfCell(cell, line)).find((found) => found !== null)
    if (fault) return fault
  }
  return null
}

function faultOfCell(cell: string, line: number): Sentence | null {
  const value = numberIn(cell)
  const values = { line, got: shown(cell) }
  if (value !== null) return isSingle(value) ? null : { key: 'csv.tooLarge', values }
  if (cell === '') return { key: 'csv.gap', values: { line } }
  return { key: notFinite.test(cell) ? 'csv.notFinite' : 'csv.text', values }
}

/** A header tells how many columns there are; without one a line that may be short is not taken for a whole number. */
function faultOfCommas({ lines: all, doubtful }: Table, lines: readonly Line[]): Sentence | null {
  return doubtful && all.length === lines.length ? { key: 'csv.doubtful', values: { line: doubtful.number } } : null
}

/** Own points come standardised: in single precision the deviation of a column must be a number to divide by. */
const deviations = { least: 1e-30, most: 1e36 }
/** Below this share of the largest number, single precision has but a few steps to a deviation. */
const finest = 1e-6

function faultOfScale(rows: PointList): Sentence | null {
  const constant = constantColumn(rows)
  if (constant !== null) return { key: 'csv.constant', values: { column: constant } }
  for (const [j] of (rows[0] ?? []).entries()) {
    const column = Float64Array.from(rows, (row) => row[j] ?? NaN)
    const spread = deviation(column)
    const values = { column: j + 1, spread: String(Number(spread.toPrecision(1))) }
    if (spread < finest * column.reduce((most, value) => Math.max(most, Math.abs(value)), 0)) return { key: 'csv.fine', values }
    if (spread < deviations.least || spread > deviations.most) return { key: 'csv.scale', values: { ...values, ...deviations } }
  }
  return null
}

/** As many rows as may be, spread evenly: a file may be sorted. */
function thinned(rows: PointList): PointList {
  if (rows.length <= maximumOwnPoints) return rows
  return rows.filter((_, i) => Math.floor(((i + 1) * maximumOwnPoints) / rows.length) > Math.floor((i * maximumOwnPoints) / rows.length))
}

function noteOn({ rows, separator }: Rows): Sentence | null {
  if (rows.length > maximumOwnPoints) return { key: 'csv.note.kept', values: { count: rows.length, kept: maximumOwnPoints } }
  const mayBeDecimal = separator === ',' && rows.every((row) => row.length === 2 && row.every(Number.isInteger))
  return mayBeDecimal ? { key: 'csv.note.commas' } : null
}
