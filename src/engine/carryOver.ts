import { blockSize, type Block } from '../math/block.ts'
import type { Layer } from '../flows/bijector.ts'
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

type Pair = readonly [old: Part, fresh: Part]

/** Pairs of equal parts in the same order: the longest common subsequence. */
function align(old: readonly Part[], fresh: readonly Part[]): readonly Pair[] {
  const lengths = old.map(() => fresh.map(() => 0))
  const length = (i: number, j: number): number => lengths[i]?.[j] ?? 0
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      const row = lengths[i]
      if (!row) continue
      row[j] = old[i]?.made === fresh[j]?.made ? 1 + length(i + 1, j + 1) : Math.max(length(i + 1, j), length(i, j + 1))
    }
  }
  const pairs: Pair[] = []
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

/** Pairs of equal parts: those whose order is the same, then those that were moved past them. */
function match(old: readonly Part[], fresh: readonly Part[]): readonly Pair[] {
  const pairs = align(old, fresh)
  const moved = old.filter((part) => !pairs.some(([from]) => from === part))
  const left = fresh.filter((part) => !pairs.some(([, to]) => to === part))
  const found = left.flatMap((to): Pair[] => {
    const at = moved.findIndex(({ made }) => made === to.made)
    return moved.splice(at, at < 0 ? 0 : 1).map((from) => [from, to])
  })
  return [...pairs, ...found]
}

/** What a changed flow goes on from, and which of its layers are new. */
interface Carried {
  readonly state: TrainingState
  readonly isNew: (layer: Layer) => boolean
}

/** What a block is called within its layer, wherever that stands. */
const nameWithin = ({ name }: Block): string => name.replace(/^layer \d+/, '')

/** What the optimizer keeps of each weight. */
const vectors = ['parameters', 'firstMoment', 'secondMoment'] as const

/**
 * Copies a block. Networks read coordinates first and classes last, so where a flow is told of classes from now on, or no
 * more, what they read of coordinates stays, and of classes nothing is known yet: told of one, nothing is changed at first.
 */
function copyBlock(state: TrainingState, from: Block, next: TrainingState, to: Block): void {
  const shared = Math.min(blockSize(from), blockSize(to))
  for (const key of vectors) {
    next[key].fill(0, to.offset + shared, to.offset + blockSize(to))
    next[key].set(state[key].subarray(from.offset, from.offset + shared), to.offset)
  }
}

/**
 * The state of a changed flow: layers that are as they were keep their weights and what the optimizer remembers of
 * them, also where they were moved; new ones start from `start`. The step count goes on.
 */
export function carryOver(old: Flow, state: TrainingState, fresh: Flow, start: Float32Array): Carried {
  const next: TrainingState = { ...freshState(start.slice()), step: state.step }
  const kept = new Set<Block>()
  for (const [from, to] of match(partsOf(old), partsOf(fresh))) {
    for (const target of to.blocks) {
      kept.add(target)
      // One that is not found holds what free numbers add for each class: nothing at first.
      const source = from.blocks.find((block) => nameWithin(block) === nameWithin(target))
      if (source) copyBlock(state, source, next, target)
    }
  }
  return { state: next, isNew: ({ blocks }) => !blocks.every((block) => kept.has(block)) }
}

/** The state before the first step. */
export const freshState = (parameters: Float32Array): TrainingState => ({
  step: 0,
  parameters,
  firstMoment: new Float32Array(parameters.length),
  secondMoment: new Float32Array(parameters.length),
})
