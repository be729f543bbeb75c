import { createWasmTrainer } from '../engine/wasm/trainer.ts'
import { runOptions } from '../experiment/settings.ts'
import { shown } from '../experiment/refusal.ts'
import { failure, success, type Result, type Sentence } from '../words/sentence.ts'
import { readInteger, type Arguments } from './arguments.ts'
import { checkWritable } from './files.ts'
import { machineFacts } from './machine.ts'
import { done, failed, refused, type Outcome } from './outcome.ts'
import { print } from './output.ts'
import { type Cell, cellName, type CellResult, cellsOf, cellTrainer, holds, isQuick } from './table/cells.ts'
import { head, record, textLine } from './table/report.ts'
import { markdown } from './table/markdown.ts'
import { earlierCells, readTable, saveCells, savedCells } from './table/save.ts'

/** Trains every flow of the table on every data set, and holds its distance from the entropy against the reference. */
export async function table({ options }: Arguments): Promise<Outcome> {
  if (options['markdown'] !== undefined) return printMarkdown(options['markdown'])
  const cells = cellsFor(options)
  if (!cells.ok) return refused(cells.reason)
  const keep = keeper(options['save'])
  if (!keep.ok) return refused(keep.reason)
  const asJson = options['json'] !== undefined
  if (!asJson) await print(head())
  const train = cellTrainer(createWasmTrainer)
  const results: CellResult[] = []
  for (const cell of cells.value) {
    const result = await train(cell)
    if (!result.ok) return failed({ key: 'table.broken', values: { cell: cellName(cell), seed: cell.seed, reason: result.reason } })
    results.push(result.value)
    await print(asJson ? `${JSON.stringify(record(result.value))}\n` : textLine(result.value))
    const kept = keep.value(results)
    if (!kept.ok) return failed(kept.reason)
  }
  return verdictOf(results)
}

/** Prints what a file holds, without training anything. */
async function printMarkdown(file: string): Promise<Outcome> {
  const saved = readTable(file)
  if (!saved.ok) return refused(saved.reason)
  await print(markdown(saved.value, savedCells(saved.value)))
  return done
}

/** The cells that are asked for, those of one data set and seed beside each other. */
function cellsFor(options: Arguments['options']): Result<readonly Cell[]> {
  const seeds = seedsIn(options['seeds'] ?? '1')
  if (!seeds.ok) return seeds
  const wanted = (options['only'] ?? '').toLowerCase().split(',')
  const isWanted = (cell: Cell): boolean => wanted.some((part) => cellName(cell).toLowerCase().includes(part))
  const all = seeds.value.flatMap(cellsOf).filter((cell) => options['quick'] === undefined || isQuick(cell))
  const cells = all.filter(isWanted)
  if (cells.length > 0) return success(cells)
  return failure('table.none', { got: shown(options['only'] ?? ''), cells: [...new Set(all.map(cellName))].join(', ') })
}

function seedsIn(text: string): Result<readonly number[]> {
  const seeds: number[] = []
  for (const word of text.split(',')) {
    const seed = readInteger(word, runOptions.seed, '--seeds')
    if (!seed.ok) return seed
    seeds.push(seed.value)
  }
  return success([...new Set(seeds)])
}

type Keep = (results: readonly CellResult[]) => Result<string>

/** Writes what is known after every cell, so that a run may be stopped and taken up again with others. */
function keeper(file: string | undefined): Result<Keep> {
  if (file === undefined) return success(() => success(''))
  const writable = checkWritable(file)
  if (!writable.ok) return writable
  const machine = machineFacts()
  const earlier = earlierCells(file, machine)
  if (!earlier.ok) return earlier
  return success((results) => saveCells(file, machine, earlier.value, results.map(record)))
}

function verdictOf(results: readonly CellResult[]): Outcome {
  const far = results.filter((cell) => holds(cell) === false)
  if (far.length === 0) return done
  const list: Sentence | string = far.map((cell) => `${cellName(cell)} (${cell.seed})`).join(', ')
  return failed({ key: 'table.failed', values: { count: far.length, all: results.length, list } })
}
