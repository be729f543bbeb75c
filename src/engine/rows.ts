/** Rows of points `[n, d]`, as points. */
export function pointsOf(points: Float32Array, d: number, rows: readonly number[]): Float32Array {
  const taken = new Float32Array(rows.length * d)
  rows.forEach((row, i) => taken.set(points.subarray(row * d, (row + 1) * d), i * d))
  return taken
}
