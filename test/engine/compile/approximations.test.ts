import { describe, expect, test } from 'vitest'
import { createGraph, type NodeOf, type UnaryOp } from '../../../src/engine/compile/graph.ts'
import { traceOps } from '../../../src/engine/compile/trace.ts'
import { softplus } from '../../../src/math/stable.ts'
import { runKernel } from './runKernel.ts'

function compiled(op: UnaryOp, values: readonly number[]): Float32Array {
  const graph = createGraph()
  const input = graph.input(0) as NodeOf<'input'>
  const padded = Float32Array.from({ length: Math.ceil(values.length / 16) * 16 }, (_, i) => values[i] ?? 1)
  const [result = new Float32Array()] = runKernel([input], [graph.unary(op, input)], [padded])
  return result.subarray(0, values.length)
}

/** float32 numbers evenly over a range. */
const over = (low: number, high: number, count = 20_000): number[] =>
  Array.from({ length: count }, (_, i) => Math.fround(low + ((high - low) * i) / (count - 1)))

const worst = (values: readonly number[], found: Float32Array, error: (value: number, found: number) => number): number =>
  values.reduce((most, value, i) => Math.max(most, error(value, found[i] ?? NaN)), 0)

const relative = (f: (x: number) => number) => (x: number, y: number): number => Math.abs(y - f(x)) / Math.abs(f(x) || 1)
const absolute = (f: (x: number) => number) => (x: number, y: number): number => Math.abs(y - f(x))

describe('functions of four lanes keep the errors that are stated for them', () => {
  test('exp: 2e-7 relative', () => {
    const values = over(-87, 88)
    expect(worst(values, compiled('exp', values), relative(Math.exp))).toBeLessThan(2e-7)
  })
  test('exp outside its range is held, and NaN stays', () => {
    const [low, high, nan] = compiled('exp', [-1000, 1000, NaN])
    expect(low).toBeLessThan(2e-38)
    expect(high).toBeGreaterThan(1e38)
    expect(nan).toBeNaN()
  })
  test('log: 2e-7, absolute below 1 and relative above', () => {
    const values = [...over(1e-6, 4), ...over(4, 1e6), ...over(1e-30, 1e-20, 200), 3e38]
    const error = (x: number, y: number): number => Math.abs(y - Math.log(x)) / Math.max(1, Math.abs(Math.log(x)))
    expect(worst(values, compiled('log', values), error)).toBeLessThan(2e-7)
  })
  test('log of 0, of a negative number, of infinity, of NaN', () => {
    expect([...compiled('log', [0, -1, Infinity, NaN])]).toEqual([-Infinity, NaN, Infinity, NaN])
  })
  test('log1p: 4e-7 relative, however small its argument', () => {
    const values = [...over(-0.5, 3), ...over(1e-9, 1e-6, 500), ...over(-1e-6, -1e-9, 500)]
    expect(worst(values, compiled('log1p', values), relative(Math.log1p))).toBeLessThan(4e-7)
  })
  test('softplus: 4e-7 relative, however small it is', () => {
    const graph = createGraph()
    const input = graph.input(0) as NodeOf<'input'>
    const values = Float32Array.from({ length: 16_000 }, (_, i) => (i - 8000) / 200)
    const [found = new Float32Array()] = runKernel([input], [softplus(traceOps(graph), input)], [values])
    expect(worst([...values], found, relative((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))))).toBeLessThan(4e-7)
    expect(runKernel([input], [softplus(traceOps(graph), input)], [new Float32Array(16).fill(NaN)])[0]?.[0]).toBeNaN()
  })
  test('tanh: 5e-7 relative', () => {
    const values = [...over(-20, 20), ...over(1e-8, 1e-4, 500)]
    expect(worst(values, compiled('tanh', values), relative(Math.tanh))).toBeLessThan(5e-7)
    expect(compiled('tanh', [NaN])[0]).toBeNaN()
  })
  test('sqrt, abs and neg are exact', () => {
    const values = over(0.01, 9, 320)
    expect(worst(values, compiled('sqrt', values), absolute((x) => Math.fround(Math.sqrt(x))))).toBe(0)
    expect([...compiled('abs', [-2, 3])]).toEqual([2, 3])
    expect([...compiled('neg', [-2, 3])]).toEqual([2, -3])
  })
})
