import { describe, expect, test } from 'vitest'
import { ellipseOptions, maximumEllipses, withinEllipse, type Ellipse } from '../../../src/datasets/gaussianMixture.ts'
import { allows } from '../../../src/math/options.ts'
import { createRandom } from '../../../src/math/random.ts'
import { added, changed, dragged, firstEllipses, handlePlace, holdAt, moved, outline, removed, type Ellipses } from '../../../src/views/sketch/ellipses.ts'
import { distance, isWithin, placeAt, sharesOf } from '../../../src/views/sketch/view.ts'

const seed = 3
const ellipse: Ellipse = { centre1: 1, centre2: -1, deviation1: 0.8, deviation2: 0.3, tilt: 30, weight: 1 }

const isSound = (one: Ellipse) => Object.entries(ellipseOptions).every(([name, spec]) => allows(spec, one[name as keyof Ellipse]))

describe('a handle', () => {
  test('of the centre carries the ellipse, and nothing else', () => {
    expect(dragged(ellipse, 'centre', [2.004, 0.5])).toEqual({ ...ellipse, centre1: 2, centre2: 0.5 })
  })

  test.each(['first', 'second'] as const)('of the %s half-axis stands where it is dragged to', (handle) => {
    for (const to of [[2.5, -1], [1, 0.7], [0.2, -2], [-1, -1]] as const) {
      const after = dragged(ellipse, handle, to)
      expect(distance(handlePlace(after, handle), to), JSON.stringify(after)).toBeLessThan(0.03)
      expect([after.centre1, after.centre2]).toEqual([1, -1])
    }
  })

  test('of one half-axis leaves the other as long as it was', () => {
    expect(dragged(ellipse, 'first', [3, -1])).toMatchObject({ tilt: 0, deviation1: 1.5, deviation2: 0.3 })
    expect(dragged(ellipse, 'second', [-1, -1])).toMatchObject({ tilt: 90, deviation1: 0.8, deviation2: 1.5 })
  })

  test('lies in the plane wherever the ellipse does, and leaves it sound wherever it is dragged', () => {
    const random = createRandom(seed)
    const anywhere = () => placeAt(random.uniform(), random.uniform())
    for (let i = 0; i < 300; i++) {
      const [centre1, centre2] = anywhere()
      const one = { ...ellipse, centre1, centre2, tilt: random.integer(361), deviation1: 0.05 + 1.9 * random.uniform() }
      const handle = (['first', 'second', 'centre'] as const)[random.integer(3)] ?? 'centre'
      expect(isWithin(handlePlace(one, handle)), `seed ${seed}, ${i}`).toBe(true)
      const after = dragged(dragged(one, 'centre', anywhere()), handle, anywhere())
      expect(isSound(after), `seed ${seed}, ${i}: ${JSON.stringify(after)}`).toBe(true)
    }
  })
})

describe('a press', () => {
  test('takes hold of the nearest handle, of the body, or of nothing', () => {
    const [x1, x2] = handlePlace(firstEllipses.all[0] ?? ellipse, 'second')
    expect(holdAt(firstEllipses, [x1 + 0.05, x2], 0.3)).toEqual({ ellipse: 0, handle: 'second', offset: [expect.closeTo(-0.05), expect.closeTo(0)] })
    expect(holdAt({ ...firstEllipses, chosen: 1 }, [x1 + 0.3, x2 - 0.2], 0.1)).toMatchObject({ ellipse: 0, handle: 'centre' })
    expect(holdAt({ ...firstEllipses, chosen: 1 }, [x1, x2], 0.1)).toBeNull()
    expect(holdAt(firstEllipses, [0.6, 2.2], 0.1)).toEqual({ ellipse: 2, handle: 'centre', offset: [expect.closeTo(-0.6), expect.closeTo(-0.3)] })
    expect(holdAt(firstEllipses, [-3.9, 3.9], 0.3)).toBeNull()
  })
})

describe('ellipses', () => {
  const full = Array.from({ length: maximumEllipses }).reduce<Ellipses>(added, { all: [ellipse], chosen: 0 })

  test('are added where there is room, until there are as many as may be', () => {
    expect(full.all).toHaveLength(maximumEllipses)
    const centres = full.all.map((one) => handlePlace(one, 'centre'))
    const gaps = centres.flatMap((a, i) => centres.slice(0, i).map((b) => distance(a, b)))
    expect(Math.min(...gaps)).toBeGreaterThan(1)
    expect(added(full)).toEqual(full)
    expect(full.all.every(isSound)).toBe(true)
  })

  test('are removed until one is left', () => {
    const one = Array.from({ length: 20 }).reduce<Ellipses>(removed, full)
    expect(one.all).toEqual([full.all[0]])
    expect(one.chosen).toBe(0)
    expect(removed({ all: firstEllipses.all, chosen: 0 })).toEqual({ all: firstEllipses.all.slice(1), chosen: 0 })
  })

  test('change one at a time', () => {
    const after = moved(changed({ ...firstEllipses, chosen: 1 }, { weight: 3 }), 'centre', [0, 0])
    expect(after.all[1]).toMatchObject({ centre1: 0, centre2: 0, weight: 3 })
    expect([after.all[0], after.all[2]]).toEqual([firstEllipses.all[0], firstEllipses.all[2]])
  })
})

test('the outline stays at so many deviations, and is closed', () => {
  const curve = outline(ellipse, 2, 16)
  for (let i = 0; i < curve.length; i += 2) expect(Math.hypot(...withinEllipse(ellipse, curve[i] ?? NaN, curve[i + 1] ?? NaN))).toBeCloseTo(2, 5)
  expect(distance([curve[0] ?? NaN, curve[1] ?? NaN], [curve.at(-2) ?? NaN, curve.at(-1) ?? NaN])).toBeLessThan(1e-6)
})

test('shares of the square and places go into each other', () => {
  expect(placeAt(...sharesOf([1.5, -3]))).toEqual([1.5, -3])
  expect(placeAt(-1, 2)).toEqual([-4, -4])
})
