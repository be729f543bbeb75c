import { describe, expect, test } from 'vitest'
import { baseOf } from '../../src/flows/bases/registry.ts'
import type { Interval } from '../../src/flows/bijector.ts'
import { baseNames, type BaseName } from '../../src/flows/catalog.ts'
import { buildFlow } from '../../src/flows/flow.ts'
import type { Flow } from '../../src/flows/flow.ts'
import { newBase } from '../../src/experiment/specs.ts'
import { coordinatesOf, entries, float64Ops } from '../../src/math/float64.ts'
import type { OptionValues } from '../../src/math/options.ts'
import { createRandom } from '../../src/math/random.ts'
import { kolmogorovDistance } from '../../src/math/statistics.ts'

const variants: Readonly<Record<BaseName, readonly OptionValues[]>> = {
  normal: [{}],
  uniform: [{}],
  beta: [{}, { a: 1.5, b: 3 }, { a: 2, b: 1 }],
  logistic: [{}],
  studentT: [{}, { freedom: 1 }, { freedom: 2.5 }, { freedom: 50 }],
  mixture: [
    {},
    { components: 5 },
    { components: 3, fit: 'learned' },
    { components: 3, over: 'axes' },
    { components: 3, over: 'axes', fit: 'learned' },
  ],
}

const cases = baseNames.flatMap((name) =>
  variants[name].flatMap((options) => [1, 2].map((d) => ({ title: `${name} ${JSON.stringify(options)} d=${d}`, name, options, d }))),
)

/** The base alone, as a flow of no layers (or of one that ends on (0, 1), where the base asks for it). */
function flowOnto(name: BaseName, options: OptionValues, d: number): Flow {
  const layers = baseOf(name).support === 'unit' ? [{ structure: 'elementwise', scalar: 'sigmoid', options: {} } as const] : []
  const built = buildFlow({ d, layers, base: newBase(name, options) })
  if (!built.ok) throw new Error(built.reason.key)
  return built.flow
}

function logDensity({ base, d }: Flow, parameters: Float32Array, z: ArrayLike<number>): Float64Array {
  const value = base.logDensity(float64Ops(parameters), coordinatesOf(z, d).map((at) => ({ at })))
  return entries(value, z.length / d)
}

/** A number of (0, 1) as a place in the support, and back: the real line is bent so that tails as heavy as Cauchy's are reached. */
interface Ruler {
  at(t: number): number
  place(z: number): number
  /** dz/dt */
  stretch(t: number): number
}

const middle = 3
const rulers: Readonly<Record<Interval, Ruler>> = {
  unit: { at: (t) => t, place: (z) => z, stretch: () => 1 },
  real: {
    at: (t) => middle * Math.tan(Math.PI * (t - 0.5)),
    place: (z) => 0.5 + Math.atan(z / middle) / Math.PI,
    stretch: (t) => (middle * Math.PI) / Math.cos(Math.PI * (t - 0.5)) ** 2,
  },
}

const cells = 400
/** Midpoints: the ends of (0, 1), where a Beta may be infinite, are left out. */
const ticks = Float64Array.from({ length: cells }, (_, i) => (i + 0.5) / cells)

/** The mass of each slice between two ticks of an axis. */
function massAlong(flow: Flow, parameters: Float32Array, axis: number): Float64Array {
  const { d } = flow
  const ruler = rulers[flow.base.support]
  const tick = (i: number, k: number): number => ticks[k === axis ? i % cells : Math.floor(i / cells)] ?? NaN
  const points = Float64Array.from({ length: cells ** d * d }, (_, i) => ruler.at(tick(Math.floor(i / d), i % d)))
  const masses = new Float64Array(cells)
  logDensity(flow, parameters, points).forEach((value, i) => {
    const stretch = Array.from({ length: d }, (_, k) => ruler.stretch(tick(i, k))).reduce((product, one) => product * one, 1)
    masses[i % cells] = (masses[i % cells] ?? 0) + (Math.exp(value) * stretch) / cells ** d
  })
  return masses
}

/** The share of mass below a place in the support, linear between ticks. */
function cdfOf(masses: Float64Array, ruler: Ruler): (z: number) => number {
  const sums = masses.reduce((all, mass) => [...all, (all.at(-1) ?? 0) + mass], [0])
  return (z) => {
    const along = Math.min(cells - 1e-9, Math.max(0, ruler.place(z) * cells))
    const below = Math.floor(along)
    const [from, to] = [sums[below] ?? NaN, sums[below + 1] ?? NaN]
    return (from + (to - from) * (along - below)) / (sums.at(-1) ?? 1)
  }
}

/** What a base has learned by then: its start, and N(0, 0.3²) added to every number. */
function learned({ layout }: Flow, seed: number): Float32Array {
  const random = createRandom(seed)
  return layout.start(random).map((value) => value + 0.3 * random.normal())
}

const seed = 11

describe.each(cases)('base $title', ({ name, options, d }) => {
  const flow = flowOnto(name, options, d)
  const parameters = learned(flow, seed)
  const along = Array.from({ length: d }, (_, axis) => massAlong(flow, parameters, axis))

  test(`its density integrates to 1 (seed ${seed})`, () => {
    const mass = along[0]?.reduce((sum, one) => sum + one, 0) ?? NaN
    expect(Math.abs(mass - 1)).toBeLessThan(2e-3)
  })

  test(`its samples follow its density, axis by axis (seed ${seed})`, () => {
    const n = 20_000
    const samples = flow.base.sample(createRandom(seed), n, parameters)
    along.forEach((masses, axis) => {
      const column = Float64Array.from({ length: n }, (_, i) => samples[i * d + axis] ?? NaN)
      // 1.95 / √n: one false alarm in a thousand, since many are compared here.
      expect(kolmogorovDistance(column, cdfOf(masses, rulers[flow.base.support]))).toBeLessThan(1.95 / Math.sqrt(n))
    })
  })

  test('its likelihood is 0 outside (0, 1) where that is its support, and nowhere else', () => {
    for (const z of [-10, -0.5, 1.5, 10]) {
      const beside = logDensity(flow, parameters, new Float64Array(d).fill(z))[0] ?? NaN
      if (flow.base.support === 'unit') expect(beside).toBe(-Infinity)
      else expect(Number.isFinite(beside)).toBe(true)
    }
  })
})
