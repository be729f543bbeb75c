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

const isFiniteState = (state: TrainingState, from: number, to: number): boolean =>
  [state.parameters, state.firstMoment, state.secondMoment].every((values) => finite(values.subarray(from, to)))

/** The first part of the flow whose weights, or what the optimizer remembers of them, are no longer finite. */
function brokenWeights(flow: Flow, state: TrainingState): Sentence {
  const broken = flow.layout.blocks.find((block) => !isFiniteState(state, block.offset, block.offset + blockSize(block)))
  const layer = flow.layers.findIndex(({ blocks }) => broken !== undefined && blocks.includes(broken))
  return layer >= 0 ? nameLayer(flow, layer) : { key: 'engine.part.base' }
}

/** The first part that sends finite points to infinity or to no number at all; null where all is finite. */
function brokenStage(flow: Flow, { points, logDets, logDensity }: Stages): Sentence | null {
  const layer = logDets.findIndex((logDet, i) => !finite(logDet) || !finite(points[i + 1] ?? logDet))
  if (layer >= 0) return nameLayer(flow, layer)
  return finite(logDensity) ? null : { key: 'engine.part.base' }
}

/**
 * Why step `step` broke. `stages`: its batch, carried through the last good state. Where those are finite it was the
 * update that failed, and `broken`, the state it led to, says in which part.
 */
export function diagnose(flow: Flow, step: number, stages: Stages, broken: TrainingState): Sentence {
  const stage = brokenStage(flow, stages)
  if (stage) return { key: 'engine.broken.stage', values: { step, part: stage } }
  return { key: 'engine.broken.weights', values: { step, part: brokenWeights(flow, broken) } }
}
