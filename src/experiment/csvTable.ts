import Papa from 'papaparse'

/** A line of a table that is neither blank nor a `#` comment: where it stands (from 1), and its cells, trimmed. */
export interface Line {
  readonly number: number
  readonly cells: readonly string[]
}

export interface Table {
  readonly lines: readonly Line[]
  readonly separator: Separator
  /** The first line from which one cannot tell whether a comma is decimal or parts two columns. */
  readonly doubtful: Line | null
}

/** In the order in which they are tried: the first that reads most lines as numbers is it. */
const separators = [',', ';', '\t', ' '] as const
export type Separator = (typeof separators)[number]

/** Lines looked at to find the separator; among so many, a header and a few slips do not decide. */
const sampleSize = 50

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** The number in a cell; null where it is none. A comma inside a cell is a decimal comma. */
export function numberIn(cell: string): number | null {
  if (plain.test(cell)) return Number(cell)
  const ascii = cell.replace('−', '-').replace(/(\d),(\d)/, '$1.$2')
  return plain.test(ascii) ? Number(ascii) : null
}

/** Begins or ends with space or a quote. */
const padded = /^[\s"\uFEFF]|[\s"\uFEFF]$/

/** Cells of every line that is neither blank nor a comment. Quotes, line ends, a byte order mark and trailing separators are seen to. */
export function tableOf(text: string): Table {
  const body = text.replace(/^\uFEFF/, '')
  const separator = separatorOf(sampleOf(body))
  const lines = linesOf(body, separator)
  return { lines, separator, doubtful: body.includes(separator) ? null : doubtfulOf(lines) }
}

/** Whole numbers on both sides; the second does not begin with a needless zero. */
const eitherComma = /^[+\-−]?\d+,(?:0|[1-9]\d*)$/

/** Most lines have one comma that may be either, and this one has none: it may be short of a column. */
function doubtfulOf(lines: readonly Line[]): Line | null {
  const cells = lines.map((line) => line.cells[0] ?? '')
  const commas = cells.filter((cell) => cell.includes(','))
  if (2 * commas.length <= cells.length || !commas.every((cell) => eitherComma.test(cell))) return null
  return lines.find((_, i) => !cells[i]?.includes(',')) ?? null
}

function sampleOf(body: string): string {
  let end = 0
  for (let i = 0; i < sampleSize && end >= 0; i++) end = body.indexOf('\n', end + 1)
  return end < 0 ? body : body.slice(0, end)
}

function separatorOf(sample: string): Separator {
  // Where a line has two commas and nothing else parts it, they are no decimal commas.
  const parted = separators.filter((separator) => separator !== ',' && sample.includes(separator))
  if (parted.length === 0 && /,.*,/.test(sample)) return ','
  const scores = separators.map((separator) => scoreOf(linesOf(sample, separator), separator))
  const best = Math.max(...scores)
  return separators.find((_, i) => scores[i] === best) ?? ','
}

/** Lines of nothing but numbers, as many of them as the first line (perhaps a header, whose commas separate) has cells. */
function scoreOf(lines: readonly Line[], separator: Separator): number {
  const first = lines[0]?.cells ?? []
  if (separator !== ',' && !isNumeric(first) && first.some((cell) => cell.includes(','))) return 0
  return lines.filter(({ cells }) => isNumeric(cells) && cells.length === first.length).length
}

const isNumeric = (cells: readonly string[]): boolean => cells.every((cell) => numberIn(cell) !== null)

function linesOf(body: string, separator: Separator): Line[] {
  const source = separator === ' ' ? body.replace(/[^\S\r\n]+/g, ' ').replace(/^ | $/gm, '') : body
  const rows = source.includes('"') ? Papa.parse<string[]>(source, { delimiter: separator }).data : splitRows(source, separator)
  return rows.map((row, i) => ({ number: i + 1, cells: trimmed(row) })).filter(({ cells }) => cells.length > 0 && !cells[0]?.startsWith('#'))
}

/** Without quotes there is nothing to it, and of a million lines that is felt. */
const splitRows = (source: string, separator: Separator): string[][] => source.split(/\r\n|\n|\r/).map((line) => line.split(separator))

/** Cells without the space and quotes around them, and without the empty ones at the end. */
function trimmed(row: readonly string[]): readonly string[] {
  const cells = row.map((cell) => (padded.test(cell) ? cell.trim().replace(/^"(.*)"$/, '$1').trim() : cell))
  return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1)
}
