/** The morph's way as turning points: from z to x and back, from anywhere else on to z and back to x. */
export const morphRoute = (from: number, last: number): readonly number[] =>
  from >= last ? [last, 0, last] : [from, last, 0]

/** Milliseconds that one layer takes: a whole way lasts about four seconds. */
export const layerTime = (last: number): number => Math.min(1400, Math.max(450, 4200 / Math.max(1, last)))

/** Milliseconds to rest at a turning point. */
export const restTime = 700

/** Slow at both ends, 0 … 1 onto 0 … 1. */
export const ease = (share: number): number => share * share * (3 - 2 * share)
const uneased = (share: number): number => 0.5 - Math.sin(Math.asin(1 - 2 * share) / 3)

const perLayer = (stage: number, curve: (share: number) => number): number => Math.floor(stage) + curve(stage - Math.floor(stage))

export interface MorphMoment {
  readonly stage: number
  readonly done: boolean
}

/**
 * Where the morph stands `elapsed` milliseconds after it set out `from` a stage. It slows at every whole stage;
 * `still` (reduced motion) leaps from stage to stage instead.
 */
export function morphAt(elapsed: number, from: number, last: number, still: boolean): MorphMoment {
  const [start = 0, ...turns] = morphRoute(from, last)
  let left = elapsed
  let at = perLayer(start, uneased)
  for (const turn of turns) {
    const length = Math.abs(turn - at) * layerTime(last)
    if (left < length) {
      const stage = at + (Math.sign(turn - at) * left) / layerTime(last)
      return { stage: still ? Math.round(stage) : perLayer(stage, ease), done: false }
    }
    left -= length
    if (left < restTime) return { stage: turn, done: turn === turns.at(-1) }
    left -= restTime
    at = turn
  }
  return { stage: at, done: true }
}

/** The stage that a key leads to, one whole layer on; null for other keys. */
export function steppedStage(stage: number, key: string, last: number): number | null {
  const on = Math.min(last, Math.floor(stage + 1e-6) + 1)
  const back = Math.max(0, Math.ceil(stage - 1e-6) - 1)
  const targets: Readonly<Record<string, number>> = {
    ArrowRight: on, ArrowUp: on, PageUp: on, ArrowLeft: back, ArrowDown: back, PageDown: back, Home: 0, End: last,
  }
  return targets[key] ?? null
}

/** Lets go near a whole stage: lands on it. */
export const settledStage = (stage: number): number => (Math.abs(stage - Math.round(stage)) < 0.07 ? Math.round(stage) : stage)
