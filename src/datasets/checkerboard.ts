import type { KnownDataset } from './dataset.ts'

const columns = 4
/** The side of one square. */
const side = 2
const rim = (columns * side) / 2
/** Every second square of the board is filled. */
const logFilled = Math.log((2 * rim) ** 2 / 2)

/** Whether a point lies on a filled square. The edges count: rounding to float32 may put a sample on one. */
function covers(x1: number, x2: number): boolean {
  if (Math.abs(x1) > rim || Math.abs(x2) > rim) return false
  const column = Math.floor(x1 / side)
  const row = Math.floor(x2 / side)
  const onEdge = x1 === column * side || x2 === row * side
  return onEdge || (column + row) % 2 === 0
}

/** Eight filled squares of a four by four board; a component is a column. */
export const checkerboard: KnownDataset<Record<never, never>> = {
  kind: 'known',
  dimension: 2,
  components: columns,
  options: {},
  sample(random, n) {
    const points = new Float32Array(n * 2)
    const components = new Uint8Array(n)
    for (let i = 0; i < n; i++) {
      const across = columns * random.uniform()
      const column = Math.floor(across)
      points[2 * i] = side * across - rim
      points[2 * i + 1] = side * (random.uniform() - 2 * random.integer(2) + (column % 2))
      components[i] = column
    }
    return { points, components }
  },
  logDensity: (points) =>
    Float64Array.from({ length: points.length / 2 }, (_, i) =>
      covers(points[2 * i] ?? Number.NaN, points[2 * i + 1] ?? Number.NaN) ? -logFilled : -Infinity,
    ),
  entropy: () => logFilled,
  weights: () => new Array<number>(columns).fill(1 / columns),
  conditionalEntropy: () => logFilled - Math.log(columns),
  window: () => [
    [-rim, rim],
    [-rim, rim],
  ],
}
