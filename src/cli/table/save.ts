import { parseJson } from '../../experiment/json.ts'
import { tableModelNames } from '../../experiment/tableModels.ts'
import { failure, success, type Result } from '../../words/sentence.ts'
import { isThere, readText, writeWhole } from '../files.ts'
import type { MachineFacts } from '../machine.ts'
import { type CellResult, rows } from './cells.ts'

type Entries = Readonly<Record<string, unknown>>

/** What a file of results holds: each cell once. */
export interface SavedTable {
  readonly date: string
  readonly machine: MachineFacts
  readonly cells: readonly Entries[]
}

const isEntries = (value: unknown): value is Entries => typeof value === 'object' && value !== null && !Array.isArray(value)

const cellKey = ({ data, model, seed }: Entries): string => `${String(data)} ${String(model)} ${String(seed)}`

/** A file of results as it lies there; refused where it is no such file. */
export function readTable(file: string): Result<SavedTable> {
  const text = readText(file)
  const read = text.ok ? parseJson(text.value) : text
  if (!read.ok) return read
  const { date, machine, cells }: Entries = isEntries(read.value) ? read.value : {}
  if (typeof date !== 'string' || !isEntries(machine) || !Array.isArray(cells) || !cells.every(isEntries)) return failure('table.save.format', { file })
  const { processor, cores, load, node } = machine
  if (typeof processor !== 'string' || typeof cores !== 'number' || typeof load !== 'number' || typeof node !== 'string') {
    return failure('table.save.format', { file })
  }
  return success({ date, machine: { processor, cores, load, node }, cells })
}

/** The cells of an earlier run in a file, none where there is no file; refused where it was another machine. */
export function earlierCells(file: string, machine: MachineFacts): Result<readonly Entries[]> {
  if (!isThere(file)) return success([])
  const saved = readTable(file)
  if (!saved.ok) return saved
  const { machine: before, cells } = saved.value
  if (before.processor !== machine.processor || before.cores !== machine.cores) return failure('table.save.machine', { file })
  return success(cells)
}

const numbers = ['seed', 'steps', 'nll', 'nllError', 'entropy', 'gap', 'gapError', 'seconds'] as const satisfies readonly (keyof CellResult)[]

/** A saved cell as it was measured; null where it is none of this table. */
function cellIn(entries: Entries): CellResult | null {
  const data = rows.find((name) => name === entries['data'])
  const model = tableModelNames.find((name) => name === entries['model'])
  const values = numbers.map((name) => [name, entries[name]] as const)
  if (!data || !model || !values.every(([, value]) => typeof value === 'number')) return null
  return { data, model, ...(Object.fromEntries(values) as Record<(typeof numbers)[number], number>) }
}

/** The cells of a file in the order of the table, those of a cell from seed to seed. */
export function savedCells({ cells }: SavedTable): readonly CellResult[] {
  const known = cells.map(cellIn).filter((cell) => cell !== null)
  const place = ({ data, model, seed }: CellResult): readonly number[] => [rows.indexOf(data), tableModelNames.indexOf(model), seed]
  return known.toSorted((a, b) => {
    const [left, right] = [place(a), place(b)]
    return left.map((value, i) => value - (right[i] ?? 0)).find((difference) => difference !== 0) ?? 0
  })
}

/** Writes new cells in the place of the same earlier ones, and the rest of the earlier ones, in one order. */
export function saveCells(file: string, machine: MachineFacts, earlier: readonly Entries[], fresh: readonly Entries[]): Result<string> {
  const cells = [...new Map([...earlier, ...fresh].map((cell) => [cellKey(cell), cell])).values()]
  const table: SavedTable = { date: new Date().toISOString().slice(0, 10), machine, cells }
  return writeWhole(file, `${JSON.stringify(table, null, 2)}\n`)
}
