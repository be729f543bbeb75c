import { datasetOf } from '../datasets/registry.ts'
import type { Experiment } from '../experiment/experiment.ts'
import { createRandom, type Random } from '../math/random.ts'
import type { Range, Window } from '../math/window.ts'

/** The points of a run. All `[n, d]`, row-major. */
export interface RunData {
  readonly d: 1 | 2
  readonly train: Float32Array
  /** The component each training point was drawn from; all 0 for a person's own points. */
  readonly components: Uint8Array
  /** Never trained on. */
  readonly test: Float32Array
  /** Differential entropy in nats; null where the distribution is not known. */
  readonly entropy: number | null
  readonly window: Window
}

/** Test points drawn when the distribution is known. */
const testCount = 5_000
/** Of a person's own points, this share is held out for testing, once there are enough to spare. */
const heldOut = 0.2
const fewestToHoldOut = 20

/** Rows in a random order. */
function shuffled(points: Experiment['data'] & { kind: 'points' }, random: Random): number[][] {
  const rows = points.points.map((row) => [...row])
  for (let i = rows.length - 1; i > 0; i--) {
    const j = random.integer(i + 1)
    const [a, b] = [rows[i], rows[j]]
    if (a && b) [rows[i], rows[j]] = [b, a]
  }
  return rows
}

/** Pictures show this share of a window more on every side, so that what a young model misplaces is seen too. */
const margin = 0.15

const widened = (window: Window): Window =>
  window.map(([low, high]): Range => {
    const pad = margin * (high - low) || 1
    return [low - pad, high + pad]
  })

/** The smallest window that holds all points. */
function windowAround(points: Float32Array, d: number): Window {
  return Array.from({ length: d }, (_, k): Range => {
    let [low, high] = [Infinity, -Infinity]
    for (let i = k; i < points.length; i += d) {
      low = Math.min(low, points[i] ?? low)
      high = Math.max(high, points[i] ?? high)
    }
    return [low, high]
  })
}

function ownData(data: Experiment['data'] & { kind: 'points' }, random: Random): RunData {
  const d = data.points[0]?.length === 1 ? 1 : 2
  const rows = shuffled(data, random)
  const spare = rows.length >= fewestToHoldOut ? Math.round(heldOut * rows.length) : 0
  const train = Float32Array.from(rows.slice(spare).flat())
  const test = spare > 0 ? Float32Array.from(rows.slice(0, spare).flat()) : train
  return {
    d,
    train,
    components: new Uint8Array(train.length / d),
    test,
    entropy: null,
    window: widened(windowAround(Float32Array.from(rows.flat()), d)),
  }
}

/** Draws the points of an experiment from its seed: the same seed, the same points. */
export function drawData({ data, run }: Experiment): RunData {
  const random = createRandom(run.seed)
  if (data.kind === 'points') return ownData(data, random.fork('held out'))
  const dataset = datasetOf(data.name)
  const { points, components } = dataset.sample(random.fork('train'), data.count, data.options)
  return {
    d: dataset.dimension,
    train: points,
    components,
    test: freshPoints(data, run.seed, testCount),
    entropy: dataset.entropy(data.options),
    window: widened(dataset.window(data.options)),
  }
}

/** Points of a known distribution that no run has trained on. */
export function freshPoints(data: Experiment['data'] & { kind: 'dataset' }, seed: number, n: number): Float32Array {
  return datasetOf(data.name).sample(createRandom(seed).fork('test'), n, data.options).points
}
