/** While training plays, it has the engine for so many times as long as a picture took. */
const trainingShare = 2
/** But pictures never wait longer than this for their turn. Milliseconds. */
const longestRest = 1200

/** When the next probe may go out: there is something new to see, the last answer was drawn, and nobody has looked away. */
export class ProbePace {
  readonly #now: () => number
  #outdated = false
  #underWay = false
  #undrawn = false
  #hidden = false
  #askedAt = 0
  #restUntil = 0
  #hurried = false

  /** `now` is a clock in milliseconds. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** Whether to ask now; if so, it counts as asked. */
  asks(): boolean {
    if (!this.#outdated || this.#underWay || this.#undrawn || this.#hidden || this.#now() < this.#restUntil) return false
    this.#outdated = false
    this.#underWay = true
    this.#askedAt = this.#now()
    return true
  }

  /** Whether to ask a small question now, out of turn; if so, it counts as asked. */
  glances(): boolean {
    if (this.#underWay || this.#hidden) return false
    this.#underWay = true
    return true
  }

  /** The small question is answered: training need not be given time for it. */
  glanced(): void {
    this.#underWay = false
  }

  /** There is something new to see. */
  outdate(): void {
    this.#outdated = true
  }

  answered(): void {
    this.#restUntil = this.#hurried ? 0 : this.#now() + Math.min(longestRest, trainingShare * (this.#now() - this.#askedAt))
    this.#hurried = false
    this.#underWay = false
    this.#undrawn = true
  }

  drawn(): void {
    this.#undrawn = false
  }

  /** Training need not be spared now, nor once what is under way is answered: while it stands still, nothing would ask again later. */
  hurry(): void {
    this.#restUntil = 0
    this.#hurried = this.#underWay
  }

  /** What is under way will not be answered. */
  forget(): void {
    this.#underWay = false
    this.#hurried = false
    this.#undrawn = false
    this.#restUntil = 0
  }

  hide(hidden: boolean): void {
    this.#hidden = hidden
  }
}
