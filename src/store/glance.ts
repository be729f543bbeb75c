import type { Probe, Snapshot } from '../engine/snapshot.ts'

/** What the pointer is held over: asked for by itself, and its answer laid over the newest snapshot. */
export class Glance {
  #near: Probe['near'] | null = null
  #waits = false
  #underWay = false

  look(near: Probe['near'] | null): void {
    this.#near = near
    this.#waits = near !== null
  }

  /** Whether the pointer has moved since it was last asked about. */
  waits(): boolean {
    return this.#waits
  }

  /** For a whole snapshot, which is to hold it too. */
  part(): Probe {
    return this.#near ? { near: this.#near } : {}
  }

  /** What to ask for now. */
  ask(): Probe {
    this.#waits = false
    this.#underWay = true
    return this.part()
  }

  /** Whether the answer that has come is to a glance; it counts as heard. */
  answers(): boolean {
    const answers = this.#underWay
    this.#underWay = false
    return answers
  }

  /** The newest snapshot with what was seen; a pointer that has left meanwhile sees nothing. */
  join(latest: Snapshot | null, { near }: Snapshot): Snapshot | null {
    return latest && near && this.#near ? { ...latest, near } : latest
  }

  /** What is under way will not be answered. */
  forget(): void {
    this.#underWay = false
  }
}
