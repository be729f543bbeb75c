import type { NllSeries } from '../../store/frames.ts'
import type { Range } from '../../math/window.ts'

/**
 * Mean of each value and the up to `reach` values before it, `[n]`; values that are not finite are left out of the mean.
 * Looks back only, so that the newest end does not wait for steps to come, and at most over the last fifth, so that the
 * steep beginning is not seen late. Each mean is summed afresh: a running sum
 * would keep the rounding of one huge early loss for ever.
 */
export function movingAverage(values: readonly number[], reach: number): Float64Array {
  const means = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) {
    let sum = 0
    let count = 0
    for (let j = i - Math.min(reach, Math.floor(i / 5)); j <= i; j++) {
      const value = values[j] ?? NaN
      if (!Number.isFinite(value)) continue
      sum += value
      count++
    }
    means[i] = count > 0 ? sum / count : NaN
  }
  return means
}

/** How far back the average looks: a fortieth of the run, so that early steps are not smeared and late ones are calm. */
const averageReach = (count: number): number => Math.min(200, Math.floor(count / 40))

const averages = new WeakMap<readonly number[], { readonly count: number; readonly average: Float64Array }>()

/** The moving average of a run's train NLL, `[n]`, computed once for the same losses. */
export function trainAverage({ train }: Pick<NllSeries, 'train'>): Float64Array {
  const known = averages.get(train)
  if (known?.count === train.length) return known.average
  const average = movingAverage(train, averageReach(train.length))
  averages.set(train, { count: train.length, average })
  return average
}

/** Index of the ascending step nearest to `step`; −1 where there is none. */
export function nearestIndex(steps: ArrayLike<number>, step: number): number {
  let low = 0
  let high = steps.length - 1
  if (high < 0) return -1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((steps[middle] ?? 0) <= step) low = middle
    else high = middle
  }
  const [left, right] = [steps[low] ?? 0, steps[high] ?? 0]
  return step - left < right - step ? low : high
}

/** What the cursor reads at a step: the nearest train and test values. Nats of the whole point. */
export interface Reading {
  readonly step: number
  readonly train: number | null
  readonly test: NllSeries['test'][number] | null
}

export function readAt(series: NllSeries, step: number): Reading | null {
  const average = trainAverage(series)
  const train = nearestIndex(series.trainSteps, step)
  const test = nearestIndex(series.test.map((row) => row.step), step)
  const at = series.trainSteps[train] ?? series.test[test]?.step
  if (at === undefined) return null
  return { step: at, train: average[train] ?? null, test: series.test[test] ?? null }
}

/** Last step that the chart shows. */
export const lastStep = (series: NllSeries): number => Math.max(series.trainSteps.at(-1) ?? 0, series.test.at(-1)?.step ?? 0)

/** A monotone map between steps and a share 0 … 1 of the axis, linear or logarithmic: over all steps, or those zoomed at. The first step shown is 1 on a log axis. */
export interface StepAxis {
  readonly share: (step: number) => number
  readonly step: (share: number) => number
}

/** The axis reaches so far, however short the run: steps, on a linear axis and on a logarithmic one. */
const shortest = { linear: 20, logarithmic: 10 } as const

export function stepAxis(last: number, logarithmic: boolean, zoom: Range | null = null): StepAxis {
  const [start, end] = zoom ?? [0, Math.max(logarithmic ? shortest.logarithmic : shortest.linear, last)]
  if (!logarithmic) return { share: (step) => (step - start) / (end - start), step: (share) => start + share * (end - start) }
  const [low, high] = [Math.log(Math.max(1, start)), Math.log(Math.max(2, end))]
  return { share: (step) => (Math.log(Math.max(1, step)) - low) / (high - low), step: (share) => Math.exp(low + share * (high - low)) }
}

/** Fewest steps that a zoomed axis shows. */
const narrowestZoom = 4

/** The steps from one to the other, in either order, as a zoom; null where they are too few to be meant, or all there are. */
export function zoomBetween(from: number, to: number, last: number): Range | null {
  const [low, high] = [Math.max(0, Math.floor(Math.min(from, to))), Math.min(Math.max(shortest.linear, last), Math.ceil(Math.max(from, to)))]
  return high - low < narrowestZoom || (low <= 1 && high >= last) ? null : [low, high]
}

/** `factor` times as much of the axis, around a step that stays where it is, unless the run ends there; null for all of it. */
export function zoomBy(axis: StepAxis, factor: number, around: number, last: number): Range | null {
  const share = Math.min(1, Math.max(0, axis.share(around)))
  const [left, right] = [share * (1 - factor), share + (1 - share) * factor]
  // What would lie beyond one end of the run is added at the other.
  const shift = Math.min(0, axis.share(Math.max(shortest.linear, last)) - right) || Math.max(0, axis.share(0) - left)
  const [from, to] = [axis.step(left + shift), axis.step(right + shift)]
  return to - from < narrowestZoom ? [Math.floor(axis.step(0)), Math.ceil(axis.step(1))] : zoomBetween(from, to, last)
}

/**
 * Highest value worth its place, of values seen at even places along the axis, ascending: all but the highest 3 %, and of
 * the highest quarter only what stands at most four times as high over the lowest as the middle one does. So the first
 * steps do not squash the rest, on a linear axis as on a logarithmic one.
 */
function worthShowing(seen: readonly number[]): number {
  const at = (share: number) => seen[Math.floor(share * (seen.length - 1))] ?? 1
  return Math.min(at(0.97), Math.max(at(0.75), at(0) + 4 * (at(0.5) - at(0))))
}

/**
 * Range of the y axis, nats: holds the entropy and a teacher's NLL where they are known, the newest test value, and the
 * train curve where it is worth its place.
 * A little room is left at both ends.
 */
export function robustRange(series: NllSeries, axis: StepAxis, entropy: number | null, teacher: number | null = null): Range {
  const [start, end] = [axis.step(0), axis.step(1)]
  const seen: number[] = []
  for (let column = 0; column < 300; column++) {
    const step = axis.step((column + 0.5) / 300)
    if (step > lastStep(series)) break
    const value = series.train[nearestIndex(series.trainSteps, step)]
    if (value !== undefined && Number.isFinite(value)) seen.push(value)
  }
  const tests = series.test.filter(({ step }) => step >= start && step <= end).map((row) => row.nll).filter(Number.isFinite)
  if (seen.length === 0) seen.push(...tests)
  if (seen.length === 0 && entropy === null) return [0, 1]
  seen.sort((a, b) => a - b)
  const levels = [entropy, teacher].filter((level) => level !== null)
  const high = Math.max(worthShowing(seen), tests.at(-1) ?? -Infinity, ...levels)
  const low = Math.min(seen[0] ?? 0, ...tests.slice(-200), ...levels)
  const margin = Math.max(0.02, (high - low) * 0.08)
  // Twice the room below, where the entropy's name stands.
  return [low - 2 * margin, high + margin]
}

/**
 * Where the cursor stands after a key: an arrow moves it a hundredth of the axis but at least one step, with Shift a
 * tenth; Home and End go to the ends of what is shown; undefined for any other key.
 */
export function movedStep(series: NllSeries, cursor: number | null, key: string, far: boolean, logarithmic: boolean, zoom: Range | null = null): number | undefined {
  const last = Math.min(lastStep(series), zoom?.[1] ?? Infinity)
  const first = Math.min(last, Math.max(1, zoom?.[0] ?? 0))
  if (key === 'Home') return first
  if (key === 'End') return last
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return undefined
  const axis = stepAxis(last, logarithmic, zoom)
  const sign = key === 'ArrowLeft' ? -1 : 1
  const from = cursor ?? last
  const moved = Math.round(axis.step(axis.share(from) + sign * (far ? 0.1 : 0.01)))
  const atLeastOne = sign < 0 ? Math.min(moved, Math.ceil(from) - 1) : Math.max(moved, Math.floor(from) + 1)
  return Math.min(last, Math.max(first, atLeastOne))
}
