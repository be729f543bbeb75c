import { expect, test } from 'vitest'
import { chooseScalar } from '../../src/flows/scalar/registry.ts'
import { coordinatesOf, entries, float64Ops } from '../../src/math/float64.ts'
import { build, cases, pointsFor } from './cases.ts'

const seed = 7
const n = 4

/** Each scalar bijector once in each structure. */
const covered = [...new Map(cases.filter(({ d, spec }) => d === 2 && spec.scalar).map((one) => [`${one.spec.structure} ${one.spec.scalar}`, one]))]

test.each(covered)(`the parameters that %s tells of are those it maps by (seed ${seed})`, (_, one) => {
  const { layer, parameters } = build(one, seed)
  const ops = float64Ops(parameters)
  const x = coordinatesOf(pointsFor(layer, one.d, n, seed), one.d).map((at) => ({ at }))
  const { to } = layer.forward(ops, x)
  const told = layer.parametersAt?.(ops, x) ?? []
  expect(told.length).toBeGreaterThan(0)
  const scalar = one.spec.scalar && chooseScalar(one.spec.scalar, one.spec.options)
  for (const { coordinate, values, landmarks } of told) {
    const input = x[coordinate]
    const output = to[coordinate]
    if (!scalar || !input || !output) throw new Error('a coordinate that is not there')
    expect(entries(scalar.forward(ops, values, input).to.at, n)).toEqual(entries(output.at, n))
    const places = landmarks === null ? [] : Array.from({ length: landmarks.width }, (_unused, k) => landmarks.data[k * landmarks.n] ?? NaN)
    expect(places.every(Number.isFinite)).toBe(true)
  }
})
