import { describe, expect, test } from 'vitest'
import type { Field } from '../../../src/engine/snapshot.ts'
import { darkColours, divergingColour, lightColours } from '../../../src/views/colours.ts'
import { differenceOf, reachOf } from '../../../src/views/runs/difference.ts'
import { differencePixels, drawLinePart, drawPlanePart, parts, scaleOf } from '../../../src/views/runs/draw.ts'
import { recorder } from '../recorder.ts'

const size = { width: 300, height: 260 }
const words = { axes: ['x₁', 'x₂'], unit: 'per unit area', density: 'density', less: 'B more', more: 'A more' }

/** A standard normal about a place, on the line. */
const onLine = (mean: number, columns = 401): Field => ({
  window: [[-8, 8]],
  columns,
  rows: 1,
  values: Float32Array.from({ length: columns }, (_, i) => -0.5 * (-8 + (16 * i) / (columns - 1) - mean) ** 2 - 0.5 * Math.log(2 * Math.PI)),
})

/** The same in the plane. */
function inPlane(mean: number, side = 61): Field {
  const at = (i: number) => -6 + (12 * i) / (side - 1)
  const values = Float32Array.from({ length: side * side }, (_, i) => -0.5 * ((at(i % side) - mean) ** 2 + at(Math.floor(i / side)) ** 2) - Math.log(2 * Math.PI))
  return { window: [[-6, 6], [-6, 6]], columns: side, rows: side, values }
}

const difference = (one: Field, other: Field) => {
  const found = differenceOf(one, other)
  if (!found) throw new Error('not on one lattice')
  return found
}

describe('the difference of two densities', () => {
  test('places 2 Φ(½) − 1 of two normals a unit apart differently, on the line and in the plane', () => {
    for (const [one, other] of [[onLine(0), onLine(1)], [inPlane(0), inPlane(1)]] as const) expect(difference(one, other).moved).toBeCloseTo(0.3829, 2)
  })

  test('is nothing where they are the same', () => {
    const same = difference(inPlane(0), inPlane(0))
    expect([same.moved, same.values.every((value) => value === 0), reachOf(same.values)]).toEqual([0, true, 1])
  })

  test('is not taken on different lattices', () => {
    expect(differenceOf(onLine(0), onLine(0, 201))).toBeNull()
    expect(differenceOf(onLine(0), { ...onLine(0), window: [[-8, 9]] })).toBeNull()
  })

  test('has a scale that one spike does not spoil', () => {
    const values = new Float32Array(1000).fill(0.1)
    values[3] = -50
    expect(reachOf(values)).toBeCloseTo(0.1, 6)
  })
})

describe('the diverging scale', () => {
  test.each([lightColours, darkColours])('is the card at nothing, even in strength to both sides, and differs in more than red and green', (colours) => {
    const card = divergingColour(0, colours)
    const [less, more] = [divergingColour(-1, colours), divergingColour(1, colours)]
    const away = (colour: readonly number[]) => Math.hypot(...colour.map((value, i) => value - (card[i] ?? 0)))
    expect(away(less)).toBeGreaterThan(120)
    expect(away(more)).toBeGreaterThan(120)
    expect(Math.abs(less[2] - more[2])).toBeGreaterThan(60)
    expect(divergingColour(9, colours)).toEqual(more)
  })

  test('paints more of A in its one colour, more of B in the other', () => {
    const found = difference(inPlane(-2), inPlane(2))
    const pixels = differencePixels(found, reachOf(found.values), lightColours)
    const pixel = (i: number, j: number) => [...pixels.subarray(4 * ((60 - j) * 61 + i), 4 * ((60 - j) * 61 + i) + 3)]
    expect(pixel(20, 30)).toEqual([...divergingColour(1, lightColours)])
    expect(pixel(40, 30)).toEqual([...divergingColour(-1, lightColours)])
    expect(pixel(30, 30)).toEqual([...divergingColour(0, lightColours)])
  })
})

describe('the pictures', () => {
  test('share one scale, which holds the denser of the two', () => {
    const scale = scaleOf(difference(onLine(0), onLine(1)), () => NaN)
    expect(scale.ceiling).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 3)
    expect(scaleOf(difference(inPlane(0), inPlane(1)), (field) => (field.values[0] ?? 0) > -30 ? 3 : 4).ceiling).toBeGreaterThanOrEqual(3)
  })

  test.each(parts)('of %s is drawn in the plane with axes and its scale, and on the line with its axes', (part) => {
    const plane = recorder()
    const image = { of: '' }
    const surface = { context: plane.context, size, ratio: 1, colours: lightColours, image: (slot: string) => ((image.of = slot), {} as CanvasImageSource) }
    const found = difference(inPlane(0), inPlane(1))
    drawPlanePart(part, found, scaleOf(found, () => 0.5), surface, words)
    const texts = plane.named('fillText').map(({ args: [text] }) => String(text))
    expect(image.of).toBe(part)
    expect(texts).toEqual(expect.arrayContaining(['x₁', 'x₂']))
    expect(texts.some((text) => text.includes('A more'))).toBe(part === 'difference')
    const line = recorder()
    drawLinePart(part, difference(onLine(0), onLine(1)), { ceiling: 0.4, reach: 0.2 }, { context: line.context, size, colours: lightColours }, words)
    expect(line.named('fillText').map(({ args: [text] }) => text)).toEqual(expect.arrayContaining(['x₁', 'density']))
  })
})
