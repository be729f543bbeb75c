import { expect, test } from 'vitest'
import { anchorUnder, placeAt } from '../../../src/views/plane/dragging.ts'
import { viewOf } from '../../../src/views/plane/view.ts'
import { smallSnapshot } from './flow.ts'

const view = viewOf(smallSnapshot(), 0, 3, { width: 500, height: 400 })
const anchors = [[0, 0], [1, 1], [1, 1]]
const over = (place: readonly [number, number], right = 0) => ({ x: view.scales.x(place[0]) + right, y: view.scales.y(place[1]) })

test('a press takes the anchor in reach, which is wider for fingers; the one on top of others', () => {
  expect(anchorUnder(view, anchors, over([0, 0], 8), 'fine')).toBe(0)
  expect(anchorUnder(view, anchors, over([0, 0], 16), 'fine')).toBe(-1)
  expect(anchorUnder(view, anchors, over([0, 0], 16), 'coarse')).toBe(0)
  expect(anchorUnder(view, anchors, over([1, 1]), 'fine')).toBe(2)
  expect(anchorUnder(view, [], over([0, 0]), 'fine')).toBe(-1)
})

test('anchors are taken at x only', () => {
  expect(anchorUnder({ ...view, stage: 0.5 }, anchors, over([0, 0]), 'coarse')).toBe(-1)
})

test('what is dragged stays in the plot', () => {
  const [left = NaN, bottom = NaN] = [view.window[0]?.[0], view.window[1]?.[0]]
  expect(placeAt(view, over([0.5, 0.25]))[0]).toBeCloseTo(0.5, 9)
  const [x, y] = placeAt(view, { x: -100, y: 4000 })
  expect([x, y].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([left, bottom])
})
