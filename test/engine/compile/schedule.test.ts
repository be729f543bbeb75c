import { expect, test } from 'vitest'
import { createGraph, type NodeOf } from '../../../src/engine/compile/graph.ts'
import { schedule } from '../../../src/engine/compile/schedule.ts'
import { runKernel } from './runKernel.ts'

/** One entry of a vector, which every entry of another of its width reads: it must be in memory before. */
function entryForAll() {
  const graph = createGraph()
  const [a, b] = [graph.input(0), graph.input(1)]
  const pair = graph.unary('exp', graph.concat([a, b]))
  const product = graph.binary('mul', pair, graph.slice(pair, 1, 1))
  return { inputs: [a, b] as NodeOf<'input'>[], root: graph.fold('sum', product) }
}

test('what reads one entry of a vector for all of its own does not stand in one segment with it', () => {
  const widths = schedule([entryForAll().root]).flatMap((statement) => (statement.kind === 'segment' ? [statement.nodes.length] : []))
  expect(widths).toEqual([1, 1])
})

test('one entry of a vector is read for all entries of another: e^a e^b + e^2b', () => {
  const { inputs, root } = entryForAll()
  const streams = [0.3, -0.2].map((first) => Float32Array.from({ length: 16 }, (_, i) => first + i / 16))
  const [found = []] = runKernel(inputs, [root], streams)
  found.forEach((value, i) => {
    const [x, y] = streams.map((stream) => stream[i] ?? NaN)
    expect(value).toBeCloseTo(Math.exp((x ?? NaN) + (y ?? NaN)) + Math.exp(2 * (y ?? NaN)), 4)
  })
})
