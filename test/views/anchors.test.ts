import { describe, expect, test } from 'vitest'
import { maximumAnchors } from '../../src/experiment/settings.ts'
import { anchorLetter, movedAnchor, pickParts, pickTwo, placeAnchor, type Anchors } from '../../src/views/anchors.ts'

test('anchors are lettered in order', () => {
  expect(Array.from({ length: maximumAnchors }, (_, i) => anchorLetter(i)).join('')).toBe('ABCDEFGH')
})

test('each pick comes last, and from the eighth on it replaces the last', () => {
  let anchors: Anchors = []
  for (let i = 0; i < 10; i++) anchors = placeAnchor(anchors, [i])
  expect(anchors.flat()).toEqual([0, 1, 2, 3, 4, 5, 6, 9])
  expect(movedAnchor(anchors, 1, [7]).flat()).toEqual([0, 7, 2, 3, 4, 5, 6, 9])
})

describe('two anchors picked by the machine', () => {
  test('lie in different components, as far apart as those allow', () => {
    const points = Float32Array.of(0, 0, 9, 9, 1, 0, 3, 4)
    expect(pickTwo({ points, components: Uint8Array.of(0, 0, 1, 1) }, 2)).toEqual([[0, 0], [3, 4]])
  })

  test('take any point where there is one component, and none where there is one point', () => {
    expect(pickTwo({ points: Float32Array.of(1, 2, -7), components: Uint8Array.of(0, 0, 0) }, 1)).toEqual([[1], [-7]])
    expect(pickTwo({ points: Float32Array.of(1), components: Uint8Array.of(0) }, 1)).toEqual([])
  })
})

describe('the walk through the parts', () => {
  test('goes by the point nearest to the mean of each, in order', () => {
    const points = Float32Array.of(10, 0, -1, 0, 11, 1, 0.5, 0, 12, 0, 1, 0)
    expect(pickParts({ points, components: Uint8Array.of(1, 0, 1, 0, 1, 0) }, 2)).toEqual([[0.5, 0], [11, 1]])
  })

  test('takes no more parts than there can be anchors, and none where there is one part', () => {
    const points = Float32Array.from({ length: 20 }, (_, i) => i)
    expect(pickParts({ points, components: Uint8Array.from({ length: 20 }, (_, i) => i % 10) }, 1)).toHaveLength(maximumAnchors)
    expect(pickParts({ points, components: new Uint8Array(20) }, 1)).toEqual([])
  })
})
