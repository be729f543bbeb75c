import type { Random } from '../math/random.ts'

/** The share of each class among labels `[n]`. */
export function sharesOf(labels: Uint8Array, classes: number): readonly number[] {
  const counts = new Array<number>(classes).fill(0)
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1
  return counts.map((count) => count / labels.length)
}

/** What the classes together say of n points. */
export interface Bayes {
  /** log p(x) = log Σ share · p(x | class), in nats, `[n]`. */
  readonly logDensity: Float32Array
  /** p(class | x) = share · p(x | class) / p(x), `[n]` for each class; not a number where p(x) is 0. */
  readonly posterior: readonly Float32Array[]
}

/** Bayes' rule for n points, from log p(x | class), `[n]` for each class, and the share of each class. */
export function bayes(logDensities: readonly ArrayLike<number>[], shares: readonly number[]): Bayes {
  const n = logDensities[0]?.length ?? 0
  const logDensity = new Float32Array(n)
  const posterior = logDensities.map(() => new Float32Array(n))
  for (let i = 0; i < n; i++) {
    const joint = logDensities.map((one, c) => (one[i] ?? NaN) + Math.log(shares[c] ?? 0))
    const top = Math.max(...joint)
    // Everywhere 0: the sum is 0 as well, and its log what the terms are.
    const sum = joint.reduce((total, term) => total + Math.exp(term - top), 0)
    logDensity[i] = top === -Infinity ? top : top + Math.log(sum)
    posterior.forEach((one, c) => {
      one[i] = Math.exp((joint[c] ?? NaN) - top) / sum
    })
  }
  return { logDensity, posterior }
}

/** The class with the largest p(class | x) of point i. */
export function mostProbable(posterior: readonly ArrayLike<number>[], i: number): number {
  let best = 0
  posterior.forEach((one, c) => {
    if ((one[i] ?? 0) > (posterior[best]?.[i] ?? 0)) best = c
  })
  return best
}

/** The classes of n draws, by their shares. */
export function drawClasses(random: Random, shares: readonly number[], n: number): Uint8Array {
  const last = shares.findLastIndex((share) => share > 0)
  return Uint8Array.from({ length: n }, () => {
    let left = random.uniform()
    const found = shares.findIndex((share) => (left -= share) < 0)
    return found < 0 ? last : found
  })
}
