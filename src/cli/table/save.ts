import { parseJson } from '../../experiment/json.ts'
import { failure, success, type Result } from '../../words/sentence.ts'
import { isThere, readText, writeWhole } from '../files.ts'
import type { MachineFacts } from '../machine.ts'

type Entries = Readonly<Record<string, unknown>>

/** What a file of results holds: each cell once. */
export interface SavedTable {
  readonly date: string
  readonly machine: MachineFacts
  readonly cells: readonly Entries[]
}

const isEntries = (value: unknown): value is Entries => typeof value === 'object' && value !== null && !Array.isArray(value)

const cellKey = ({ data, model, seed }: Entries): string => `${String(data)} ${String(model)} ${String(seed)}`

/** The cells of an earlier run in a file, none where there is no file; refused where it was another machine, or is no such file. */
export function earlierCells(file: string, machine: MachineFacts): Result<readonly Entries[]> {
  if (!isThere(file)) return success([])
  const text = readText(file)
  const read = text.ok ? parseJson(text.value) : text
  if (!read.ok) return read
  const saved: Entries = isEntries(read.value) ? read.value : {}
  const { machine: before, cells } = saved
  if (!isEntries(before) || !Array.isArray(cells) || !cells.every(isEntries)) return failure('table.save.format', { file })
  if (before['processor'] !== machine.processor || before['cores'] !== machine.cores) return failure('table.save.machine', { file })
  return success(cells)
}

/** Writes new cells in the place of the same earlier ones, and the rest of the earlier ones, in one order. */
export function saveCells(file: string, machine: MachineFacts, earlier: readonly Entries[], fresh: readonly Entries[]): Result<string> {
  const cells = [...new Map([...earlier, ...fresh].map((cell) => [cellKey(cell), cell])).values()]
  const table: SavedTable = { date: new Date().toISOString().slice(0, 10), machine, cells }
  return writeWhole(file, `${JSON.stringify(table, null, 2)}\n`)
}
