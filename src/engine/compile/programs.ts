import type { OptimizerSettings } from '../../experiment/settings.ts'
import { forwardStages, inverseStages, logDensityOf, oneHot, type Flow, type FlowStages } from '../../flows/flow.ts'
import { forcedStages } from '../../flows/distillation.ts'
import type { Block } from '../../math/block.ts'
import type { Point } from '../../flows/bijector.ts'
import { type StepNumbers, updateParameters } from '../optimizer.ts'
import { type Contribution, differentiate } from './differentiate.ts'
import { createGraph, type Graph, type Node, type NodeOf } from './graph.ts'
import { traceOps } from './trace.ts'

/** A program for one sample: streams that come in, numbers that go out, and what is added to the gradient. */
export interface Program {
  readonly inputs: readonly NodeOf<'input'>[]
  readonly outputs: readonly Node[]
  readonly contributions: readonly Contribution[]
}

const streams = (graph: Graph, count: number): readonly NodeOf<'input'>[] =>
  Array.from({ length: count }, (_, i) => graph.input(i) as NodeOf<'input'>)

/** What a flow reads of a sample: a stream for each coordinate, and one for its class's number where it is told of classes. */
export interface Sample {
  readonly inputs: readonly NodeOf<'input'>[]
  readonly x: Point<Node>
  readonly given?: Node
}

export function sampleOf({ d, classes }: Flow, graph: Graph): Sample {
  const inputs = streams(graph, classes > 0 ? d + 1 : d)
  const x = inputs.slice(0, d).map((at) => ({ at }))
  const [number] = inputs.slice(d)
  return number ? { inputs, x, given: oneHot(traceOps(graph), number, classes) } : { inputs, x }
}

/**
 * −log p(x) and its gradient, of x given its class where the flow is told of classes; of a student, `forcedStages` says
 * which p. Input streams are what the flow reads of a sample, a student's kept stage of its teacher, and last the weight of
 * each sample: 1 / batch, or 0 where a tile is padded.
 */
export function lossProgram(flow: Flow, isStudent = false): Program {
  const graph = createGraph()
  const ops = traceOps(graph)
  const { inputs, x, given } = sampleOf(flow, graph)
  const all = [...inputs, ...streams(graph, inputs.length + (isStudent ? flow.d : 0) + 1).slice(inputs.length)]
  const kept = all.slice(inputs.length, -1).map((at) => ({ at }))
  const stages = isStudent ? forcedStages(flow, ops, x, kept, given) : forwardStages(flow, ops, x, given)
  const loss = ops.neg(logDensityOf(flow, ops, stages))
  const seed = all.at(-1) ?? ops.constant(1)
  return { inputs: all, outputs: [loss], contributions: differentiate(graph, loss, seed) }
}

/** log p(x) alone. */
export const densityProgram = (flow: Flow): Program =>
  carried(flow, forwardStages, (_stages, logDensity) => [logDensity])

/** Every coordinate of every stage, stage after stage from x to z; each layer's log-det; log p(x). */
export const stagesProgram = (flow: Flow, direction: 'forward' | 'inverse'): Program =>
  carried(flow, direction === 'forward' ? forwardStages : inverseStages, ({ points, logDets }, logDensity) => [
    ...points.flatMap((point) => point.map(({ at }) => at)),
    ...logDets,
    logDensity,
  ])

function carried(
  flow: Flow,
  direction: typeof forwardStages,
  outputs: (stages: FlowStages<Node>, logDensity: Node) => readonly Node[],
): Program {
  const graph = createGraph()
  const ops = traceOps(graph)
  const { inputs, x, given } = sampleOf(flow, graph)
  const stages = direction(flow, ops, x, given)
  return { inputs, outputs: outputs(stages, logDensityOf(flow, ops, stages)), contributions: [] }
}

/** The numbers of one step, as blocks of a vector of their own. */
export const stepBlocks: Readonly<Record<keyof StepNumbers, Block>> = {
  learningRate: { name: 'learning rate', offset: 0, shape: [1] },
  firstCorrection: { name: 'first correction', offset: 1, shape: [1] },
  secondCorrection: { name: 'second correction', offset: 2, shape: [1] },
  gradientScale: { name: 'gradient scale', offset: 3, shape: [1] },
  decay: { name: 'decay', offset: 4, shape: [1] },
}

/** One optimizer update, a weight for a sample. Streams in and out: weights, gradient (zero afterwards), two moments. */
export function updateProgram(method: OptimizerSettings['method']): Program {
  const graph = createGraph()
  const ops = traceOps(graph)
  const inputs = streams(graph, 4)
  const [parameters, gradient, first, second] = inputs
  if (!parameters || !gradient || !first || !second) throw new RangeError('an update reads four streams')
  const numbers = {
    learningRate: ops.parameter(stepBlocks.learningRate),
    firstCorrection: ops.parameter(stepBlocks.firstCorrection),
    secondCorrection: ops.parameter(stepBlocks.secondCorrection),
    gradientScale: ops.parameter(stepBlocks.gradientScale),
    decay: ops.parameter(stepBlocks.decay),
  }
  const next = updateParameters(ops, method, { parameters, first, second }, gradient, numbers)
  return { inputs, outputs: [next.parameters, ops.constant(0), next.first, next.second], contributions: [] }
}
