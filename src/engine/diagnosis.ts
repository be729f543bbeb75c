import { blockSize } from '../math/block.ts'
import type { Flow } from '../flows/flow.ts'
import { layerName } from '../flows/stack.ts'
import type { Sentence } from '../words/sentence.ts'
import type { Stages, TrainingState } from './trainer.ts'

const finite = (values: Float32Array): boolean => values.every(Number.isFinite)

/** How the page counts layers: from 1, a standardisation not counted. */
function nameLayer(flow: Flow, index: number): Sentence {
  const place = index - (flow.layers.length - flow.spec.layers.length)
  const spec = flow.spec.layers[place]
  if (!spec) return { key: 'engine.part.standardisation' }
  return { key: 'engine.part.layer', values: { layer: place + 1, name: layerName(spec) } }
}

/** Whether all weights, and all that the optimizer remembers of them, are finite. */
export const isFiniteState = (state: TrainingState, from = 0, to = state.parameters.length): boolean =>
  [state.parameters, state.firstMoment, state.secondMoment].every((values) => finite(values.subarray(from, to)))

/** The first part of the flow whose weights, or moments, are no longer finite. */
function brokenWeights(flow: Flow, state: TrainingState): Sentence | null {
  const broken = flow.layout.blocks.find((block) => !isFiniteState(state, block.offset, block.offset + blockSize(block)))
  if (!broken) return null
  const layer = flow.layers.findIndex(({ blocks }) => blocks.includes(broken))
  return layer >= 0 ? nameLayer(flow, layer) : { key: 'engine.part.base' }
}

/** The first layer that sends finite points to infinity or to no number at all. */
function brokenStage(flow: Flow, { points, logDets }: Stages): Sentence {
  const layer = logDets.findIndex((logDet, i) => !finite(logDet) || !finite(points[i + 1] ?? logDet))
  return layer >= 0 ? nameLayer(flow, layer) : { key: 'engine.part.base' }
}

/** Why the loss stopped being a number, from the state at which it did and the batch carried through it. */
export function diagnose(flow: Flow, state: TrainingState, stages: Stages): Sentence {
  const weights = brokenWeights(flow, state)
  if (weights) return { key: 'engine.broken.weights', values: { step: state.step, part: weights } }
  return { key: 'engine.broken.stage', values: { step: state.step, part: brokenStage(flow, stages) } }
}
