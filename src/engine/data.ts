import type { Distribution, LabelledPoints } from '../datasets/dataset.ts'
import { dataSourceOf, holdsOut, type DataSource } from '../experiment/dataSource.ts'
import type { Experiment } from '../experiment/experiment.ts'
import { createRandom, type Random } from '../math/random.ts'
import { windowAround, type Range, type Window } from '../math/window.ts'
import { sharesOf } from './bayes.ts'

/** The points of a run. All `[n, d]`, row-major. */
export interface RunData {
  readonly d: 1 | 2
  readonly train: Float32Array
  /** The component each training point was drawn from; all 0 for a person's own points. */
  readonly components: Uint8Array
  /** Never trained on; of points too few to hold any out, those that are trained on. */
  readonly test: Float32Array
  readonly testComponents: Uint8Array
  /** How many components there are: labels are below it. */
  readonly classes: number
  /** The share of each class among the training points `[classes]`; they sum to 1. */
  readonly shares: readonly number[]
  /** Differential entropy in nats; null where the distribution is not known. */
  readonly entropy: number | null
  /** H(X | C) in nats, the floor of a flow that is told the component; null where it is not known. */
  readonly conditionalEntropy: number | null
  readonly window: Window
}

/** Test points drawn when the distribution is known. */
const testCount = 5_000
/** Of points without a distribution, this share is held out for testing, once there are enough to spare (`holdsOut`). */
const heldOut = 0.2

/** Numbers from 0 to n − 1 in a random order. */
function shuffledOrder(n: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = random.integer(i + 1)
    const kept = order[i] ?? 0
    order[i] = order[j] ?? 0
    order[j] = kept
  }
  return order
}

/** Rows of labelled points, in the order asked for. */
function rowsOf({ points, components }: LabelledPoints, order: Uint32Array, d: number): LabelledPoints {
  const taken = new Float32Array(order.length * d)
  for (const [i, row] of order.entries()) taken.set(points.subarray(row * d, row * d + d), i * d)
  return { points: taken, components: Uint8Array.from(order, (row) => components[row] ?? 0) }
}

/** Pictures show this share of a window more on every side, so that what a young model misplaces is seen too. */
const margin = 0.15

const widened = (window: Window): Window =>
  window.map(([low, high]): Range => {
    const pad = margin * (high - low) || 1
    return [low - pad, high + pad]
  })

/** Points that are all there is: a part of them is held out. */
function givenData({ rows, dimension: d, components: classes }: DataSource & { kind: 'given' }, random: Random): RunData {
  const order = shuffledOrder(rows.points.length / d, random)
  const spare = holdsOut(order.length) ? Math.round(heldOut * order.length) : 0
  const train = rowsOf(rows, order.subarray(spare), d)
  const test = spare > 0 ? rowsOf(rows, order.subarray(0, spare), d) : train
  return {
    d,
    train: train.points,
    components: train.components,
    test: test.points,
    testComponents: test.components,
    classes,
    shares: sharesOf(train.components, classes),
    entropy: null,
    conditionalEntropy: null,
    window: widened(windowAround(rows.points, d)),
  }
}

function drawnData({ distribution, count }: DataSource & { kind: 'drawn' }, seed: number): RunData {
  const train = distribution.sample(createRandom(seed).fork('train'), count)
  const test = freshPoints(distribution, seed, testCount)
  return {
    d: distribution.dimension,
    train: train.points,
    components: train.components,
    test: test.points,
    testComponents: test.components,
    classes: distribution.components,
    shares: sharesOf(train.components, distribution.components),
    entropy: distribution.entropy(),
    conditionalEntropy: distribution.conditionalEntropy(),
    window: widened(distribution.window()),
  }
}

/** Draws the points of an experiment from its seed: the same seed, the same points. */
export function drawData({ data, run }: Experiment): RunData {
  const source = dataSourceOf(data)
  return source.kind === 'drawn' ? drawnData(source, run.seed) : givenData(source, createRandom(run.seed).fork('held out'))
}

/** Points of a distribution that no run of that seed has trained on. */
export const freshPoints = (distribution: Distribution, seed: number, n: number): LabelledPoints =>
  distribution.sample(createRandom(seed).fork('test'), n)
