import { knownDatasetOf, type KnownDatasetName } from '../../datasets/registry.ts'
import { settle } from '../../datasets/settle.ts'
import { drawData, freshPoints, type RunData } from '../../engine/data.ts'
import { nllOf } from '../../engine/evaluation.ts'
import { createRun, prepare, type Run } from '../../engine/run.ts'
import type { CreateTrainer } from '../../engine/trainer.ts'
import type { Experiment } from '../../experiment/experiment.ts'
import { tableExperiment, tableModelNames, type TableModelName } from '../../experiment/tableModels.ts'
import { mean, standardError } from '../../math/statistics.ts'
import { success, type Result } from '../../words/sentence.ts'
import { references } from './references.ts'

/** A model trained on a data set from a seed. */
export interface Cell {
  readonly data: KnownDatasetName
  readonly model: TableModelName
  readonly seed: number
}

/** What came of it, in nats of the whole point. `gap`: KL(data ‖ model), the mean of log p − log q over the test points. */
export interface CellResult extends Cell {
  readonly steps: number
  readonly nll: number
  readonly nllError: number
  readonly entropy: number
  readonly gap: number
  readonly gapError: number
  /** Of the processor, for the training alone: the machine may have other work. */
  readonly seconds: number
}

/** The data sets of the table, top to bottom. */
export const rows: readonly KnownDatasetName[] = ['moons', 'smiley', 'eightGaussians', 'checkerboard', 'twoSpirals', 'rings', 'pinwheel']

export const cellName = ({ data, model }: Pick<Cell, 'data' | 'model'>): string => `${data}/${model}`

/** Every cell of the table for one seed. */
export const cellsOf = (seed: number): readonly Cell[] => rows.flatMap((data) => tableModelNames.map((model) => ({ data, model, seed })))

/** At least one cell of each column and of each row: each is a full run, held against its own reference where it has one. */
const quick: readonly string[] = [
  'moons/nice',
  'moons/realNvp',
  'smiley/mixture5',
  'smiley/splineAutoregressive',
  'eightGaussians/mixture10',
  'checkerboard/splineCoupling',
  'twoSpirals/mixture10',
  'rings/splineAutoregressive',
  'pinwheel/mixture10',
  'pinwheel/continuous',
]

export const isQuick = (cell: Cell): boolean => quick.includes(cellName(cell))

/** As good as new for every batch: a run of the table draws about as many. */
const trainPoints = 1_000_000
/** A standard error of about .005 nats. */
const testPoints = 50_000

interface Drawn {
  readonly run: RunData
  readonly test: Float32Array
  /** log p of the test points. */
  readonly truth: Float64Array
}

function draw(experiment: Experiment, name: KnownDatasetName): Drawn {
  const distribution = settle(knownDatasetOf(name), experiment.data.kind === 'dataset' ? experiment.data.options : {})
  const test = freshPoints(distribution, experiment.run.seed, testPoints).points
  return { run: drawData(experiment), test, truth: distribution.logDensity(test) }
}

/** Trains cells one after another; neighbours on the same points share them. */
export function cellTrainer(createTrainer: CreateTrainer): (cell: Cell) => Promise<Result<CellResult>> {
  let kept: { readonly key: string; readonly drawn: Drawn } | undefined
  return async (cell) => {
    const plain = tableExperiment(cell.model, cell.data)
    if (plain.data.kind !== 'dataset') throw new Error('the table trains on distributions')
    const data = { ...plain.data, count: trainPoints }
    const experiment = { ...plain, data, run: { ...plain.run, seed: cell.seed } }
    const key = `${cell.data} ${cell.seed}`
    if (kept?.key !== key) kept = { key, drawn: draw(experiment, cell.data) }
    const prepared = prepare(experiment, kept.drawn.run)
    if (!prepared.ok) return prepared
    const run = createRun(experiment, prepared, createTrainer)
    const result = await resultOf(cell, run, kept.drawn)
    run.trainer.dispose()
    return result
  }
}

async function resultOf(cell: Cell, run: Run, { test, truth }: Drawn): Promise<Result<CellResult>> {
  const { steps } = run.experiment.optimizer
  const before = process.cpuUsage()
  const ended = await run.advance(steps)
  if (!ended.ok) return ended
  const { user, system } = process.cpuUsage(before)
  const { nll, standardError: nllError } = await nllOf(run.trainer, test)
  const logDensity = await run.trainer.logDensity(test)
  const differences = truth.map((logP, i) => logP - (logDensity[i] ?? NaN))
  return success({
    ...cell,
    steps,
    nll,
    nllError,
    entropy: run.data.entropy ?? NaN,
    gap: mean(differences),
    gapError: standardError(differences),
    seconds: (user + system) / 1e6,
  })
}

/** How far from the entropy a cell may be: no farther than its reference and a little; nearer where the reference is far. */
export interface Bound {
  readonly reference: number
  readonly referenceGap: number
  readonly allowedGap: number
}

/** The noise of two test sets. */
const tolerance = 0.005
/** A reference farther than this is to be beaten. */
const far = 0.05

export function boundOf({ data, model, entropy }: Pick<CellResult, 'data' | 'model' | 'entropy'>): Bound | null {
  const reference = references[data]?.[model]
  if (reference === undefined) return null
  const referenceGap = reference - entropy
  return { reference, referenceGap, allowedGap: referenceGap > far ? referenceGap : referenceGap + tolerance }
}

/** Whether a cell is as near as its reference; null where there is none. */
export function holds(cell: CellResult): boolean | null {
  const bound = boundOf(cell)
  return bound && cell.gap <= bound.allowedGap
}
