import { describe, expect, test } from 'vitest'
import { derivatives } from '../../../src/engine/compile/differentiate.ts'
import { createGraph, type NodeOf } from '../../../src/engine/compile/graph.ts'
import { schedule } from '../../../src/engine/compile/schedule.ts'
import { traceOps } from '../../../src/engine/compile/trace.ts'
import { logSumExp } from '../../../src/math/stable.ts'
import { runKernel } from './runKernel.ts'

describe('the graph', () => {
  test('makes the same node once', () => {
    const graph = createGraph()
    const [x, y] = [graph.input(0), graph.input(1)]
    expect(graph.binary('add', x, y)).toBe(graph.binary('add', x, y))
    expect(graph.binary('sub', x, y)).not.toBe(graph.binary('sub', y, x))
  })
  test('folds constants, and leaves out what does nothing', () => {
    const graph = createGraph()
    const x = graph.input(0)
    const two = graph.binary('add', graph.constant([1]), graph.constant([1]))
    expect(two).toMatchObject({ kind: 'constant', values: [2] })
    expect(graph.binary('mul', x, graph.constant([1]))).toBe(x)
    expect(graph.binary('add', graph.constant([0]), x)).toBe(x)
    expect(graph.unary('neg', graph.unary('neg', x))).toBe(x)
  })
  test('a slice of a slice is one slice', () => {
    const graph = createGraph()
    const wide = graph.state(10)
    expect(graph.slice(graph.slice(wide, 2, 6), 1, 3)).toBe(graph.slice(wide, 3, 3))
  })
})

describe('the schedule', () => {
  test('leaves out what nobody reads', () => {
    const graph = createGraph()
    const x = graph.input(0)
    graph.unary('exp', x)
    const statements = schedule([graph.unary('tanh', x)])
    expect(statements).toMatchObject([{ kind: 'segment', nodes: [{ op: 'tanh' }] }])
  })
  test('keeps element-wise nodes of one width together', () => {
    const graph = createGraph()
    const ops = traceOps(graph)
    const x = graph.input(0)
    const wide = ops.mul(x, ops.vector([1, 2, 3]))
    const statements = schedule([ops.add(ops.sum(ops.exp(ops.add(wide, ops.vector([4, 5, 6])))), ops.exp(x))])
    expect(statements.filter(({ kind }) => kind === 'segment').length).toBeLessThanOrEqual(3)
  })
})

describe('compiled formulas', () => {
  test('a running sum over a vector, and its gradient: the running sum from the other end', () => {
    const graph = createGraph()
    const ops = traceOps(graph)
    const x = graph.input(0) as NodeOf<'input'>
    const summed = ops.running(ops.mul(x, ops.vector([1, -2, 3])))
    const root = ops.sum(ops.mul(summed, ops.vector([5, 7, 11])))
    const [slope] = derivatives(graph, root, [x])
    if (!slope) throw new Error('the root does not depend on x')
    const values = Float32Array.from({ length: 32 }, (_, i) => (i + 1) / 4)
    const entries = [0, 1, 2].map((k) => ops.slice(summed, k, 1))
    const found = runKernel([x], [...entries, slope], [values])
    values.forEach((value, i) => expect(found.map((stream) => stream[i])).toEqual([value, -value, 2 * value, 5 * 1 - 7 + 11 * 2]))
  })
  test('a log-sum-exp over a vector', () => {
    const graph = createGraph()
    const ops = traceOps(graph)
    const x = graph.input(0) as NodeOf<'input'>
    const node = logSumExp(ops, ops.mul(x, ops.vector([1, -2, 3])))
    const values = Float32Array.from({ length: 32 }, (_, i) => (i - 16) / 4)
    const [found = new Float32Array()] = runKernel([x], [node], [values])
    values.forEach((value, i) => {
      const truth = Math.log(Math.exp(value) + Math.exp(-2 * value) + Math.exp(3 * value))
      expect(found[i]).toBeCloseTo(truth, 4)
    })
  })
  test('a loop that carries two numbers, one of which takes the place of the other', () => {
    const graph = createGraph()
    const ops = traceOps(graph)
    const x = graph.input(0) as NodeOf<'input'>
    // Fibonacci from (x, x): after five turns (8x, 13x), the second from the first before it was replaced.
    const fibonacci = ops.iterate(5, [x, x], ([a, b]) => (a && b ? [b, ops.add(a, b)] : []))
    const values = Float32Array.from({ length: 16 }, (_, i) => i)
    const [first, second] = runKernel([x], fibonacci, [values])
    expect(first).toEqual(values.map((value) => 8 * value))
    expect(second).toEqual(values.map((value) => 13 * value))
  })
})
