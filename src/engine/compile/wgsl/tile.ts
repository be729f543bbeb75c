import type { Block } from '../../../math/block.ts'
import { stored } from '../buffers.ts'
import type { Node } from '../graph.ts'
import { owner, skipped } from '../schedule.ts'
import { Hazards, type Spread } from './hazards.ts'
import type { Memories, MemoryName } from './memories.ts'
import { address } from './reroll.ts'
import { literal, Source } from './source.ts'

/** How a workgroup works: `threads` on a tile of `samples` (a multiple of 4), four samples to a vector. */
export interface Workgroup {
  readonly threads: number
  readonly samples: number
  /** Outputs of a matrix product that one thread computes together, where there are more outputs than threads. */
  readonly rows: number
  /** Vectors of four numbers that may lie in the workgroup's own memory. */
  readonly nearVectors: number
}

/** Where an entry of a vector stands: texts of WGSL. */
export interface Entry {
  readonly entry: string
  /** Which four samples of the tile. */
  readonly quad: string
}

/** One use of a stored node by a statement. */
export interface Use {
  readonly node: Node
  readonly spread: Spread
  readonly use: 'read' | 'write'
}

/** A buffer in vectors of four samples: `[quad][entry]`, so that neighbours are read by neighbours. */
export interface Place {
  readonly memory: MemoryName
  readonly at: number
  /** Entries from one four samples to the next. */
  readonly stride: number
}

/** The bits of a float32. */
const bitsOf = (value: number): number => new Uint32Array(Float32Array.of(value).buffer)[0] ?? 0

const memoryNames = ['near', 'scratch'] as const satisfies readonly MemoryName[]
const barriers: Readonly<Record<MemoryName, string>> = { near: 'workgroupBarrier();', scratch: 'storageBarrier();' }

/** Where a buffer begins, as text: each workgroup has its own part of the scratch memory. */
export const start = ({ memory, at }: Place): string => (memory === 'near' ? address(at) : `scratchFrom + ${address(at)}`)

/** How the values of one tile are reached. */
export class Tile {
  source = new Source()
  readonly workgroup: Workgroup
  readonly quads: number
  readonly #memories: Memories
  readonly #hazards: Readonly<Record<MemoryName, Hazards>> = { near: new Hazards(), scratch: new Hazards() }
  readonly #slices = new Hazards()
  readonly #constants = new Map<string, string>()

  constructor(workgroup: Workgroup, memories: Memories) {
    this.workgroup = workgroup
    this.quads = workgroup.samples / 4
    this.#memories = memories
  }

  /** The text that `write` writes, kept apart from what is under way. */
  apart(write: () => void): string {
    const before = this.source
    this.source = new Source()
    write()
    const { text } = this.source
    this.source = before
    return text
  }

  /** The text written since the last call. */
  take(): string {
    const { text } = this.source
    this.source = new Source()
    return text
  }

  /** Vector constants that were asked for, as declarations. */
  get constants(): readonly string[] {
    return [...this.#constants.values()]
  }

  isStored(node: Node): boolean {
    return this.#memoryOf(node) !== undefined
  }

  #memoryOf(node: Node): MemoryName | undefined {
    return memoryNames.find((name) => this.#memories[name].unit.has(stored(node)))
  }

  place(node: Node): Place {
    const real = stored(node)
    const memory = this.#memoryOf(node)
    const unit = memory && this.#memories[memory].unit.get(real)
    if (!memory || unit === undefined) throw new Error(`a ${real.kind} of width ${real.width} has no buffer`)
    return { memory, at: unit * this.quads + skipped(node), stride: real.width }
  }

  /** The vector that holds four samples of a stored node's entry. */
  cell(node: Node, { entry, quad }: Entry): string {
    const place = this.place(node)
    const { stride } = place
    const inside = node.width === 1 ? '' : ` + ${entry}`
    return `${place.memory}[${start(place)} + ${stride === 1 ? quad : `${quad} * ${stride}u`}${inside}]`
  }

  weight(block: Block, skip: number, entry: string): string {
    return `parameters[${address(block.offset + skip)}${entry === '' ? '' : ` + ${entry}`}]`
  }

  /** Four samples of a node's entry. */
  load(node: Node, at: Entry): string {
    const real = owner(node)
    const entry = node.width === 1 ? '' : at.entry
    if (real.kind === 'constant') return `vec4f(${this.#constant(real.values, skipped(node), node.width, entry)})`
    if (real.kind === 'parameter') return `vec4f(${this.weight(real.block, skipped(node), entry)})`
    return this.cell(node, at)
  }

  #constant(values: readonly number[], skip: number, width: number, entry: string): string {
    const seen = values.slice(skip, skip + width)
    const [first = NaN] = seen
    if (seen.every((value) => Object.is(value, first))) return literal(first)
    const key = values.join()
    const name = `constant${[...this.#constants.keys(), key].indexOf(key)}`
    if (values.every(Number.isFinite)) {
      this.#constants.set(key, `const ${name} = array<f32, ${values.length}>(${values.map(literal).join(', ')});`)
      return `${name}[${skip}u + ${entry}]`
    }
    // WGSL has no constants that are infinite or no numbers: they stand as bits.
    this.#constants.set(key, `const ${name} = array<u32, ${values.length}>(${values.map((value) => `${bitsOf(value)}u`).join(', ')});`)
    return `bitcast<f32>(${name}[${skip}u + ${entry}] ^ nothing)`
  }

  /** Waits for the other threads if one of these uses has to, and remembers them. */
  synchronise(uses: readonly Use[]): void {
    const real = uses.filter(({ node }) => this.isStored(node))
    for (const name of memoryNames) {
      const own = real.filter(({ node }) => this.#memoryOf(node) === name)
      const hazards = this.#hazards[name]
      if (own.some(({ node, spread, use }) => hazards.conflicts(this.#key(node), spread, use))) this.#barrier(name)
      for (const { node, spread, use } of own) hazards.note(this.#key(node), spread, use)
    }
  }

  /** Waits if other threads may have added to the gradient of this block; `spread`: which thread adds to which entry. */
  addsTo(block: Block, spread: Spread): void {
    if (this.#slices.conflicts(block.offset, spread, 'write')) this.#barrier('scratch')
    this.#slices.note(block.offset, spread, 'write')
  }

  #key(node: Node): number {
    return this.place(stored(node)).at
  }

  #barrier(name: MemoryName): void {
    this.source.line(barriers[name])
    this.#hazards[name].clear()
    if (name === 'scratch') this.#slices.clear()
  }

  /** Waits for all that the other threads do. */
  barrier(): void {
    for (const name of memoryNames) this.#barrier(name)
  }

  /** Runs `body` for every entry of a vector and every four samples, spread over the threads. */
  eachEntry(width: number, body: (at: Entry) => void): void {
    const { source, quads, workgroup: { threads } } = this
    const items = width * quads
    const inner = (item: string): void => {
      if (width === 1) return body({ entry: '0u', quad: item })
      source.line(`let entry = ${item} % ${width}u;`)
      source.line(`let quad = ${item} / ${width}u;`)
      body({ entry: 'entry', quad: 'quad' })
    }
    if (items <= threads) return source.block(items === threads ? '' : `if (thread < ${items}u)`, () => inner('thread'))
    source.block(`for (var item = thread; item < ${items}u; item += ${threads}u)`, () => inner('item'))
  }
}

/** The spread of `eachEntry`. */
export const evenSpread = (width: number): Spread => String(width)

/** How a loop over `width` entries reads a node: a narrow one is read by whoever has the sample. */
export const readSpread = (node: Node, width: number): Spread =>
  node.width === width && stored(node).width === width ? evenSpread(width) : 'any'
