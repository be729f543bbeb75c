/** The binary format of WebAssembly (core specification 2.0, chapter 5), as far as the emitter needs it. */

export type ValueType = 'i32' | 'f32' | 'f64' | 'v128'

export const typeCode: Readonly<Record<ValueType, number>> = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b }

/** An unsigned number in LEB128. */
export function unsigned(value: number): number[] {
  if (value >= 0 && value < 0x80) return [value]
  const bytes: number[] = []
  let rest = value >>> 0
  do {
    const low = rest & 0x7f
    rest >>>= 7
    bytes.push(rest === 0 ? low : low | 0x80)
  } while (rest !== 0)
  return bytes
}

/** A signed 32-bit number in LEB128. */
export function signed(value: number): number[] {
  const bytes: number[] = []
  let rest = value | 0
  for (;;) {
    const low = rest & 0x7f
    rest >>= 7
    const done = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)
    bytes.push(done ? low : low | 0x80)
    if (done) return bytes
  }
}

const single = new Float32Array(1)
const singleBits = new Int32Array(single.buffer)

/** The bits of a float32. */
export function bitsOf(value: number): number {
  single[0] = value
  return singleBits[0] ?? 0
}

/** A 32-bit pattern four times, little-endian. */
export function fourTimes(bits: number): number[] {
  const [a, b, c, d] = [bits & 0xff, (bits >>> 8) & 0xff, (bits >>> 16) & 0xff, bits >>> 24]
  return [a, b, c, d, a, b, c, d, a, b, c, d, a, b, c, d]
}

const text = (value: string): number[] => {
  const bytes = [...new TextEncoder().encode(value)]
  return [...unsigned(bytes.length), ...bytes]
}

type Bytes = ArrayLike<number>

/** Bytes one after the other; code is long, so that it is copied as it is and not entry by entry. */
function joined(parts: readonly Bytes[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

const vector = (items: readonly Bytes[]): Bytes => joined([unsigned(items.length), ...items])

const section = (id: number, content: Bytes): Bytes => joined([[id], unsigned(content.length), content])

/** A function to be exported: its parameters, its further locals, its instructions without the final `end`. */
export interface WasmFunction {
  readonly name: string
  readonly parameters: readonly ValueType[]
  readonly locals: readonly ValueType[]
  readonly code: readonly number[]
}

/** Locals of one type in a row, as the format wants them. */
function localRuns(locals: readonly ValueType[]): readonly (readonly number[])[] {
  const runs: { readonly type: ValueType; count: number }[] = []
  for (const type of locals) {
    const last = runs.at(-1)
    if (last?.type === type) last.count++
    else runs.push({ type, count: 1 })
  }
  return runs.map(({ type, count }) => [...unsigned(count), typeCode[type]])
}

/** A module of exported functions, none of which returns anything, over the memory imported as `engine.memory`. */
export function moduleBytes(functions: readonly WasmFunction[], pages: number): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters }) => joined([[0x60], vector(parameters.map((type) => [typeCode[type]])), [0x00]]))
  const bodies = functions.map(({ locals, code }) => {
    const head = vector(localRuns(locals))
    return joined([unsigned(head.length + code.length + 1), head, code, [0x0b]])
  })
  const memory = [...text('engine'), ...text('memory'), 0x02, 0x00, ...unsigned(pages)]
  return joined([
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    section(1, vector(types)),
    section(2, vector([memory])),
    section(3, vector(functions.map((_, i) => unsigned(i)))),
    section(7, vector(functions.map(({ name }, i) => [...text(name), 0x00, ...unsigned(i)]))),
    section(10, vector(bodies)),
  ])
}
