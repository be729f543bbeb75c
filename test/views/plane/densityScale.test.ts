import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contourDensities, createDensityScale, densityAt, nextCeiling, peakDensity, roundUp, sameField } from '../../../src/views/plane/densityScale.ts'
import { fieldOf, logNormal, smallSnapshot } from './flow.ts'

const window = [[-3, 5], [-2, 2]] as const

describe('the density scale', () => {
  it('rounds up to 1, 2 or 5 times a power of ten, and by no more than 2.5', () => {
    fc.assert(fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (value) => {
      const rounded = roundUp(value)
      expect(rounded).toBeGreaterThanOrEqual(value * (1 - 1e-8))
      expect(rounded).toBeLessThanOrEqual(value * 2.5 * (1 + 1e-8))
      expect([1, 2, 5]).toContain(Math.round(rounded / 10 ** Math.floor(Math.log10(rounded * (1 + 1e-9)))))
    }), { seed: 7 })
    expect([0, Number.NaN, Infinity].map(roundUp)).toEqual([1, 1, 1])
  })

  it('holds still while the peak wavers, and follows when it goes', () => {
    let ceiling = nextCeiling(null, 0.48)
    expect(ceiling).toBe(0.5)
    for (const peak of [0.51, 0.49, 0.53, 0.2]) ceiling = nextCeiling(ceiling, peak)
    expect(ceiling).toBe(0.5)
    expect(nextCeiling(ceiling, 0.6)).toBe(1)
    expect(nextCeiling(ceiling, 0.1)).toBe(0.1)
  })

  it('passes over a spike that holds no mass', () => {
    const flat = fieldOf(window, 50, 50, () => Math.log(0.1))
    const spiked = { ...flat, values: flat.values.with(77, Math.log(4)) }
    expect(peakDensity(spiked)).toBeCloseTo(0.1, 6)
    expect(peakDensity(fieldOf(window, 3, 3, () => Number.NaN))).toBe(0)
  })

  it('is one for x and z', () => {
    const snapshot = smallSnapshot()
    expect(createDensityScale().ceilings(snapshot)).toEqual({ x: 0.2, z: 0.2 })
    const { density: _density, ...without } = snapshot
    expect(createDensityScale().ceilings(without)).toEqual({ x: 0.2, z: 0.2 })
  })

  it('parts where data in other units would be invisible beside the base, and joins again only well below that', () => {
    const scale = createDensityScale()
    /** A snapshot whose p(x) is the base's, so many times thinner. */
    const thinner = (factor: number) => {
      const snapshot = smallSnapshot()
      return { ...snapshot, density: fieldOf(window, 21, 13, (x, y) => logNormal(x, y) - Math.log(factor)) }
    }
    expect(scale.ceilings(thinner(1000)).x).toBeCloseTo(0.0002, 9)
    expect(scale.ceilings(thinner(15)).x).toBeLessThan(0.1)
    expect(scale.ceilings(thinner(5))).toEqual({ x: 0.2, z: 0.2 })
    expect(scale.ceilings(thinner(15))).toEqual({ x: 0.2, z: 0.2 })
  })

  it('draws its lines inside itself', () => {
    const lines = contourDensities(2)
    expect(lines).toEqual(lines.toSorted((a, b) => a - b))
    expect(lines.every((line) => line > 0 && line < 2)).toBe(true)
  })

  it('tells equal fields from others', () => {
    const [one, two] = [fieldOf(window, 9, 9, logNormal), fieldOf(window, 9, 9, logNormal)]
    expect(sameField(one, two)).toBe(true)
    expect(sameField(one, { ...two, values: two.values.with(5, 0) })).toBe(false)
    expect(sameField(one, { ...two, window: [[-3, 5], [-2, 2.1]] })).toBe(false)
  })
})

describe('the read-out', () => {
  it('is exact on the lattice and for a plane, also between', () => {
    const tilted = fieldOf(window, 17, 9, (x, y) => Math.log(1 + 0.1 * x + 0.2 * y))
    fc.assert(fc.property(fc.double({ min: -3, max: 5, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true }), (x, y) => {
      expect(densityAt(tilted, x, y)).toBeCloseTo(1 + 0.1 * x + 0.2 * y, 5)
    }), { seed: 11 })
  })

  it('says nothing outside the window', () => {
    const field = fieldOf(window, 17, 9, logNormal)
    expect([densityAt(field, -3.01, 0), densityAt(field, 0, 2.01), densityAt(field, Number.NaN, 0)]).toEqual([null, null, null])
    expect(densityAt(field, 5, 2)).not.toBeNull()
  })
})
