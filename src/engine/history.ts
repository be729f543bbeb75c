import type { TrainingState } from './trainer.ts'

/** A history holds at most this many states, and so many bytes of them (one state alone may be larger). */
export const mostMemories = 128
export const mostBytes = 64 * 2 ** 20

/** Weights and two moments of the optimizer, four bytes each. */
export const bytesPerParameter = 12

/**
 * Steps between two memories of a run that has come this far, for a model of so many parameters. It doubles when the
 * history would grow too long: of those at hand every second one is kept then, which are again evenly apart.
 */
export function strideAt(step: number, parameters: number): number {
  const room = Math.max(2, Math.min(mostMemories, Math.floor(mostBytes / (bytesPerParameter * Math.max(1, parameters)))))
  let stride = 1
  while (step >= stride * room) stride *= 2
  return stride
}

export const isRemembered = (step: number, parameters: number): boolean => step % strideAt(step, parameters) === 0

/** Training that runs fast is not stopped more often than this to be remembered; steps taken one by one all are. */
const fewestSteps = 8

/** The next step at which fast training is held to be remembered. */
export function nextMemory(step: number, parameters: number): number {
  const stride = Math.max(fewestSteps, strideAt(step, parameters))
  return (Math.floor(step / stride) + 1) * stride
}

/** Exact states along a run, evenly apart and bounded however long it goes on; `M` may say more about each. */
export class History<M extends { readonly state: TrainingState }> {
  #memories: readonly M[] = []
  #stride = 1

  /** Keeps a state if its step has a place. What was known from that step on never happened. Whether it was kept. */
  add(memory: M): boolean {
    const { step } = memory.state
    if (step % this.#stride !== 0) return false
    this.#memories = [...this.#memories.filter(({ state }) => state.step < step), memory]
    while (this.#memories.length > 1 && (this.#memories.length > mostMemories || this.bytes() > mostBytes)) this.#thin()
    return true
  }

  #thin(): void {
    this.#stride *= 2
    this.#memories = this.#memories.filter(({ state }) => state.step % this.#stride === 0)
  }

  /** Steps that can be gone back to, ascending. */
  steps(): readonly number[] {
    return this.#memories.map(({ state }) => state.step)
  }

  /** The memory nearest to a step; null where there is none. */
  nearest(step: number): M | null {
    const away = ({ state }: M) => Math.abs(state.step - step)
    return this.#memories.reduce<M | null>((best, memory) => (best === null || away(memory) < away(best) ? memory : best), null)
  }

  /** Forgets all that came after a step. */
  truncate(step: number): void {
    this.#memories = this.#memories.filter(({ state }) => state.step <= step)
  }

  clear(): void {
    this.#memories = []
    this.#stride = 1
  }

  bytes(): number {
    return this.#memories.reduce((sum, { state }) => sum + bytesPerParameter * state.parameters.length, 0)
  }
}
