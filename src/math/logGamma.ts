/** Lanczos coefficients for g = 7, n = 9 (Godfrey 2001): relative error below 1e-14 for z > 0. */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const

/** log Γ(z) for z > 0. */
export function logGamma(z: number): number {
  if (z < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * z)) - logGamma(1 - z)
  const [first, ...rest] = lanczos
  const t = z - 1 + 7.5
  const sum = rest.reduce<number>((total, c, i) => total + c / (z + i), first)
  return 0.5 * Math.log(2 * Math.PI) + (z - 0.5) * Math.log(t) - t + Math.log(sum)
}
