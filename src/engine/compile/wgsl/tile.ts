import type { Block } from '../../../math/block.ts'
import { type Buffers, stored } from '../buffers.ts'
import type { Node } from '../graph.ts'
import { owner } from '../schedule.ts'
import { Hazards, type Spread } from './hazards.ts'
import { address } from './reroll.ts'
import { literal, Source } from './source.ts'

/** How a workgroup works: `threads` on a tile of `samples` (a multiple of 4), four samples to a vector. */
export interface Workgroup {
  readonly threads: number
  readonly samples: number
  /** Outputs of a matrix product that one thread computes together, where there are more outputs than threads. */
  readonly rows: number
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

/** Entries that slices of slices skip. */
function skipped(node: Node): number {
  if (node.kind === 'slice') return node.from + skipped(node.a)
  return node.kind === 'known' ? skipped(node.value) : 0
}

/** A buffer of scratch memory, in vectors of four samples: `[quad][entry]`, so that neighbours are read by neighbours. */
export interface Place {
  readonly at: number
  /** Entries from one four samples to the next. */
  readonly stride: number
}

/** How the values of one tile are reached. */
export class Tile {
  source = new Source()
  readonly workgroup: Workgroup
  readonly quads: number
  readonly #buffers: Buffers
  readonly #hazards = new Hazards()
  readonly #constants = new Map<string, string>()

  constructor(workgroup: Workgroup, buffers: Buffers) {
    this.workgroup = workgroup
    this.quads = workgroup.samples / 4
    this.#buffers = buffers
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
    return this.#buffers.unit.has(stored(node))
  }

  place(node: Node): Place {
    const real = stored(node)
    const unit = this.#buffers.unit.get(real)
    if (unit === undefined) throw new Error(`a ${real.kind} of width ${real.width} has no buffer`)
    return { at: unit * this.quads + skipped(node), stride: real.width }
  }

  /** The vector of scratch memory that holds four samples of a stored node's entry. */
  cell(node: Node, { entry, quad }: Entry): string {
    const { at, stride } = this.place(node)
    const inside = node.width === 1 ? '' : ` + ${entry}`
    return `scratch[scratchFrom + ${address(at)} + ${stride === 1 ? quad : `${quad} * ${stride}u`}${inside}]`
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
    this.#constants.set(key, `const ${name} = array<f32, ${values.length}>(${values.map(literal).join(', ')});`)
    return `${name}[${skip}u + ${entry}]`
  }

  /** Waits for the other threads if one of these uses has to, and remembers them. */
  synchronise(uses: readonly Use[]): void {
    const real = uses.filter(({ node }) => this.isStored(node))
    if (real.some(({ node, spread, use }) => this.#hazards.conflicts(this.#key(node), spread, use))) this.barrier()
    for (const { node, spread, use } of real) this.#hazards.note(this.#key(node), spread, use)
  }

  #key(node: Node): number {
    return this.#buffers.unit.get(stored(node)) ?? -1
  }

  /** A barrier was written by hand: nothing is pending. */
  forget(): void {
    this.#hazards.clear()
  }

  barrier(): void {
    if (this.#hazards.quiet) return
    this.source.line('storageBarrier();')
    this.#hazards.clear()
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
