/** What an optimizer step is made of, in order. */
export const moments = ['batch', 'forward', 'logDet', 'loss', 'gradient', 'update'] as const
export type MomentName = (typeof moments)[number]

/** How long each moment is held when the step plays by itself, in milliseconds. The view decides; the step does not. */
const holds: Readonly<Record<MomentName, number>> = { batch: 2200, forward: 3200, logDet: 3000, loss: 3200, gradient: 3200, update: 3400 }

/** Where the eye is within a step: which moment, and for how long already, in milliseconds. */
export interface Held {
  readonly moment: MomentName
  readonly elapsed: number
}

export const beginning: Held = { moment: 'batch', elapsed: 0 }

const place = (moment: MomentName): number => moments.indexOf(moment)

/** The moment before or after; null beyond both ends. */
export function neighbour(moment: MomentName, by: -1 | 1): MomentName | null {
  return moments[place(moment) + by] ?? null
}

/** A while later: the same moment or the next. `ended`: the last one has been held long enough. */
export function later({ moment, elapsed }: Held, milliseconds: number): { readonly held: Held; readonly ended: boolean } {
  const reached = elapsed + milliseconds
  if (reached < holds[moment]) return { held: { moment, elapsed: reached }, ended: false }
  const next = neighbour(moment, 1)
  return next ? { held: { moment: next, elapsed: 0 }, ended: false } : { held: { moment, elapsed: holds[moment] }, ended: true }
}

/** The share of a moment in which things move; after it they rest. */
const moving = 0.75

/** How far a movement is within its moment, 0 … 1, slow at both ends. */
export function movement({ moment, elapsed }: Held): number {
  const share = Math.min(1, elapsed / (moving * holds[moment]))
  return share * share * (3 - 2 * share)
}

/** A moment that is looked at without moving: all that moves in it has moved. */
export const settled = (moment: MomentName): Held => ({ moment, elapsed: holds[moment] })
