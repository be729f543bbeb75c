import type { Random } from '../../math/random.ts'
import { quantile, type Distribution } from './distribution.ts'

/** A uniform sample on its way: across to the curve, then down to the axis. */
export interface Drop {
  /** Its share, uniform on (0, 1). */
  readonly u: number
  /** How long it has been on its way, milliseconds. */
  readonly age: number
}

export interface Rain {
  readonly falling: readonly Drop[]
  /** Shares of those that have landed. */
  readonly landed: readonly number[]
}

export const dry: Rain = { falling: [], landed: [] }

/** Samples of one rain, milliseconds between two of them, and milliseconds that each part of the way takes. */
const most = 400
const every = 40
const partMs = 450

/** A while later. Samples come from `random` at an even pace until there are enough. */
export function laterRain({ falling, landed }: Rain, milliseconds: number, random: Random): { readonly rain: Rain; readonly ended: boolean } {
  const older = falling.map(({ u, age }) => ({ u, age: age + milliseconds }))
  const room = most - falling.length - landed.length
  const youngest = older.at(-1)?.age ?? Infinity
  const due = Math.min(room, youngest === Infinity ? 1 : Math.floor(youngest / every))
  const fresh = Array.from({ length: Math.max(0, due) }, () => ({ u: random.uniform(), age: 0 }))
  const rain = {
    falling: [...older.filter(({ age }) => age < 2 * partMs), ...fresh],
    landed: [...landed, ...older.filter(({ age }) => age >= 2 * partMs).map(({ u }) => u)],
  }
  return { rain, ended: rain.landed.length >= most }
}

/** All samples at once, where motion is not wanted. */
export const allLanded = (random: Random): Rain => ({ falling: [], landed: Array.from({ length: most }, () => random.uniform()) })

const ease = (share: number): number => share * share * (3 - 2 * share)

/** Where a drop is: x along the axis, y as a share. It leaves the left edge at its own height, meets F there, and falls. */
export function dropPlace({ u, age }: Drop, learned: Distribution): { readonly x: number; readonly share: number } {
  const end = quantile(learned, u)
  const [left] = learned.range
  if (age < partMs) return { x: left + (end - left) * ease(age / partMs), share: u }
  return { x: end, share: u * (1 - ease(Math.min(1, age / partMs - 1))) }
}

/** Where landed samples lie on the axis: F⁻¹ of each share, as the model is now. */
export const landedPlaces = ({ landed }: Rain, learned: Distribution): Float32Array => Float32Array.from(landed, (u) => quantile(learned, u))
