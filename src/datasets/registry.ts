import { checkerboard } from './checkerboard.ts'
import { circles } from './circles.ts'
import { comb } from './comb.ts'
import type { Dataset, KnownDataset, RecordedDataset } from './dataset.ts'
import { earthquakes } from './earthquakes.ts'
import { eightGaussians } from './eightGaussians.ts'
import { levels } from './levels.ts'
import { moons } from './moons.ts'
import { oldFaithful } from './oldFaithful.ts'
import { peaks } from './peaks.ts'
import { penguins } from './penguins.ts'
import { pinwheel } from './pinwheel.ts'
import { rings } from './rings.ts'
import { smiley } from './smiley.ts'
import { swissRoll } from './swissRoll.ts'
import { triangle } from './triangle.ts'
import { twoSpirals } from './twoSpirals.ts'
import { uniform } from './uniform.ts'

/** Every distribution that can be chosen, in the order of the menu. Labels stand in `words/`. */
const known = {
  moons,
  smiley,
  eightGaussians,
  checkerboard,
  twoSpirals,
  rings,
  circles,
  pinwheel,
  swissRoll,
  peaks,
  uniform,
  triangle,
  comb,
  levels,
} as const satisfies Record<string, KnownDataset>

/** Every recording that can be chosen, after the distributions. */
const recorded = { oldFaithful, penguins, earthquakes } as const satisfies Record<string, RecordedDataset>

export const datasets = { ...known, ...recorded } as const

export type KnownDatasetName = keyof typeof known
export type RecordedDatasetName = keyof typeof recorded
export type DatasetName = keyof typeof datasets

export const knownDatasetNames = Object.keys(known) as KnownDatasetName[]
export const recordedDatasetNames = Object.keys(recorded) as RecordedDatasetName[]
export const datasetNames = Object.keys(datasets) as DatasetName[]

/** The data set of that name, for options that were checked against its own table. */
export const datasetOf = (name: DatasetName): Dataset => datasets[name]

/** Whether a name is a recording's. */
export const isRecorded = (name: DatasetName): name is RecordedDatasetName => Object.hasOwn(recorded, name)

/** The distribution of that name. */
export const knownDatasetOf = (name: KnownDatasetName): KnownDataset => known[name]
