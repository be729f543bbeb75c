/**
 * A named run of numbers inside the one vector that holds every weight of a flow.
 * `shape` is `[width]` for a free vector and `[inputs, outputs]` for a matrix, row-major.
 */
export interface Block {
  readonly name: string
  readonly offset: number
  readonly shape: readonly [number] | readonly [number, number]
}

export const blockSize = (block: Block): number => block.shape[0] * (block.shape[1] ?? 1)
