import { blockSize, type Block } from '../math/block.ts'
import type { Flow } from '../flows/flow.ts'
import type { TrainingState } from './trainer.ts'

/** The parts of a flow that own weights, each with what it was built from. */
interface Part {
  readonly made: string
  readonly blocks: readonly Block[]
}

function partsOf({ spec, layers, base }: Flow): readonly Part[] {
  // A standardisation comes before the layers of the spec and owns no weights.
  const learned = layers.slice(layers.length - spec.layers.length)
  return [
    ...learned.map((layer, i) => ({ made: JSON.stringify(spec.layers[i]), blocks: layer.blocks })),
    { made: `base ${JSON.stringify(spec.base)}`, blocks: base.blocks },
  ]
}

/** Pairs of equal parts in the same order: the longest common subsequence. */
function align(old: readonly Part[], fresh: readonly Part[]): readonly (readonly [Part, Part])[] {
  const lengths = old.map(() => fresh.map(() => 0))
  const length = (i: number, j: number): number => lengths[i]?.[j] ?? 0
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      const row = lengths[i]
      if (!row) continue
      row[j] = old[i]?.made === fresh[j]?.made ? 1 + length(i + 1, j + 1) : Math.max(length(i + 1, j), length(i, j + 1))
    }
  }
  const pairs: (readonly [Part, Part])[] = []
  for (let i = 0, j = 0; i < old.length && j < fresh.length; ) {
    const [a, b] = [old[i], fresh[j]]
    if (a && b && a.made === b.made) {
      pairs.push([a, b])
      i++
      j++
    } else if (length(i + 1, j) >= length(i, j + 1)) i++
    else j++
  }
  return pairs
}

/**
 * The state of a changed flow: layers that are as they were keep their weights and what the optimizer remembers of
 * them; new ones start from `start`. The step count goes on.
 */
export function carryOver(old: Flow, state: TrainingState, fresh: Flow, start: Float32Array): TrainingState {
  const next: TrainingState = {
    step: state.step,
    parameters: start.slice(),
    firstMoment: new Float32Array(fresh.layout.size),
    secondMoment: new Float32Array(fresh.layout.size),
  }
  for (const [from, to] of align(partsOf(old), partsOf(fresh))) {
    from.blocks.forEach((block, i) => {
      const target = to.blocks[i]
      if (!target) return
      for (const key of ['parameters', 'firstMoment', 'secondMoment'] as const) {
        next[key].set(state[key].subarray(block.offset, block.offset + blockSize(block)), target.offset)
      }
    })
  }
  return next
}

/** The state before the first step. */
export const freshState = (parameters: Float32Array): TrainingState => ({
  step: 0,
  parameters,
  firstMoment: new Float32Array(parameters.length),
  secondMoment: new Float32Array(parameters.length),
})
