import { tableModelNames } from '../../experiment/tableModels.ts'
import { say } from '../../words/catalogue.ts'
import { boundOf, type CellResult, holds, rows } from './cells.ts'
import { verdicts } from './report.ts'
import type { SavedTable } from './save.ts'

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
const rule = (columns: number): string => `|${' --- |'.repeat(columns)}\n`
const nats = (value: number): string => value.toFixed(3)

/** What all seeds gave in one cell, and what was allowed: bold where that was not kept. */
function cellText(results: readonly CellResult[]): string {
  const [first] = results
  if (!first) return ''
  const bound = boundOf(first)
  const gaps = results.map((cell) => (holds(cell) === false ? `**${nats(cell.gap)}**` : nats(cell.gap))).join(', ')
  return bound ? say('table.markdown.cell', { gaps, allowed: nats(bound.allowedGap) }) : gaps
}

/** One row for each data set, one column for each flow. */
function overview(results: readonly CellResult[]): string {
  const head = [say('table.data'), say('table.entropy'), ...tableModelNames.map((model) => say(`table.model.${model}`))]
  const body = rows.map((data) => {
    const own = results.filter((cell) => cell.data === data)
    const cells = tableModelNames.map((model) => cellText(own.filter((cell) => cell.model === model)))
    const [first] = own
    return line([say(`dataset.${data}.label`), first ? first.entropy.toFixed(4) : '', ...cells])
  })
  return line(head) + rule(head.length) + body.join('')
}

/** One line for each run. */
function everyRun(results: readonly CellResult[]): string {
  const keys = ['data', 'model', 'seed', 'steps', 'nll', 'gap', 'reference', 'seconds', 'verdict'] as const
  const body = results.map((cell) => {
    const reference = boundOf(cell)?.reference
    return line([
      say(`dataset.${cell.data}.label`),
      say(`table.model.${cell.model}`),
      String(cell.seed),
      String(cell.steps),
      `${cell.nll.toFixed(4)} ± ${cell.nllError.toFixed(4)}`,
      `${cell.gap.toFixed(4)} ± ${cell.gapError.toFixed(4)}`,
      reference === undefined ? '' : nats(reference),
      cell.seconds.toFixed(1),
      say(verdicts[`${holds(cell)}`]),
    ])
  })
  return line(keys.map((key) => say(`table.${key}`))) + rule(keys.length) + body.join('')
}

/** What was saved of the table, as Markdown: all of it at a glance, then every run. */
export function markdown({ date, machine }: SavedTable, results: readonly CellResult[]): string {
  const { processor, cores, node } = machine
  const kept = results.filter((cell) => holds(cell) !== null)
  const counts = { all: kept.length, near: kept.filter((cell) => holds(cell) === true).length }
  return [
    `# ${say('table.markdown.title')}\n`,
    `${say('table.markdown.about')}\n`,
    `${say('table.markdown.machine', { date, processor, cores, node, runs: results.length, ...counts })}\n`,
    overview(results),
    `## ${say('table.markdown.runs')}\n`,
    everyRun(results),
  ].join('\n')
}
