import { expect, test } from 'vitest'
import { createRandom } from '../../../src/math/random.ts'
import { kolmogorovBound, kolmogorovDistance } from '../../../src/math/statistics.ts'
import { distribution, valueAt } from '../../../src/views/line/distribution.ts'
import { allLanded, dropPlace, dry, landedPlaces, laterRain, type Rain } from '../../../src/views/line/drops.ts'

const seed = 4
const n = 401
const values = Float32Array.from({ length: n }, (_, i) => -0.5 * (-5 + (10 * i) / (n - 1)) ** 2 - 0.5 * Math.log(2 * Math.PI))
const learned = distribution({ window: [[-5, 5]], columns: n, rows: 1, values })

function rainToTheEnd(): { readonly rain: Rain; readonly ticks: number } {
  const random = createRandom(seed)
  let rain = dry
  for (let ticks = 1; ticks < 10_000; ticks++) {
    const step = laterRain(rain, 16, random)
    rain = step.rain
    if (step.ended) return { rain, ticks }
  }
  throw new Error('it never ends')
}

test(`it ends, with every sample landed, and those are samples of the learned density (seed ${seed})`, () => {
  const { rain } = rainToTheEnd()
  expect(rain.falling).toEqual([])
  const places = landedPlaces(rain, learned)
  expect(kolmogorovDistance(places, (x) => valueAt(learned.mass, learned.range, x))).toBeLessThan(kolmogorovBound(places.length))
})

test('without motion the same samples have landed at once', () => {
  expect(allLanded(createRandom(seed)).landed).toEqual(rainToTheEnd().rain.landed)
})

test('a drop goes across at its own height, meets F there, and falls', () => {
  const u = 0.8413447
  const [start, met, down] = [0, 450, 900].map((age) => dropPlace({ u, age }, learned))
  expect(start).toEqual({ x: -5, share: u })
  expect(met?.share).toBe(u)
  expect(Math.abs((met?.x ?? NaN) - 1)).toBeLessThan(1e-2)
  expect(down).toEqual({ x: met?.x, share: 0 })
})
