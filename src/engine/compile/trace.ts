import type { Ops } from '../../math/ops.ts'
import type { Graph, Node } from './graph.ts'

/** The tracing instance of the algebra: running a formula over it writes the formula down as a graph. */
export function traceOps(graph: Graph): Ops<Node> {
  return {
    precision: 'single',
    constant: (value) => graph.constant([value]),
    vector: (values) => graph.constant(values),
    parameter: (block) => graph.parameter(block),
    dense: (x, weights, bias) => graph.dense(x, weights, bias),
    linear: (x, weights) => graph.dense(x, weights, null),
    add: (a, b) => graph.binary('add', a, b),
    sub: (a, b) => graph.binary('sub', a, b),
    mul: (a, b) => graph.binary('mul', a, b),
    div: (a, b) => graph.binary('div', a, b),
    neg: (a) => graph.unary('neg', a),
    abs: (a) => graph.unary('abs', a),
    exp: (a) => graph.unary('exp', a),
    log: (a) => graph.unary('log', a),
    log1p: (a) => graph.unary('log1p', a),
    sqrt: (a) => graph.unary('sqrt', a),
    tanh: (a) => graph.unary('tanh', a),
    max: (a, b) => graph.binary('max', a, b),
    min: (a, b) => graph.binary('min', a, b),
    less: (a, b) => graph.binary('less', a, b),
    select: (mask, yes, no) => graph.select(mask, yes, no),
    withSlope: (a, value, slope) => graph.known(a, value(a), slope),
    width: (a) => a.width,
    slice: (a, from, width) => graph.slice(a, from, width),
    concat: (parts) => graph.concat(parts),
    sum: (a) => graph.fold('sum', a),
    running: (a) => graph.running(a),
    greatest: (a) => graph.fold('greatest', a),
    least: (a) => graph.fold('least', a),
    iterate: (count, start, body) => {
      const state = start.map(({ width }) => graph.state(width))
      return graph.loop({ count, start, state, body: body(state) })
    },
  }
}
