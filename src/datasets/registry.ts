import { checkerboard } from './checkerboard.ts'
import type { Dataset } from './dataset.ts'
import { eightGaussians } from './eightGaussians.ts'
import { moons } from './moons.ts'
import { peaks } from './peaks.ts'
import { smiley } from './smiley.ts'
import { triangle } from './triangle.ts'
import { uniform } from './uniform.ts'

/** Every data set that can be chosen, in the order of the menu. Labels stand in `words/`. */
export const datasets = {
  moons,
  smiley,
  eightGaussians,
  checkerboard,
  peaks,
  uniform,
  triangle,
} as const satisfies Record<string, Dataset>

export type DatasetName = keyof typeof datasets

export const datasetNames = Object.keys(datasets) as DatasetName[]

/** The data set of that name, for options that were checked against its own table. */
export const datasetOf = (name: DatasetName): Dataset => datasets[name]
