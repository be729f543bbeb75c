import type { Saved } from '../worker/protocol.ts'
import { fitOf } from './fit.ts'
import type { Hands } from './hands.ts'
import type { Playground } from './state.ts'

/** Looks at the past of the run, and goes on from there. */
export class TimeTravel {
  readonly #hands: Hands
  /** Steps at which the run was altered, ascending. */
  #changes: readonly number[] = []

  constructor(hands: Hands) {
    this.#hands = hands
  }

  /** A run begins. */
  clear(): void {
    this.#changes = []
  }

  /** The run was altered at a step. */
  altered(step: number): void {
    this.#changes = [...this.#changes, step]
  }

  visit(step: number): void {
    const { get, client, settle } = this.#hands
    settle()
    const { fit, part } = get()
    const found = fit.ok && part.role !== 'teacher' ? client()?.visit(step) : null
    if (found) this.#look(found)
  }

  #look({ experiment, state: { step } }: Saved): void {
    const { get, set } = this.#hands
    const { past, progress, testNll, status, changedAt } = get()
    const present = past?.present ?? { step: progress.step, testNll, changedAt, status: status === 'finished' || status === 'stopped' ? status : 'paused' }
    set({
      experiment,
      fit: fitOf(experiment),
      past: { step, present },
      status: 'paused',
      progress: { step, stepsPerSecond: 0 },
      testNll: null,
      trainNll: null,
      changedAt: this.#changes.findLast((at) => at <= step) ?? null,
    })
  }

  toPresent(): void {
    const { get, set, client } = this.#hands
    const { past } = get()
    const found = past && client()?.present()
    if (!found) return
    const { step, ...values } = past.present
    set({ ...values, past: null, experiment: found.experiment, fit: fitOf(found.experiment), progress: { step, stepsPerSecond: 0 } })
  }

  /** One memory on or back; beyond the newest lies the present. */
  move(by: 1 | -1): void {
    const { past, remembered, progress } = this.#hands.get()
    const at = past?.step ?? progress.step
    const next = by < 0 ? remembered.findLast((step) => step < at) : remembered.find((step) => step > at)
    if (next !== undefined && (past || by < 0) && next < (past?.present.step ?? Infinity)) this.visit(next)
    else if (past && by > 0) this.toPresent()
  }

  /** Training is about to go on: if the past is looked at, from there. */
  goOn(): Partial<Playground> {
    const { get, client, branching } = this.#hands
    const { past } = get()
    if (!past) return {}
    this.#changes = this.#changes.filter((at) => at <= past.step)
    branching(past.step, client()?.branch() ?? null)
    return { past: null }
  }
}
