import { History } from '../engine/history.ts'
import type { TrainingState } from '../engine/trainer.ts'
import type { Experiment } from '../experiment/experiment.ts'
import type { Saved } from './protocol.ts'

/** What is looked at keeps the ways of now: how fast, on which engine, between which points. */
const asLookedAt = (past: Experiment, now: Experiment): Experiment => {
  const run = { ...past.run, speed: now.run.speed, trainer: now.run.trainer }
  return { ...past, anchors: now.anchors, run }
}

/** The past of a run, kept on the page's side so that no crash of the thread takes it; and where the present stands while the past is looked at. */
export class TimeMachine {
  readonly #history = new History<Saved>()
  #present: { readonly run: number; readonly saved: Saved } | null = null

  /** Steps that can be gone back to, ascending. */
  steps(): readonly number[] {
    return this.#history.steps()
  }

  /** A run begins. */
  clear(): void {
    this.#history.clear()
    this.#present = null
  }

  /** A state of the run that is looked at was told. Whether there is another step to go back to. */
  remember(saved: Saved): boolean {
    return this.#present === null && this.#history.add(saved)
  }

  /** A configuration told where it stood when it was left: if it was the present, that is where the present stands. */
  left(run: number, state: TrainingState): void {
    if (this.#present?.run === run) this.#present = { run, saved: { ...this.#present.saved, state } }
  }

  /** The memory nearest to a step, as it is looked at now; null where there is none. `run` and `saved` are what stands now. */
  visit(step: number, run: number, saved: Saved): Saved | null {
    const memory = this.#history.nearest(step)
    if (!memory) return null
    this.#present ??= { run, saved }
    return { ...memory, experiment: asLookedAt(memory.experiment, saved.experiment) }
  }

  /** Back to the present; null for one who is there. */
  back(now: Experiment): Saved | null {
    const saved = this.#present?.saved
    this.#present = null
    return saved ? { ...saved, experiment: asLookedAt(saved.experiment, now) } : null
  }

  /** Training goes on from a step of the past: what came after it is forgotten. Gives the present that was. */
  branch(step: number): Saved | null {
    const saved = this.#present?.saved ?? null
    if (saved) this.#history.truncate(step)
    this.#present = null
    return saved
  }
}
