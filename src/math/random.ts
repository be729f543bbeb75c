/** The only source of chance in x2z: counter-based, so that any draw can be repeated from (seed, label, index). */
export interface Random {
  /** Uniform on the open interval (0, 1), 32 bits. */
  uniform(): number
  /** Standard normal. */
  normal(): number
  /** Uniform on 0 … n − 1. */
  integer(n: number): number
  /** An independent stream; the same label always gives the same stream. */
  fork(label: string): Random
}

/** Chris Wellons' lowbias32: a bijective 32-bit mix with a bias of 0.17 (exact avalanche figure). */
export function mix32(value: number): number {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d)
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b)
  return (h ^ (h >>> 16)) >>> 0
}

/** A 32-bit number from a seed, a stream and a counter: the same on every machine and in every kernel. */
export function hash32(seed: number, stream: number, counter: number): number {
  return hashIn(streamKey(seed, stream), counter)
}

const streamKey = (seed: number, stream: number): number => mix32(mix32(seed) + stream)
const hashIn = (key: number, counter: number): number => mix32(key + Math.imul(counter, 0x9e3779b9))

const rowOf = (key: number, index: number, count: number): number => Math.floor((hashIn(key, index) / 0x1_0000_0000) * count)

/** Which training point fills place `index` of the batch of optimizer step `step`: uniform, with replacement. */
export const batchIndex = (seed: number, step: number, index: number, count: number): number =>
  rowOf(streamKey(seed, step), index, count)

/** All of a batch's, as `batchIndex` gives them. */
export function fillBatchIndices(rows: Uint32Array, seed: number, step: number, count: number): void {
  const key = streamKey(seed, step)
  for (let index = 0; index < rows.length; index++) rows[index] = rowOf(key, index, count)
}

function hashLabel(stream: number, label: string): number {
  let h = mix32(stream)
  for (let i = 0; i < label.length; i++) h = mix32(h + label.charCodeAt(i))
  return h
}

/** The fraction of √2: a first stream other than 0, which `mix32` would leave at 0. */
const firstStream = 0x6a09e667

export function createRandom(seed: number, stream = firstStream): Random {
  let counter = 0
  let spare: number | undefined
  const uniform = (): number => (hash32(seed, stream, counter++) + 0.5) / 0x1_0000_0000
  const normal = (): number => {
    if (spare !== undefined) {
      const kept = spare
      spare = undefined
      return kept
    }
    // Box–Muller: two normals from two uniforms.
    const radius = Math.sqrt(-2 * Math.log(uniform()))
    const angle = 2 * Math.PI * uniform()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
  return {
    uniform,
    normal,
    integer: (n) => Math.floor(uniform() * n),
    fork: (label) => createRandom(seed, hashLabel(stream, label)),
  }
}
