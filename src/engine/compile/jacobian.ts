import type { Coordinate, Point } from '../../flows/bijector.ts'
import type { Flow } from '../../flows/flow.ts'
import { derivatives } from './differentiate.ts'
import { createGraph, type Graph, type Node } from './graph.ts'
import { type Program, type Sample, sampleOf } from './programs.ts'
import { traceOps } from './trace.ts'

/** Rows of ∂output i/∂input j; null where it is zero whatever the sample. */
type Matrix = readonly (readonly (Node | null)[])[]

/** A layer's step from the stage before it, as variables of its own, to the stage after it. */
interface Step {
  readonly from: Point<Node>
  readonly to: Point<Node>
}

/** The same values under names of their own: nothing that follows is simplified past them, and they cost nothing. */
function asVariables(graph: Graph, point: Point<Node>): Point<Node> {
  const variable = (node: Node): Node => graph.known(node, node, () => graph.constant([1]))
  return point.map(({ at, log, logComplement }) => ({
    at: variable(at),
    ...(log && { log: variable(log) }),
    ...(logComplement && { logComplement: variable(logComplement) }),
  }))
}

const carriesTails = (point: Point<Node>): boolean => point.some(({ log, logComplement }) => log ?? logComplement)

function stepsOf(flow: Flow, graph: Graph, { x, given }: Sample): readonly Step[] {
  const ops = traceOps(graph)
  const steps: Step[] = []
  for (const layer of flow.layers) {
    const from = asVariables(graph, steps.at(-1)?.to ?? x)
    steps.push({ from, to: layer.forward(ops, from, given).to })
  }
  return steps
}

/** What a coordinate u is known by, each with its own derivative with respect to u: u, log u, log(1 − u). */
function variablesOf({ at, log, logComplement }: Coordinate<Node>, graph: Graph): readonly (readonly [Node, Node | null])[] {
  const inverse = (tail: Node): Node => graph.unary('exp', graph.unary('neg', tail))
  return [
    [at, null],
    ...(log ? [[log, inverse(log)] as const] : []),
    ...(logComplement ? [[logComplement, graph.unary('neg', inverse(logComplement))] as const] : []),
  ]
}

const add = (graph: Graph, a: Node | null, b: Node | null): Node | null => (a && b ? graph.binary('add', a, b) : (a ?? b))
const multiply = (graph: Graph, a: Node | null, b: Node | null): Node | null => (a && b ? graph.binary('mul', a, b) : null)

function jacobianOf(graph: Graph, { from, to }: Step): Matrix {
  const variables = from.map((coordinate) => variablesOf(coordinate, graph))
  return to.map(({ at }) => {
    const found = derivatives(graph, at, variables.flat().map(([node]) => node))
    let next = 0
    return variables.map((ways) =>
      ways.reduce<Node | null>((sum, [, slope]) => {
        const derivative = found[next++] ?? null
        return add(graph, sum, slope ? multiply(graph, derivative, slope) : derivative)
      }, null),
    )
  })
}

const product = (graph: Graph, a: Matrix, b: Matrix): Matrix =>
  a.map((row) =>
    row.map((_, j) => row.reduce<Node | null>((sum, entry, k) => add(graph, sum, multiply(graph, entry, b[k]?.[j] ?? null)), null)),
  )

/**
 * ∂z/∂x. Layers between which only the coordinate itself is handed on multiply; across tails, where the slope of one
 * layer may overflow what that of the next brings back, the derivative is taken in one go.
 */
function wholeOf(graph: Graph, steps: readonly Step[], layers: readonly Matrix[]): Matrix | null {
  const starts = steps.flatMap(({ from }, k) => (k === 0 || !carriesTails(from) ? [k] : []))
  return starts.reduce<Matrix | null>((before, start, i) => {
    const end = (starts[i + 1] ?? steps.length) - 1
    const [first, last] = [steps[start], steps[end]]
    const only = start === end ? layers[start] : undefined
    const run = only ?? (first && last ? jacobianOf(graph, { from: first.from, to: last.to }) : [])
    return before ? product(graph, run, before) : run
  }, null)
}

/**
 * The Jacobian of each layer, ∂stage k+1/∂stage k, then that of the whole map, ∂z/∂x, each row after row: entry
 * d · i + j is ∂output i/∂input j.
 */
export function jacobianProgram(flow: Flow): Program {
  const graph = createGraph()
  const sample = sampleOf(flow, graph)
  const steps = stepsOf(flow, graph, sample)
  const layers = steps.map((step) => jacobianOf(graph, step))
  const one = graph.constant([1])
  const identity: Matrix = sample.x.map((_, i) => sample.x.map((_unused, j) => (i === j ? one : null)))
  const zero = graph.constant([0])
  const outputs = [...layers, wholeOf(graph, steps, layers) ?? identity].flat(2).map((entry) => entry ?? zero)
  return { inputs: sample.inputs, outputs, contributions: [] }
}
