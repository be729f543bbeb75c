import { unsigned } from './binary.ts'

/** The instructions that the assembler writes, by their names in WebAssembly's text format. SIMD ones have the prefix 0xfd. */

/** Those that take no immediate operand. */
export const plain = {
  end: [0x0b],
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
  'f32.add': [0x92],
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
  'i32x4.shl': simd(0xab),
  'i32x4.shr_s': simd(0xac),
  'i32x4.add': simd(0xae),
  'i32x4.sub': simd(0xb1),
  'i32x4.trunc_sat_f32x4_s': simd(0xf8),
  'f32x4.convert_i32x4_s': simd(0xfa),
} as const satisfies Record<string, readonly number[]>

export type Plain = keyof typeof plain

/** What follows the code of an instruction that takes an immediate operand. */
export type Immediate = 'blockType' | 'depth' | 'function' | 'local' | 'i32' | 'f64' | 'v128' | 'memory4' | 'memory16' | 'bytes16' | 'lane'

interface Taking {
  readonly code: readonly number[]
  readonly takes: Immediate
}

/** Those that take one; of `memory…`, the number is the natural alignment in bytes. */
export const taking = {
  block: { code: [0x02], takes: 'blockType' },
  loop: { code: [0x03], takes: 'blockType' },
  br_if: { code: [0x0d], takes: 'depth' },
  call: { code: [0x10], takes: 'function' },
  'local.get': { code: [0x20], takes: 'local' },
  'local.set': { code: [0x21], takes: 'local' },
  'local.tee': { code: [0x22], takes: 'local' },
  'f32.load': { code: [0x2a], takes: 'memory4' },
  'f32.store': { code: [0x38], takes: 'memory4' },
  'i32.const': { code: [0x41], takes: 'i32' },
  'f64.const': { code: [0x44], takes: 'f64' },
  'v128.load': { code: simd(0x00), takes: 'memory16' },
  'v128.load32_splat': { code: simd(0x09), takes: 'memory4' },
  'v128.store': { code: simd(0x0b), takes: 'memory16' },
  'v128.const': { code: simd(0x0c), takes: 'v128' },
  'i8x16.shuffle': { code: simd(0x0d), takes: 'bytes16' },
  'f32x4.extract_lane': { code: simd(0x1f), takes: 'lane' },
} as const satisfies Record<string, Taking>

export type TakingName = keyof typeof taking

/** The block type of a block or loop that leaves nothing on the stack, and the alignment 4 (as its logarithm) that every access asks for. */
export const emptyBlock = 0x40
export const alignment = 2

function simd(code: number): readonly number[] {
  return [0xfd, ...unsigned(code)]
}
