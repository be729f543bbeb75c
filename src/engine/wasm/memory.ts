import { floatBytes, roundUp } from '../compile/bytes.ts'

/** Streams of float32 numbers side by side: `stride` bytes apart, of which the first `length` numbers are in use. */
export interface Area {
  readonly at: number
  readonly stride: number
  readonly streams: number
  readonly length: number
}

/** What WebAssembly memory is handed out in. */
export const pageBytes = 0x1_0000

/** Hands out memory from the start upwards. Addresses are bytes, multiples of 16. */
export interface Arena {
  readonly size: number
  take(bytes: number): number
  /** Streams that hold `length` numbers, rounded up to whole tiles of `unit`. */
  area(streams: number, length: number, unit: number): Area
  /** The address of a vector constant; equal ones lie once. */
  constant(values: readonly number[]): number
  /** Writes every constant into the memory that was made. */
  writeConstants(memory: WebAssembly.Memory): void
}

export function createArena(): Arena {
  // Address 0 is left alone, so that a wrong address is not taken for a right one.
  let size = 1024
  const constants = new Map<string, { readonly at: number; readonly values: readonly number[] }>()
  const take = (bytes: number): number => {
    const at = size
    size += roundUp(bytes, 16)
    return at
  }
  return {
    get size() {
      return size
    },
    take,
    area: (streams, length, unit) => {
      const stride = roundUp(Math.max(1, length), unit) * floatBytes
      return { at: take(streams * stride), stride, streams, length }
    },
    constant: (values) => {
      const key = values.join()
      const found = constants.get(key) ?? { at: take(values.length * floatBytes), values }
      constants.set(key, found)
      return found.at
    },
    writeConstants: (memory) => {
      for (const { at, values } of constants.values()) new Float32Array(memory.buffer, at, values.length).set(values)
    },
  }
}

/** A view of each stream of an area. */
export const streamsOf = (memory: WebAssembly.Memory, { at, stride, streams, length }: Area): Float32Array[] =>
  Array.from({ length: streams }, (_, i) => new Float32Array(memory.buffer, at + i * stride, length))

/** An area whose padding is in use too. */
export const padded = (area: Area): Area => ({ ...area, length: area.stride / floatBytes })
