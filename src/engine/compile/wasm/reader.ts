/** Reads numbers of the binary format one after another; the counterpart of what `binary.ts` writes. */
export class Reader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at: number
  readonly #end: number

  constructor(bytes: Uint8Array, from = 0, end = bytes.length) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#at = from
    this.#end = end
  }

  get at(): number {
    return this.#at
  }

  get done(): boolean {
    return this.#at >= this.#end
  }

  byte(): number {
    return this.#view.getUint8(this.#step(1))
  }

  bytes(count: number): Uint8Array {
    const from = this.#step(count)
    return this.#bytes.subarray(from, from + count)
  }

  /** A number in LEB128; `width` is the bits that were read, of which the last group's highest tells a sign. */
  #groups(): { readonly value: number; readonly width: number } {
    let [value, width, more] = [0, 0, true]
    while (more) {
      const group = this.byte()
      value |= (group & 0x7f) << width
      width += 7
      more = (group & 0x80) !== 0
    }
    return { value, width }
  }

  unsigned(): number {
    return this.#groups().value >>> 0
  }

  /** A signed number of 32 bits. */
  signed(): number {
    const { value, width } = this.#groups()
    return width < 32 ? (value << (32 - width)) >> (32 - width) : value
  }

  double(): number {
    return this.#view.getFloat64(this.#step(8), true)
  }

  text(): string {
    return new TextDecoder().decode(this.bytes(this.unsigned()))
  }

  vector<T>(item: () => T): readonly T[] {
    return Array.from({ length: this.unsigned() }, item)
  }

  /** A part of its own, with its length before it. */
  part(): Reader {
    const length = this.unsigned()
    const from = this.#step(length)
    return new Reader(this.#bytes, from, from + length)
  }

  #step(count: number): number {
    const from = this.#at
    if (from + count > this.#end) throw new RangeError(`byte ${from + count} lies beyond the end, ${this.#end}`)
    this.#at += count
    return from
  }
}
