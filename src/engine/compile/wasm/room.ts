/** Where transposed matrices lie beside a kernel's buffers. Addresses are bytes. */
export interface Room {
  readonly bytes: number
  /** Of each matrix of weights that is read column by column, by its block's offset. */
  readonly weights: ReadonlyMap<number, number>
  /** Of one tile of a gradient at a time; null where none is needed. */
  readonly gradient: number | null
}

export const noRoom: Room = { bytes: 0, weights: new Map(), gradient: null }
