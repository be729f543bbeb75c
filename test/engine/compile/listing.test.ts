import { describe, expect, test } from 'vitest'
import { moduleBytes, signed, unsigned, type ValueType, type WasmFunction } from '../../../src/engine/compile/wasm/binary.ts'
import { floatText, listModule } from '../../../src/engine/compile/wasm/listing.ts'
import { type Immediate, plain, taking } from '../../../src/engine/compile/wasm/opcodes.ts'
import { Reader } from '../../../src/engine/compile/wasm/reader.ts'
import { prepare } from '../../../src/engine/run.ts'
import { createWasmEngine } from '../../../src/engine/wasm/engine.ts'
import { presets } from '../../../src/experiment/presets.ts'
import { createRandom } from '../../../src/math/random.ts'
import { presetMakes } from './presetMakes.ts'

const float32Bytes = (...values: readonly number[]): number[] => [...new Uint8Array(Float32Array.from(values).buffer)]

const one = (code: readonly number[], locals: readonly ValueType[] = []): WasmFunction => ({ name: 'one', parameters: ['i32'], locals, code })
const textOf = (code: readonly number[], locals?: readonly ValueType[]): string =>
  listModule(moduleBytes([one(code, locals)], 1))[0]?.text ?? ''

/** Bytes that may stand for each immediate operand, and what they are told as. */
const samples: Readonly<Record<Immediate, readonly [bytes: readonly number[], text: string]>> = {
  blockType: [[0x40, 0x0b], ''],
  depth: [[3], '3'],
  function: [[0], '0  ;; one'],
  local: [unsigned(1), '$v1'],
  i32: [signed(-123_456), '-123456'],
  f64: [[...new Uint8Array(Float64Array.of(-0.1).buffer)], '-0.1'],
  v128: [float32Bytes(0.1, -2, Infinity, 1e-30), 'f32x4 0.1 -2 inf 1e-30'],
  memory4: [[2, ...unsigned(300)], 'offset=300'],
  memory16: [[2, ...unsigned(300)], 'offset=300 align=4'],
  bytes16: [Array.from({ length: 16 }, (_, i) => 31 - i), '31 30 29 28 27 26 25 24 23 22 21 20 19 18 17 16'],
  lane: [[2], '2'],
}

describe('an instruction is told by its name', () => {
  test.each(Object.entries(plain).filter(([name]) => name !== 'end'))('%s', (name, code) => {
    expect(textOf(code).split('\n')).toEqual(['(func (;0;) (export "one") (param $i0 i32)', `  ${name}`, ')'])
  })

  test.each(Object.entries(taking))('%s, with what it takes', (name, { code, takes }) => {
    const [bytes, text] = samples[takes]
    expect(textOf([...code, ...bytes], ['v128']).split('\n').at(2)).toBe(`  ${name}${text && ' '}${text}`)
  })

  test('no two share a code', () => {
    const codes = [...Object.values(plain), ...Object.values(taking).map(({ code }) => code)].map(String)
    expect(new Set(codes).size).toBe(codes.length)
  })
})

test('what the assembler never writes is refused, and so is a function that goes on after its end', () => {
  expect(() => textOf([0xff])).toThrow(/unknown instruction at byte \d+/)
  expect(() => textOf([0x0b])).toThrow(/goes on after its end/)
  expect(() => textOf([...taking.loop.code, 0x40])).toThrow(/beyond the end/)
})

test('float32 numbers are told in the fewest digits that give them back', () => {
  const random = createRandom(9)
  for (let i = 0; i < 500; i++) {
    const value = Math.fround(random.normal() * 10 ** (60 * random.uniform() - 30))
    expect(Math.fround(Number(floatText(value))), `seed 9, draw ${i}`).toBe(value)
  }
  expect([0.1, 1 / 3, -0, 0, Infinity, -Infinity].map((value) => floatText(Math.fround(value)))).toEqual(['0.1', '0.33333334', '-0', '0', 'inf', '-inf'])
})

/** Reads a line of a listing as the assembler's bytes, from the same tables. */
function bytesOf(line: string): readonly number[] {
  const [name = '', ...operands] = line.trim().replace(/\s*;;.*/, '').split(' ')
  if (name in plain) return plain[name as keyof typeof plain]
  const { code, takes } = taking[name as keyof typeof taking]
  const [first = '', ...rest] = operands
  const number = Number(first.replace(/^\$\w|^offset=/, ''))
  const immediate: Readonly<Record<Immediate, () => readonly number[]>> = {
    blockType: () => [0x40],
    depth: () => unsigned(number),
    function: () => unsigned(number),
    local: () => unsigned(number),
    i32: () => signed(number),
    f64: () => [...new Uint8Array(Float64Array.of(number).buffer)],
    v128: () => (first === 'f32x4' ? float32Bytes(...rest.map((text) => Number(text.replace('inf', 'Infinity')))) : [...new Uint8Array(Uint32Array.from(rest, Number).buffer)]),
    memory4: () => [2, ...unsigned(number)],
    memory16: () => [2, ...unsigned(number)],
    bytes16: () => operands.map(Number),
    lane: () => [number],
  }
  return [...code, ...immediate[takes]()]
}

const typesIn = (text: string, what: 'param' | 'local'): readonly ValueType[] =>
  [...text.matchAll(new RegExp(`\\(${what} \\$\\w+ (\\w+)\\)`, 'g'))].map(([, type]) => type as ValueType)

/** A function from its listing; the indentation alone tells where its loops end. */
function assembled(name: string, text: string): WasmFunction {
  const lines = text.split('\n').slice(1, -1).filter((line) => !line.includes('(local'))
  return { name, parameters: typesIn(text, 'param'), locals: typesIn(text, 'local'), code: lines.flatMap(bytesOf) }
}

/** The size of the imported memory, which is not listed. */
function pagesOf(bytes: Uint8Array): number {
  const reader = new Reader(bytes, Buffer.from(bytes).indexOf('memory') + 'memory'.length)
  expect([...reader.bytes(2)]).toEqual([2, 0])
  return reader.unsigned()
}

describe.each(presetMakes)('the module of %s', (preset) => {
  const prepared = prepare(presets[preset])
  if (!prepared.ok) throw new Error(prepared.reason.key)
  const { bytes } = createWasmEngine(prepared.flow, presets[preset].optimizer)
  const listed = listModule(bytes)

  test('is listed function by function, as it exports them', () => {
    expect(listed.map(({ name }) => name)).toEqual(WebAssembly.Module.exports(new WebAssembly.Module(Uint8Array.from(bytes))).map(({ name }) => name))
    expect(listed.map(({ name }) => name)).toEqual(expect.arrayContaining(['gradient', 'update', 'forward', 'inverse', 'density']))
  })

  test('has blocks and loops that are closed where they were opened', () => {
    for (const { name, text } of listed) {
      let depth = 1
      for (const line of text.split('\n').slice(1, -1).filter((one) => !one.includes('(local'))) {
        if (line.trim() === 'end') depth--
        expect(line.length - line.trimStart().length, `${name}: ${line}`).toBe(2 * depth)
        if (['block', 'loop'].includes(line.trim())) depth++
      }
      expect(depth, name).toBe(1)
    }
  })

  test('is told to its last byte: assembled from the text, it is the same', () => {
    const again = moduleBytes(listed.map(({ name, text }) => assembled(name, text)), pagesOf(bytes))
    expect(Buffer.from(again).equals(bytes)).toBe(true)
  })
})
