import { float32Bytes, signed, unsigned, type ValueType } from './binary.ts'

/** A local variable of the function under construction. */
export interface Local {
  readonly index: number
  readonly type: ValueType
}

/** Instructions that take no immediate operand. SIMD ones are written with their 0xfd prefix. */
const plain = {
  'i32.eqz': [0x45],
  'i32.lt_u': [0x49],
  'i32.ge_u': [0x4f],
  'i32.add': [0x6a],
  'i32.sub': [0x6b],
  'i32.mul': [0x6c],
  'i32.and': [0x71],
  'i32.xor': [0x73],
  'i32.shl': [0x74],
  'i32.shr_u': [0x76],
  'f64.mul': [0xa2],
  'f64.convert_i32_u': [0xb8],
  'i32.trunc_f64_u': [0xab],
  'f32x4.splat': simd(0x13),
  'f32x4.lt': simd(0x43),
  'f32x4.gt': simd(0x44),
  'f32x4.eq': simd(0x41),
  'v128.not': simd(0x4d),
  'v128.and': simd(0x4e),
  'v128.or': simd(0x50),
  'v128.bitselect': simd(0x52),
  'f32x4.nearest': simd(0x6a),
  'f32x4.abs': simd(0xe0),
  'f32x4.neg': simd(0xe1),
  'f32x4.sqrt': simd(0xe3),
  'f32x4.add': simd(0xe4),
  'f32x4.sub': simd(0xe5),
  'f32x4.mul': simd(0xe6),
  'f32x4.div': simd(0xe7),
  /** The second operand where it is smaller, else the first: one instruction, and a NaN in the first stays. */
  'f32x4.pmin': simd(0xea),
  'f32x4.pmax': simd(0xeb),
  'i32x4.add': simd(0xae),
  'i32x4.sub': simd(0xb1),
  'i32x4.trunc_sat_f32x4_s': simd(0xf8),
  'f32x4.convert_i32x4_s': simd(0xfa),
} as const satisfies Record<string, readonly number[]>

export type Plain = keyof typeof plain

function simd(code: number): readonly number[] {
  return [0xfd, ...unsigned(code)]
}

/** Writes the instructions of one function. Addresses are bytes. */
export class Assembler {
  readonly #code: number[] = []
  readonly #locals: ValueType[] = []
  readonly #free: Record<ValueType, Local[]> = { i32: [], f32: [], f64: [], v128: [] }
  readonly #parameterCount: number

  constructor(parameterCount = 0) {
    this.#parameterCount = parameterCount
  }

  get code(): readonly number[] {
    return this.#code
  }

  get locals(): readonly ValueType[] {
    return this.#locals
  }

  parameter(index: number, type: ValueType): Local {
    return { index, type }
  }

  /** A local, used again after it was released. */
  local(type: ValueType): Local {
    const free = this.#free[type].pop()
    if (free) return free
    this.#locals.push(type)
    return { index: this.#parameterCount + this.#locals.length - 1, type }
  }

  release(...locals: readonly Local[]): void {
    for (const local of locals) this.#free[local.type].push(local)
  }

  op(...names: readonly Plain[]): this {
    for (const name of names) this.#code.push(...plain[name])
    return this
  }

  get(local: Local): this {
    this.#code.push(0x20, ...unsigned(local.index))
    return this
  }

  set(local: Local): this {
    this.#code.push(0x21, ...unsigned(local.index))
    return this
  }

  tee(local: Local): this {
    this.#code.push(0x22, ...unsigned(local.index))
    return this
  }

  int(value: number): this {
    this.#code.push(0x41, ...signed(value))
    return this
  }

  double(value: number): this {
    this.#code.push(0x44, ...new Uint8Array(Float64Array.of(value).buffer))
    return this
  }

  /** A float32 in all four lanes. */
  splat(value: number): this {
    this.#code.push(...simd(0x0c), ...float32Bytes(value, value, value, value))
    return this
  }

  /** A 32-bit pattern in all four lanes. */
  splatBits(bits: number): this {
    const bytes = [...new Uint8Array(Int32Array.of(bits, bits, bits, bits).buffer)]
    this.#code.push(...simd(0x0c), ...bytes)
    return this
  }

  /** Four numbers from the address on the stack plus `offset`. */
  load(offset: number): this {
    this.#code.push(...simd(0x00), 0x02, ...unsigned(offset))
    return this
  }

  /** One number, in all four lanes. */
  loadSplat(offset: number): this {
    this.#code.push(...simd(0x09), 0x02, ...unsigned(offset))
    return this
  }

  loadFloat(offset: number): this {
    this.#code.push(0x2a, 0x02, ...unsigned(offset))
    return this
  }

  /** Stores four numbers; address and value are on the stack. */
  store(offset: number): this {
    this.#code.push(...simd(0x0b), 0x02, ...unsigned(offset))
    return this
  }

  storeFloat(offset: number): this {
    this.#code.push(0x38, 0x02, ...unsigned(offset))
    return this
  }

  shiftLeft(bits: number): this {
    return this.int(bits).#raw(simd(0xab))
  }

  /** Shifts right, copying the sign. */
  shiftRight(bits: number): this {
    return this.int(bits).#raw(simd(0xac))
  }

  /** Lanes of the two vectors on the stack: 0–3 of the first, 4–7 of the second. */
  shuffle(lanes: readonly [number, number, number, number]): this {
    const bytes = lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte))
    return this.#raw([...simd(0x0d), ...bytes])
  }

  /** Lane 0 as a float32. */
  firstLane(): this {
    return this.#raw([...simd(0x1f), 0])
  }

  floatAdd(): this {
    return this.#raw([0x92])
  }

  call(functionIndex: number): this {
    return this.#raw([0x10, ...unsigned(functionIndex)])
  }

  /** Runs `body` with `counter` going from 0 to `end` (exclusive, not 0) by `step`. */
  loop(counter: Local, end: number | Local, step: number, body: () => void): void {
    this.int(0).set(counter)
    this.#code.push(0x03, 0x40)
    body()
    this.get(counter).int(step).op('i32.add').tee(counter)
    if (typeof end === 'number') this.int(end)
    else this.get(end)
    this.op('i32.lt_u')
    this.#code.push(0x0d, 0x00, 0x0b)
  }

  #raw(bytes: readonly number[]): this {
    this.#code.push(...bytes)
    return this
  }
}
