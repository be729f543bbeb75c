import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../../src/engine/snapshot.ts'
import { firstLook } from '../../../src/store/planeLook.ts'
import { lightColours, marker } from '../../../src/views/colours.ts'
import { tellPosterior } from '../../../src/views/classes.ts'
import { posteriorAt, posteriorPixels } from '../../../src/views/plane/posterior.ts'
import { tellPlace } from '../../../src/views/plane/tell.ts'
import { viewOf } from '../../../src/views/plane/view.ts'
import { smallSnapshot } from './flow.ts'

const plain = smallSnapshot()
const { density } = plain
if (!density) throw new Error('the snapshot has no density')
const [[left, right] = [0, 1]] = density.window
/** The second class's share grows evenly from the left to the right. */
const second = density.values.map((_, i) => (i % density.columns) / (density.columns - 1))
const told: Snapshot = { ...plain, posterior: [second.map((share) => 1 - share), second] }

const sceneOf = (snapshot: Snapshot) => ({ snapshot, look: firstLook, between: () => undefined })

describe('p(class | x)', () => {
  it('is read between lattice points, and nowhere outside', () => {
    const at = (share: number) => posteriorAt(told, left + share * (right - left), 0.3)
    for (const share of [0, 0.23, 0.5, 1]) expect(at(share)?.[1]).toBeCloseTo(share, 5)
    expect(at(1.01)).toBeNull()
    expect(posteriorAt(plain, 0, 0)).toBeNull()
  })

  it('is told with the most probable class first, leaving out what hardly counts', () => {
    expect(tellPosterior([0.3, 0.7])).toBe('p(class | x): class 2: 70 %, class 1: 30 %')
    expect(tellPosterior([0.999, 0.001])).toBe('p(class | x): class 1: 99.9 %')
    expect(tellPosterior([0.05, 0.25, 0.25, 0.25, 0.2])).toBe('p(class | x): class 2: 25 %, class 3: 25 %, class 4: 25 %')
    expect(tellPosterior([NaN, NaN])).toBeNull()
  })

  it('is read out with the density under the pointer, named by its class where one is shown', () => {
    const view = viewOf(told, 0, 3, { width: 500, height: 400 })
    const place = [left + 0.8 * (right - left), 0] as const
    expect(tellPlace(sceneOf(plain), view, place)).toMatch(/, p\(x\) = [\d.]+ per unit area$/)
    expect(tellPlace(sceneOf(told), view, place)).toMatch(/, p\(x\) = [\d.]+ per unit area · p\(class \| x\): class 2: 80 %, class 1: 20 %$/)
    expect(tellPlace(sceneOf({ ...told, shownClass: 1 }), view, place)).toMatch(/, p\(x \| class 2\) = [\d.]+ per unit area/)
  })

  it('is mapped by the colour of the most probable class, none where it is but a guess', () => {
    const pixels = posteriorPixels(density, told.posterior ?? [], lightColours)
    const inkAt = (column: number) => [...pixels.subarray(4 * column, 4 * column + 4)]
    const middle = (density.columns - 1) / 2
    expect(inkAt(middle)).toEqual([255, 255, 255, 255])
    // Towards the ends, ever more of each class's own colour.
    const ink = (index: number) => [1, 3, 5].map((from) => Number.parseInt(marker(index, lightColours).colour.slice(from, from + 2), 16))
    const full = (index: number) => ink(index).map((level) => Math.round(255 + (level - 255) * 0.55))
    inkAt(0).slice(0, 3).forEach((level, i) => expect(Math.abs(level - (full(0)[i] ?? NaN))).toBeLessThanOrEqual(1))
    inkAt(density.columns - 1).slice(0, 3).forEach((level, i) => expect(Math.abs(level - (full(1)[i] ?? NaN))).toBeLessThanOrEqual(1))
  })
})
