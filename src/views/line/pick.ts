/** The value nearest to x, or null where there are none. */
export function nearestValue(values: ArrayLike<number>, x: number): number | null {
  let best: number | null = null
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (value !== undefined && (best === null || Math.abs(value - x) < Math.abs(best - x))) best = value
  }
  return best
}
