/**
 * How the entries of a vector are spread over the threads of a workgroup: 'any' where every thread may touch every
 * entry. Two uses of the same spread touch each entry from the same thread, and need no barrier between them.
 */
export type Spread = string

interface Pending {
  written: Spread | null
  readonly read: Set<Spread>
}

/** What happened to each place of scratch memory since the last barrier; tells when the next is due. */
export class Hazards {
  readonly #pending = new Map<number, Pending>()

  #at(place: number): Pending {
    const found = this.#pending.get(place) ?? { written: null, read: new Set() }
    this.#pending.set(place, found)
    return found
  }

  /** Whether this use must wait for the other threads. */
  conflicts(place: number, spread: Spread, use: 'read' | 'write'): boolean {
    const pending = this.#pending.get(place)
    if (!pending) return false
    const clashes = (other: Spread): boolean => other !== spread || spread === 'any'
    if (pending.written !== null && clashes(pending.written)) return true
    return use === 'write' && [...pending.read].some(clashes)
  }

  note(place: number, spread: Spread, use: 'read' | 'write'): void {
    const pending = this.#at(place)
    if (use === 'write') pending.written = spread
    else pending.read.add(spread)
  }

  clear(): void {
    this.#pending.clear()
  }
}
