import { bitsOf, fourTimes, signed, unsigned, type ValueType } from './binary.ts'
import { alignment, emptyBlock, type Plain, plain, taking, type TakingName } from './opcodes.ts'

/** A local variable of the function under construction. */
export interface Local {
  readonly index: number
  readonly type: ValueType
}

/** Writes the instructions of one function. Addresses are bytes. */
export class Assembler {
  #code: number[] = []
  /** Constants of the stretch under `hoisted`, by their bits. */
  #constants: Map<number, Local> | null = null
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
    return this.#free[type].pop() ?? this.#newLocal(type)
  }

  #newLocal(type: ValueType): Local {
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
    return this.#write('local.get', ...unsigned(local.index))
  }

  set(local: Local): this {
    return this.#write('local.set', ...unsigned(local.index))
  }

  tee(local: Local): this {
    return this.#write('local.tee', ...unsigned(local.index))
  }

  int(value: number): this {
    return this.#write('i32.const', ...signed(value))
  }

  double(value: number): this {
    return this.#write('f64.const', ...new Uint8Array(Float64Array.of(value).buffer))
  }

  /** A float32 in all four lanes. */
  splat(value: number): this {
    return this.splatBits(bitsOf(value))
  }

  /** A 32-bit pattern in all four lanes. */
  splatBits(bits: number): this {
    if (!this.#constants || bits === 0) return this.#write('v128.const', ...fourTimes(bits))
    const local = this.#constants.get(bits) ?? this.#newLocal('v128')
    this.#constants.set(bits, local)
    return this.get(local)
  }

  /** Makes the constants that `body` uses before it runs: compilers would make them in every turn of its loops. */
  hoisted(body: () => void): void {
    const [code, constants] = [this.#code, this.#constants]
    const made = new Map<number, Local>()
    this.#code = []
    this.#constants = made
    body()
    const inner = this.#code
    this.#code = code
    this.#constants = constants
    for (const [bits, local] of made) this.#write('v128.const', ...fourTimes(bits)).set(local)
    for (const byte of inner) this.#code.push(byte)
    this.release(...made.values())
  }

  /** Four numbers from the address on the stack plus `offset`. */
  load(offset: number): this {
    return this.#write('v128.load', alignment, ...unsigned(offset))
  }

  /** One number, in all four lanes. */
  loadSplat(offset: number): this {
    return this.#write('v128.load32_splat', alignment, ...unsigned(offset))
  }

  loadFloat(offset: number): this {
    return this.#write('f32.load', alignment, ...unsigned(offset))
  }

  /** Stores four numbers; address and value are on the stack. */
  store(offset: number): this {
    return this.#write('v128.store', alignment, ...unsigned(offset))
  }

  storeFloat(offset: number): this {
    return this.#write('f32.store', alignment, ...unsigned(offset))
  }

  shiftLeft(bits: number): this {
    return this.int(bits).op('i32x4.shl')
  }

  /** Shifts right, copying the sign. */
  shiftRight(bits: number): this {
    return this.int(bits).op('i32x4.shr_s')
  }

  /** Lanes of the two vectors on the stack: 0–3 of the first, 4–7 of the second. */
  shuffle(lanes: readonly [number, number, number, number]): this {
    const bytes = lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte))
    return this.#write('i8x16.shuffle', ...bytes)
  }

  /** Lane 0 as a float32. */
  firstLane(): this {
    return this.#write('f32x4.extract_lane', 0)
  }

  floatAdd(): this {
    return this.op('f32.add')
  }

  call(functionIndex: number): this {
    return this.#write('call', ...unsigned(functionIndex))
  }

  /** Runs `body` with `counter` going from 0 to `end` (exclusive, not 0) by `step`. */
  loop(counter: Local, end: number | Local, step: number, body: () => void): void {
    this.int(0).set(counter).#write('loop', emptyBlock)
    body()
    this.get(counter).int(step).op('i32.add').tee(counter)
    if (typeof end === 'number') this.int(end)
    else this.get(end)
    this.op('i32.lt_u').#write('br_if', 0).op('end')
  }

  add(local: Local, bytes: number): this {
    return this.get(local).int(bytes).op('i32.add').set(local)
  }

  /**
   * Runs the turns one after the other, then `step`, over and over, where `pointer` goes up to `last`, which belongs to
   * its last turn. After every turn that may be: the way out between turns also keeps compilers from putting all their
   * loads first, for which there are not registers enough.
   */
  walk(pointer: Local, last: Local, stride: number, turns: number, turn: (number: number) => void, step: () => void): void {
    this.#write('block', emptyBlock).#write('loop', emptyBlock)
    for (let i = 0; i < turns; i++) {
      if (i > 0) this.get(pointer).get(last).op('i32.ge_u').#write('br_if', 1)
      turn(i)
    }
    step()
    this.add(pointer, turns * stride).get(last).get(pointer).op('i32.ge_u').#write('br_if', 0).op('end', 'end')
  }

  #write(name: TakingName, ...immediate: readonly number[]): this {
    this.#code.push(...taking[name].code, ...immediate)
    return this
  }
}
