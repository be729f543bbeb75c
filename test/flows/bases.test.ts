import { describe, expect, test } from 'vitest'
import { baseOf } from '../../src/flows/bases/registry.ts'
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
  mixture: [{}, { components: 5 }, { components: 3, fit: 'learned' }],
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

/** Midpoints of a lattice over a box: the ends of (0, 1), where a Beta may be infinite, are left out. */
function lattice([low, high]: readonly [number, number], d: number, n: number): { points: Float64Array; cell: number } {
  const at = (i: number) => low + ((high - low) * (i + 0.5)) / n
  const points = Float64Array.from({ length: n ** d * d }, (_, i) => at(i % d === 0 ? Math.floor(i / d) % n : Math.floor(i / d / n)))
  return { points, cell: ((high - low) / n) ** d }
}

describe.each(cases)('base $title', ({ name, options, d }) => {
  const flow = flowOnto(name, options, d)
  const parameters = flow.layout.start(createRandom(3))
  const box = flow.base.support === 'unit' ? ([0, 1] as const) : ([-20, 20] as const)

  test('its density integrates to 1', () => {
    const { points, cell } = lattice(box, d, 400)
    const mass = logDensity(flow, parameters, points).reduce((sum, value) => sum + Math.exp(value), 0) * cell
    expect(Math.abs(mass - 1)).toBeLessThan(2e-3)
  })

  test('its samples follow its density, axis by axis (seed 11)', () => {
    const n = 20_000
    const samples = flow.base.sample(createRandom(11), n, parameters)
    const bins = 400
    const { points, cell } = lattice(box, d, bins)
    const densities = logDensity(flow, parameters, points)
    for (let axis = 0; axis < d; axis++) {
      const cdf = new Float64Array(bins + 1)
      densities.forEach((value, i) => {
        const bin = axis === 0 ? i % bins : Math.floor(i / bins)
        cdf[bin + 1] = (cdf[bin + 1] ?? 0) + Math.exp(value) * cell
      })
      for (let i = 1; i <= bins; i++) cdf[i] = (cdf[i] ?? 0) + (cdf[i - 1] ?? 0)
      const total = cdf[bins] ?? 1
      const at = (value: number): number => {
        const place = ((value - box[0]) / (box[1] - box[0])) * bins
        const low = Math.min(bins - 1, Math.max(0, Math.floor(place)))
        const [from, to] = [cdf[low] ?? 0, cdf[low + 1] ?? 1]
        return (from + (to - from) * (place - low)) / total
      }
      const column = Float64Array.from({ length: n }, (_, i) => samples[i * d + axis] ?? NaN)
      // 1.95 / √n: one false alarm in a thousand, since many are compared here.
      expect(kolmogorovDistance(column, at)).toBeLessThan(1.95 / Math.sqrt(n))
    }
  })

  test('its likelihood is 0 outside (0, 1) where that is its support, and nowhere else', () => {
    for (const z of [-0.5, 1.5]) {
      const beside = logDensity(flow, parameters, new Float64Array(d).fill(z))[0] ?? NaN
      if (flow.base.support === 'unit') expect(beside).toBe(-Infinity)
      else expect(Number.isFinite(beside)).toBe(true)
    }
  })
})
