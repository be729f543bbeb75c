import { describe, expect, test } from 'vitest'
import type { StructureName } from '../../src/flows/catalog.ts'
import { type Case, cases, classCases, pointsFor } from './cases.ts'
import { difference, largest, logAbsDet, mapOf } from './carry.ts'
import { takes } from './exclusions.ts'

const seed = 7
const structured = (name: StructureName): readonly Case[] => cases.filter(({ spec, d }) => spec.structure === name && d > 1)

/** Zero but for the rounding of a stencil, and of numbers. */
const zero = { slope: 1e-11, number: 1e-14 }

describe('the Jacobian is triangular in its order', () => {
  const triangles = (['autoregressive', 'inverseAutoregressive', 'triangular'] as const).flatMap(structured)
  test.each(triangles)(`$title (seed ${seed})`, (one) => {
    const { layer, slopes } = mapOf(one, seed)
    const x = pointsFor(layer, one.d, 1, seed)
    const { order, half } = one.spec.options
    const later = (i: number, j: number) => (order === 'forward' || half === 'lower' ? j > i : j < i)
    const [matrix = []] = slopes('forward', x)
    expect(largest(matrix.flatMap((row, i) => row.filter((_, j) => later(i, j))))).toBeLessThan(zero.slope)
    expect(largest(matrix.flatMap((row, i) => row.filter((_, j) => i !== j && !later(i, j))))).toBeGreaterThan(zero.slope)
  })
})

test.each(structured('coupling'))(`$title: one part passes unchanged (seed ${seed})`, (one) => {
  const { layer, each } = mapOf(one, seed)
  const x = pointsFor(layer, one.d, 5, seed)
  const { points } = each('forward', x)
  const { transforms, mask } = one.spec.options
  const second = (k: number) => (mask === 'halves' ? k >= Math.floor(one.d / 2) : k % 2 === 1)
  const kept = (i: number) => (transforms === 'second') !== second(i % one.d)
  expect(points.every((value, i) => !kept(i) || value === x[i])).toBe(true)
  expect(points.some((value, i) => value !== x[i])).toBe(true)
})

test.each(structured('rotation'))(`$title: a rotation keeps every length and volume (seed ${seed})`, (one) => {
  const { d } = one
  const { each, slopes } = mapOf(one, seed)
  const x = Float64Array.from({ length: 3 * d }, (_, i) => Math.cos(i * i))
  const { points, logDets } = each('forward', x)
  const lengths = (values: Float64Array) => Float64Array.from({ length: 3 }, (_, i) => Math.hypot(...values.subarray(i * d, (i + 1) * d)))
  expect(difference(lengths(points), lengths(x))).toBeLessThan(zero.number)
  expect(largest(logDets)).toBe(0)
  expect(Math.abs(logAbsDet(slopes('forward', x)[0] ?? []))).toBeLessThan(zero.slope)
})

test('a rotation starts at the angle that was asked for, counter-clockwise', () => {
  const one: Case = { title: 'rotation', d: 2, spec: { structure: 'rotation', options: { angle: 90 } } }
  const { points } = mapOf(one, seed, 0).each('forward', Float64Array.of(1, 0, 0, 1))
  expect(difference(points, Float64Array.of(0, 1, -1, 0))).toBeLessThan(1e-6)
})

test.each([...cases, ...classCases].filter((one) => takes(one, 'noIdentity')))(`$title: starts as the identity (seed ${seed})`, (one) => {
  const { layer, each } = mapOf(one, seed, 0)
  const x = pointsFor(layer, one.d, 6, seed)
  const { points, logDets } = each('forward', x)
  expect(difference(points, x)).toBeLessThan(zero.number)
  expect(largest(logDets)).toBeLessThan(zero.number)
})

test.each(classCases.filter((one) => takes(one, 'noClass')))(`$title: each class has a map of its own (seed ${seed})`, (one) => {
  const { layer, each } = mapOf(one, seed)
  const point = pointsFor(layer, one.d, 1, seed)
  const { points } = each('forward', Float64Array.from([0, 1, 2].flatMap(() => [...point])))
  const images = [0, 1, 2].map((i) => points.slice(i * one.d, (i + 1) * one.d))
  for (const [a, b] of [[0, 1], [1, 2], [0, 2]] as const) {
    expect(difference(images[a] ?? new Float64Array(), images[b] ?? new Float64Array())).toBeGreaterThan(1e-3)
  }
})
