type Numbers = ArrayLike<number>

export function mean(samples: Numbers): number {
  let sum = 0
  for (let i = 0; i < samples.length; i++) sum += samples[i] ?? Number.NaN
  return sum / samples.length
}

/** Standard deviation with n − 1 in the denominator. */
export function deviation(samples: Numbers): number {
  const centre = mean(samples)
  let sum = 0
  for (let i = 0; i < samples.length; i++) sum += ((samples[i] ?? Number.NaN) - centre) ** 2
  return Math.sqrt(sum / (samples.length - 1))
}

/** Standard error of the mean of independent samples. */
export const standardError = (samples: Numbers): number => deviation(samples) / Math.sqrt(samples.length)

/** Kolmogorov–Smirnov D: the largest gap between the samples' empirical CDF and `cdf`. */
export function kolmogorovDistance(samples: Numbers, cdf: (x: number) => number): number {
  const sorted = Float64Array.from(samples).sort()
  let widest = 0
  for (const [i, x] of sorted.entries()) {
    const expected = cdf(x)
    widest = Math.max(widest, expected - i / sorted.length, (i + 1) / sorted.length - expected)
  }
  return widest
}

/** Kolmogorov–Smirnov D between two sets of samples: the largest gap between their empirical CDFs. */
export function kolmogorovDistanceBetween(first: Numbers, second: Numbers): number {
  const a = Float64Array.from(first).sort()
  const b = Float64Array.from(second).sort()
  let i = 0
  let j = 0
  let widest = 0
  while (i < a.length && j < b.length) {
    const x = Math.min(a[i] ?? Infinity, b[j] ?? Infinity)
    while (i < a.length && (a[i] ?? Infinity) <= x) i++
    while (j < b.length && (b[j] ?? Infinity) <= x) j++
    widest = Math.max(widest, Math.abs(i / a.length - j / b.length))
  }
  return widest
}

/**
 * The D that n samples from the right distribution exceed with the given chance: 1.63 / √n at 1 % (n over about 35).
 * For D between n and m samples, n is n m / (n + m).
 */
export const kolmogorovBound = (n: number, chance = 0.01): number => Math.sqrt(-Math.log(chance / 2) / (2 * n))
