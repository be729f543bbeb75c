import { describe, expect, it } from 'vitest'
import type { Field } from '../../../src/engine/snapshot.ts'
import { contourLines, drawContours, type ContourLine } from '../../../src/views/plane/contours.ts'
import { innerPlot, planeScales } from '../../../src/views/axes.ts'
import { createRandom } from '../../../src/math/random.ts'
import { recorder } from '../recorder.ts'
import { fieldOf, logNormal } from './flow.ts'

const window = [[-4, 4], [-4, 4]] as const
const pointsOf = ({ points }: ContourLine) => Array.from({ length: points.length / 2 }, (_, i) => [points[2 * i] ?? NaN, points[2 * i + 1] ?? NaN] as const)

/** Twice the area that a line encloses, positive where it runs against the clock. */
function turn(line: ContourLine): number {
  const points = pointsOf(line)
  return points.reduce((sum, [x, y], i) => {
    const [u, v] = points[(i + 1) % points.length] ?? [x, y]
    return sum + x * v - u * y
  }, 0)
}

const densityAt = (field: Field, column: number, row: number) => Math.exp(field.values[row * field.columns + column] ?? NaN)

describe('contours', () => {
  it('of a standard normal are circles of the right radius, run against the clock', () => {
    const fine = fieldOf(window, 161, 161, logNormal)
    for (const radius of [1, 2, 3]) {
      const lines = contourLines(fine, [Math.exp(logNormal(radius, 0))])
      expect(lines.map(({ closed }) => closed)).toEqual([true])
      const [line] = lines
      if (!line) throw new Error('no line')
      for (const [x, y] of pointsOf(line)) expect(Math.hypot(x, y)).toBeCloseTo(radius, 2)
      expect(turn(line) / 2).toBeCloseTo(Math.PI * radius ** 2, 1)
    }
  })

  it('run round a hole with the clock, so that what is denser is on their left', () => {
    const ring = fieldOf(window, 81, 81, (x, y) => -((Math.hypot(x, y) - 2) ** 2) * 4)
    const turns = contourLines(ring, [0.5]).map((line) => Math.sign(turn(line)))
    expect(turns.toSorted((a, b) => a - b)).toEqual([-1, 1])
  })

  it('end where the window ends', () => {
    const wall = fieldOf(window, 33, 17, (x) => -x)
    const lines = contourLines(wall, [1])
    expect(lines.map(({ closed }) => closed)).toEqual([false])
    const ends = lines.flatMap(pointsOf).map(([, y]) => y)
    expect([Math.min(...ends), Math.max(...ends)]).toEqual([-4, 4])
    for (const [x] of lines.flatMap(pointsOf)) expect(x).toBeCloseTo(0, 1)
  })

  it('part every lattice edge between more and less exactly once, on any lattice', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = createRandom(seed)
      const [columns, rows] = [2 + random.integer(9), 2 + random.integer(9)]
      const field = fieldOf([[0, columns - 1], [0, rows - 1]], columns, rows, () => Math.log(1 + random.integer(4)))
      const level = 2.5
      const places = contourLines(field, [level]).flatMap(pointsOf).map(([x, y]) => `${x.toFixed(4)},${y.toFixed(4)}`)
      expect(new Set(places).size, `seed ${seed}`).toBe(places.length)
      let parted = 0
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const here = densityAt(field, column, row) >= level
          if (column + 1 < columns && here !== densityAt(field, column + 1, row) >= level) parted++
          if (row + 1 < rows && here !== densityAt(field, column, row + 1) >= level) parted++
        }
      }
      expect(places.length, `seed ${seed}`).toBe(parted)
    }
  })

  it('take no number at all, and no density, as none', () => {
    const field = fieldOf(window, 9, 9, (x) => (x < 0 ? Number.NaN : x > 2 ? -Infinity : 0))
    for (const [x] of contourLines(field, [0.5]).flatMap(pointsOf)) expect(Number.isFinite(x)).toBe(true)
    expect(contourLines(field, [0.5]).length).toBe(2)
    expect(contourLines(fieldOf(window, 9, 9, () => Number.NaN), [0.5])).toEqual([])
  })

  it('are closed on the canvas only where they are closed', () => {
    const { context, named } = recorder()
    const scales = planeScales(window, innerPlot({ width: 400, height: 400 }))
    drawContours(context, contourLines(fieldOf(window, 41, 41, logNormal), [0.05]), scales, 'red', 0.16)
    expect([named('stroke').length, named('closePath').length]).toEqual([1, 1])
    drawContours(context, contourLines(fieldOf(window, 33, 17, (x) => -x), [1]), scales, 'red', 1)
    expect([named('stroke').length, named('closePath').length]).toEqual([2, 1])
  })
})
