import type { Machine } from '../../src/engine/chooseTrainer.ts'
import type { CreateTrainer, StepReport, Trainer, TrainerKind } from '../../src/engine/trainer.ts'
import { createWasmTrainer } from '../../src/engine/wasm/trainer.ts'

type Fault = (message: string) => void

/** What a test does to the engines; the compiled one stands in for all of them. */
export class Rig {
  /** Runs before an engine takes steps in training; what it throws, the engine throws. */
  beforeStep: (() => Promise<void>) | null = null
  /** Runs before an engine carries points. */
  beforeDensity: (() => Promise<void>) | null = null
  /** Hears how many steps an engine is asked for at once. */
  onSlice: (steps: number) => void = () => {}
  /** The engine's numbers break. */
  breaks = false
  failingTrial: ((kind: TrainerKind) => Promise<void>) | null = null
  /** How each engine reports a fault that no call does, as of its last trial. */
  readonly faults = new Map<TrainerKind, Fault>()
  readonly tried: TrainerKind[] = []
  adapter: Awaited<ReturnType<Machine['webgpu']>> = 'absent'

  machine(real: Machine, onFault: Fault): Machine {
    return {
      webgpu: () => Promise.resolve(this.adapter),
      trial: async (kind) => {
        this.tried.push(kind)
        this.faults.set(kind, onFault)
        await this.failingTrial?.(kind)
        if (kind === 'wasm') await real.trial(kind)
        return this.#create(kind)
      },
    }
  }

  #create(kind: TrainerKind): CreateTrainer {
    return (job, start) => {
      const trainer = createWasmTrainer(job, start)
      return { ...trainer, kind, step: (count) => this.#step(trainer, count), logDensity: (points) => this.#density(trainer, points) }
    }
  }

  async #step(trainer: Trainer, count: number): Promise<StepReport> {
    await this.beforeStep?.()
    this.onSlice(count)
    if (!this.breaks) return trainer.step(count)
    const state = await trainer.readState()
    return { step: state.step, losses: new Float32Array(), broken: { ...state, parameters: state.parameters.map(() => NaN) } }
  }

  async #density(trainer: Trainer, points: Float32Array): Promise<Float32Array> {
    await this.beforeDensity?.()
    return trainer.logDensity(points)
  }
}

/** A door that stands closed until `open`; `reached` tells that something waits before it. */
export function gate() {
  let open: () => void = () => {}
  let arrive: () => void = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const reached = new Promise<void>((resolve) => {
    arrive = resolve
  })
  return {
    open: () => open(),
    reached,
    pass: () => {
      arrive()
      return opened
    },
  }
}
