import { typeCode, type ValueType } from './binary.ts'
import { emptyBlock, type Immediate, plain, taking } from './opcodes.ts'
import { Reader } from './reader.ts'

/** A function of a module in the text format of WebAssembly. All of them, in turn between `(module` and `)`, are a module but for its memory. */
export interface ListedFunction {
  readonly name: string
  readonly text: string
}

interface Instruction {
  readonly name: string
  readonly takes: Immediate | null
}

/** What is known of a function before its instructions are read. */
interface Signature {
  readonly index: number
  /** Names of all functions, by index. */
  readonly names: readonly string[]
  readonly parameters: readonly ValueType[]
  readonly locals: readonly ValueType[]
}

const simdPrefix = 0xfd
const localsPerLine = 4

/** A code as one number; those with the prefix come after all others. */
const keyOf = (code: number, prefixed: boolean): number => code + (prefixed ? 0x100 : 0)

const instructions: ReadonlyMap<number, Instruction> = new Map(
  [
    ...Object.entries(plain).map(([name, code]) => ({ name, code, takes: null })),
    ...Object.entries(taking).map(([name, { code, takes }]) => ({ name, code, takes })),
  ].map(({ name, code, takes }) => {
    const reader = new Reader(Uint8Array.from(code))
    const first = reader.byte()
    return [first === simdPrefix ? keyOf(reader.unsigned(), true) : keyOf(first, false), { name, takes }]
  }),
)

const valueTypes = new Map(Object.entries(typeCode).map(([type, code]) => [code, type as ValueType]))

function readType(reader: Reader): ValueType {
  const type = valueTypes.get(reader.byte())
  if (!type) throw new RangeError(`an unknown type at byte ${reader.at - 1}`)
  return type
}

function readInstruction(reader: Reader): Instruction {
  const { at } = reader
  const first = reader.byte()
  const found = instructions.get(first === simdPrefix ? keyOf(reader.unsigned(), true) : keyOf(first, false))
  if (!found) throw new RangeError(`an unknown instruction at byte ${at}`)
  return found
}

/** The fewest digits that are read as the same float32. */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'
  if (Object.is(value, -0)) return '-0'
  const digits = Array.from({ length: 9 }, (_, i) => String(Number(value.toPrecision(i + 1))))
  return digits.find((text) => Math.fround(Number(text)) === value) ?? String(value)
}

const leastNormal = 2 ** -126

/** Four numbers, or four patterns of bits where no number that a formula holds would be so small, or where they are none. */
function vectorText(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const floats = [0, 4, 8, 12].map((at) => view.getFloat32(at, true))
  const isNumber = (value: number): boolean => value === 0 || Math.abs(value) >= leastNormal
  if (floats.every(isNumber)) return `f32x4 ${floats.map(floatText).join(' ')}`
  return `i32x4 ${[0, 4, 8, 12].map((at) => `0x${view.getUint32(at, true).toString(16).padStart(8, '0')}`).join(' ')}`
}

/** The name of a local: the first letter of its type, and its index. */
const localName = (index: number, { parameters, locals }: Signature): string =>
  `$${(index < parameters.length ? parameters[index] : locals[index - parameters.length])?.[0] ?? '?'}${index}`

/** An access's alignment is told only where it is not the natural one. */
function memoryText(reader: Reader, natural: number): string {
  const align = 2 ** reader.unsigned()
  return `offset=${reader.unsigned()}${align === natural ? '' : ` align=${align}`}`
}

function calleeText(reader: Reader, { names }: Signature): string {
  const index = reader.unsigned()
  return `${index}  ;; ${names[index] ?? '?'}`
}

/** Reads what an instruction takes, and tells it. */
const operandText: Readonly<Record<Immediate, (reader: Reader, signature: Signature) => string>> = {
  // Only loops that leave nothing on the stack are written: there is no type to tell.
  blockType: (reader) => (reader.byte() === emptyBlock ? '' : '?'),
  depth: (reader) => String(reader.unsigned()),
  function: calleeText,
  local: (reader, signature) => localName(reader.unsigned(), signature),
  i32: (reader) => String(reader.signed()),
  f64: (reader) => String(reader.double()),
  v128: (reader) => vectorText(reader.bytes(16)),
  memory4: (reader) => memoryText(reader, 4),
  memory16: (reader) => memoryText(reader, 16),
  bytes16: (reader) => [...reader.bytes(16)].join(' '),
  lane: (reader) => String(reader.byte()),
}

/** One instruction per line, what stands in a loop moved in. */
function instructionLines(reader: Reader, signature: Signature): readonly string[] {
  const lines: string[] = []
  let depth = 1
  while (depth > 0) {
    const { name, takes } = readInstruction(reader)
    const operand = takes ? operandText[takes](reader, signature) : ''
    if (name === 'end') depth--
    if (depth > 0) lines.push(`${'  '.repeat(depth)}${name}${operand && ' '}${operand}`)
    if (takes === 'blockType') depth++
  }
  if (!reader.done) throw new RangeError(`a function goes on after its end, at byte ${reader.at}`)
  return lines
}

/** `(local $i1 i32) (local $v2 v128) …`, some to a line. */
function localLines(signature: Signature): readonly string[] {
  const { parameters, locals } = signature
  const told = locals.map((type, i) => `(local ${localName(parameters.length + i, signature)} ${type})`)
  return Array.from({ length: Math.ceil(told.length / localsPerLine) }, (_, i) => `  ${told.slice(i * localsPerLine, (i + 1) * localsPerLine).join(' ')}`)
}

function listed(body: Reader, { index, names, parameters }: Omit<Signature, 'locals'>): ListedFunction {
  const runs = body.vector(() => ({ count: body.unsigned(), type: readType(body) }))
  const locals = runs.flatMap(({ count, type }) => new Array<ValueType>(count).fill(type))
  const signature = { index, names, parameters, locals }
  const name = names[index] ?? ''
  const told = parameters.map((type, i) => ` (param ${localName(i, signature)} ${type})`).join('')
  const head = `(func (;${index};) (export "${name}")${told}`
  return { name, text: [head, ...localLines(signature), ...instructionLines(body, signature), ')'].join('\n') }
}

/** The sections of a module, by their number in the format. */
function sectionsOf(bytes: Uint8Array): ReadonlyMap<number, Reader> {
  const reader = new Reader(bytes)
  // The magic number and the version.
  reader.bytes(8)
  const found = new Map<number, Reader>()
  while (!reader.done) found.set(reader.byte(), reader.part())
  return found
}

const typeSection = 1
const exportSection = 7
const codeSection = 10

/** A module that `moduleBytes` made, as text. Throws a RangeError at bytes that the assembler never writes. */
export function listModule(bytes: Uint8Array): readonly ListedFunction[] {
  const sections = sectionsOf(bytes)
  const read = <T>(section: number, item: (reader: Reader) => T): readonly T[] => {
    const reader = sections.get(section)
    return reader ? reader.vector(() => item(reader)) : []
  }
  // Every function has a type of its own and is exported, in the order of the functions.
  const types = read(typeSection, (reader) => {
    reader.byte()
    const parameters = reader.vector(() => readType(reader))
    reader.unsigned()
    return parameters
  })
  const names = read(exportSection, (reader) => {
    const name = reader.text()
    reader.bytes(1)
    reader.unsigned()
    return name
  })
  return read(codeSection, (reader) => reader.part()).map((body, index) => listed(body, { index, names, parameters: types[index] ?? [] }))
}
