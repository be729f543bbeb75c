import type { Contribution } from '../differentiate.ts'
import type { Node, NodeOf } from '../graph.ts'

/** What a kernel computes, for any number of samples, a tile at a time. */
export interface KernelSpec {
  readonly name: string
  /** Samples of a tile: a multiple of 16. */
  readonly samples: number
  /** Numbers per sample that come in: `inputs[i]` reads stream i. */
  readonly inputs: readonly NodeOf<'input'>[]
  /** Nodes of width 1 that go out, stream after stream. */
  readonly outputs: readonly Node[]
  readonly contributions: readonly Contribution[]
}

/** Streams are arrays of one number per sample, `stride` bytes apart. */
export interface Streams {
  readonly input: number
  readonly output: number
  readonly stride: number
  /** Where the gradient of each weight is summed. */
  readonly gradient: number
}
