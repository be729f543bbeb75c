import { say } from '../../words/catalogue.ts'
import { boundOf, type CellResult, holds } from './cells.ts'

/** Columns of the printed table: their widths, and on which side of them the text stands. */
const columns = [
  { key: 'data', width: 15, start: true },
  { key: 'model', width: 27, start: true },
  { key: 'seed', width: 4 },
  { key: 'nll', width: 14 },
  { key: 'entropy', width: 8 },
  { key: 'gap', width: 15 },
  { key: 'reference', width: 9 },
  { key: 'referenceGap', width: 7 },
  { key: 'allowed', width: 7 },
  { key: 'seconds', width: 7 },
  { key: 'verdict', width: 5, start: true },
] as const satisfies readonly { readonly key: string; readonly width: number; readonly start?: boolean }[]

type Column = (typeof columns)[number]['key']

function line(cells: Readonly<Record<Column, string>>): string {
  const padded = columns.map(({ key, width, ...side }) => ('start' in side ? cells[key].padEnd(width) : cells[key].padStart(width)))
  return `${padded.join('  ').trimEnd()}\n`
}

export const head = (): string => line(Object.fromEntries(columns.map(({ key }) => [key, say(`table.${key}`)])) as Record<Column, string>)

const nats = (value: number): string => value.toFixed(4)
/** What is said of `holds`. */
export const verdicts = { true: 'table.near', false: 'table.far', null: 'table.alone' } as const

/** A cell as a line of the table. */
export function textLine(cell: CellResult): string {
  const bound = boundOf(cell)
  const told = (value: number | undefined) => (value === undefined ? '' : value.toFixed(3))
  return line({
    data: say(`dataset.${cell.data}.label`),
    model: say(`table.model.${cell.model}`),
    seed: String(cell.seed),
    nll: `${nats(cell.nll)} ±${cell.nllError.toFixed(4).slice(1)}`,
    entropy: nats(cell.entropy),
    gap: `${nats(cell.gap)} ±${cell.gapError.toFixed(4).slice(1)}`,
    reference: told(bound?.reference),
    referenceGap: told(bound?.referenceGap),
    allowed: told(bound?.allowedGap),
    seconds: cell.seconds.toFixed(1),
    verdict: say(verdicts[`${holds(cell)}`]),
  })
}

const rounded = (value: number): number => Number(value.toFixed(5))

/** A cell as other programs read it, its numbers to 1e-5. */
export function record(cell: CellResult): Readonly<Record<string, string | number | boolean | null>> {
  const numbers = Object.entries({ ...cell, ...boundOf(cell) }).map(([name, value]) => [name, typeof value === 'number' ? rounded(value) : value])
  return { ...(Object.fromEntries(numbers) as Record<string, string | number>), holds: holds(cell) }
}
