import type { Dissection } from '../../engine/dissection.ts'
import type { Snapshot } from '../../engine/snapshot.ts'
import type { Stages } from '../../engine/trainer.ts'
import type { Window } from '../../math/window.ts'
import { pointsAt } from '../plane/morph.ts'
import { type Held, movement } from './moments.ts'
import { summedLogDets } from './numbers.ts'

/** Arrows `[n, 2]` from where they begin to where they end, in the plane's units. */
export interface Arrows {
  readonly from: Float32Array
  readonly to: Float32Array
}

/** What is drawn at a moment of a step. */
export interface Scene {
  /** Where the plane stands between x (0) and z (`last`). */
  readonly stage: number
  readonly last: number
  /** `[n, 2]` */
  readonly points: Float32Array
  /** What points are coloured by, where it is not the component they were drawn from. */
  readonly shades: { readonly by: 'stretch' | 'density'; readonly values: ArrayLike<number> } | null
  readonly arrows: Arrows | null
  /** How many times as long as they are the arrows are drawn. */
  readonly magnified: number
}

/** Points of one axis spread over a second one that means nothing: a low-discrepancy sequence, so that none hide each other. */
const golden = 0.61803398875
const spread = (i: number): number => (0.5 + i * golden) % 1

const lift = (points: Float32Array): Float32Array =>
  Float32Array.from({ length: 2 * points.length }, (_, i) => (i % 2 === 0 ? (points[i / 2] ?? NaN) : spread((i - 1) / 2)))

const liftStages = (stages: Stages): Stages => ({ ...stages, points: stages.points.map(lift) })
const liftWindow = (window: Window): Window => [...window, [-0.2, 1.2]]

/** A dissection as a plane sees it: what lies on a line gets a second axis. */
export interface Laid extends Dissection {
  readonly snapshot: Snapshot
}

export function layOut(dissection: Dissection): Laid {
  const { dimension, dataWindow, latentWindow, before, after, components, step, pulls } = dissection
  const flat = dimension === 1
  const seen = {
    dataWindow: flat ? liftWindow(dataWindow) : dataWindow,
    latentWindow: flat ? liftWindow(latentWindow) : latentWindow,
    before: flat ? liftStages(before) : before,
    after: flat ? liftStages(after) : after,
    pulls: flat ? Float32Array.from({ length: 2 * pulls.length }, (_, i) => (i % 2 === 0 ? (pulls[i / 2] ?? 0) : 0)) : pulls,
  }
  const snapshot: Snapshot = { step, dimension: 2, dataWindow: seen.dataWindow, latentWindow: seen.latentWindow, points: { ...seen.before, components } }
  return { ...dissection, ...seen, snapshot }
}

const endOf = ({ points }: Stages): Float32Array => points.at(-1) ?? new Float32Array()

/** A length that is seen, as a share of the window: arrows are drawn so that the usual one is about as long. */
const visible = 0.06

/** A round factor that brings the usual length of arrows to where it can be seen. */
function magnification(steps: Float32Array, [range = [0, 1]]: Window): number {
  const lengths = Array.from({ length: steps.length / 2 }, (_, i) => Math.hypot(steps[2 * i] ?? 0, steps[2 * i + 1] ?? 0)).sort((a, b) => a - b)
  const usual = lengths[Math.floor(lengths.length * 0.8)] ?? 0
  if (usual === 0) return 1
  const wanted = (visible * (range[1] - range[0])) / usual
  const power = 10 ** Math.floor(Math.log10(wanted))
  return power * ([5, 2, 1].find((digit) => digit * power <= wanted) ?? 1)
}

function arrowsAlong(from: Float32Array, steps: Float32Array, window: Window, share: number): Pick<Scene, 'arrows' | 'magnified'> {
  const magnified = magnification(steps, window)
  return { arrows: { from, to: from.map((value, i) => value + share * magnified * (steps[i] ?? 0)) }, magnified }
}

export function sceneAt({ before, after, pulls, latentWindow }: Laid, held: Held): Scene {
  const last = before.points.length - 1
  const z = endOf(before)
  const atZ = { stage: last, last, points: z, shades: null, arrows: null, magnified: 1 } as const
  switch (held.moment) {
    case 'batch':
      return { ...atZ, stage: 0, points: before.points[0] ?? z }
    case 'forward': {
      const stage = last * movement(held)
      return { ...atZ, stage, points: pointsAt(before, stage, new Float32Array()) }
    }
    case 'logDet':
      return { ...atZ, shades: { by: 'stretch', values: summedLogDets(before) } }
    case 'loss':
      return { ...atZ, shades: { by: 'density', values: before.logDensity } }
    case 'gradient':
      return { ...atZ, ...arrowsAlong(z, pulls, latentWindow, movement(held)) }
    case 'update':
      return { ...atZ, ...arrowsAlong(z, endOf(after).map((value, i) => value - (z[i] ?? NaN)), latentWindow, movement(held)) }
    default:
      return held.moment satisfies never
  }
}
