import { describe, expect, test } from 'vitest'
import { encodeLink } from '../../../src/experiment/link.ts'
import { readPoints } from '../../../src/experiment/ownPoints.ts'
import { defaultExperiment } from '../../../src/experiment/presets.ts'
import { deviation, mean } from '../../../src/math/statistics.ts'
import { begun, cleared, dropped, erased, eraserReach, maximumDrawn, nothingDrawn, opened, strokePlaces, undone, type Drawing } from '../../../src/views/sketch/drawing.ts'
import { distance, isWithin, type Place } from '../../../src/views/sketch/view.ts'

const brush = { spread: 0.3, amount: 50 }
const places = (drawing: Drawing) => drawing.points.map(([x1 = NaN, x2 = NaN]): Place => [x1, x2])
const sprayed = (drops: number, at: Place = [1, -0.5]) => Array.from({ length: drops }).reduce<Drawing>((drawing) => dropped(drawing, at, brush), nothingDrawn)

describe('drops', () => {
  test('are Gaussian about their place, and each is another', () => {
    const { points } = sprayed(40)
    expect(points).toHaveLength(2000)
    ;[1, -0.5].forEach((centre, axis) => {
      const column = points.map((point) => point[axis] ?? NaN)
      expect(Math.abs(mean(column) - centre)).toBeLessThan(4 * (0.3 / Math.sqrt(2000)))
      expect(Math.abs(deviation(column) - 0.3)).toBeLessThan(0.03)
    })
    expect(new Set(points.map(String)).size).toBeGreaterThan(1900)
  })

  test('repeat for the same strokes', () => {
    expect(sprayed(5)).toEqual(sprayed(5))
  })

  test('stay inside the plane, and end where a link is full', () => {
    expect(places(sprayed(20, [4, 4])).every(isWithin)).toBe(true)
    expect(sprayed(200).points).toHaveLength(maximumDrawn)
  })

  test('as many as may be drawn fit into a link', () => {
    const grid = Array.from({ length: 100 }, (_, i): Place => [-3.6 + (i % 10) * 0.8, -3.6 + Math.floor(i / 10) * 0.8])
    const full = [...grid, ...grid].reduce<Drawing>((drawing, at) => dropped(drawing, at, brush), nothingDrawn)
    expect(full.points.length).toBe(maximumDrawn)
    const read = readPoints(full.points)
    expect(read.ok && encodeLink({ ...defaultExperiment, data: { kind: 'points', label: 'drawn', points: read.value } }).ok).toBe(true)
  })
})

test('a stroke drops at even distances, and where it is short nowhere', () => {
  const along = strokePlaces([0, 0], [1, 0])
  expect(along).toHaveLength(5)
  expect(along.map(([x1]) => x1)).toEqual([0.2, 0.4, 0.6, 0.8, 1].map((at) => expect.closeTo(at)))
  expect(strokePlaces([0, 0], [0.1, 0.1])).toEqual([])
})

test('the eraser takes what is near, and nothing else', () => {
  const before = dropped(sprayed(4), [-2, 2], brush)
  const after = erased(before, [1, -0.5], brush)
  expect(places(after)).toEqual(places(before).filter((place) => distance(place, [1, -0.5]) > eraserReach(brush)))
  expect(after.points.length).toBeLessThan(before.points.length)
  expect(erased(before, [-3.9, -3.9], brush)).toBe(before)
})

test('strokes are undone one by one, clearing too', () => {
  const one = dropped(begun(nothingDrawn), [0, 0], brush)
  const two = dropped(begun(one), [1, 1], brush)
  expect(undone(two).points).toEqual(one.points)
  expect(undone(cleared(two)).points).toEqual(two.points)
  expect(undone(undone(two)).points).toEqual([])
  expect(undone(nothingDrawn)).toEqual(nothingDrawn)
})

test('points that could have been drawn are gone on with, others are not', () => {
  expect(opened([[0, 1], [2, -3]]).points).toHaveLength(2)
  for (const others of [[[0], [1]], [[0, 100]], new Array(maximumDrawn + 1).fill([0, 0])]) expect(opened(others)).toEqual(nothingDrawn)
})
