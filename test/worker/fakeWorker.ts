import { expect } from 'vitest'
import type { Snapshot } from '../../src/engine/snapshot.ts'
import type { TrainerKind, TrainingState } from '../../src/engine/trainer.ts'
import type { FromWorker, ToWorker } from '../../src/worker/protocol.ts'

/** A thread that only writes down what it is asked for. */
export class FakeWorker {
  readonly asked: ToWorker[] = []
  alive = true
  onmessage: ((event: { readonly data: FromWorker }) => void) | null = null
  onerror: ((event: { readonly message: string; preventDefault(): void }) => void) | null = null

  postMessage(message: ToWorker): void {
    expect(this.alive, `${message.type} was sent to a thread that is gone`).toBe(true)
    this.asked.push(message)
  }

  terminate(): void {
    this.alive = false
  }

  /** Speaks, if anyone listens. */
  say(...messages: readonly FromWorker[]): void {
    for (const data of messages) this.onmessage?.({ data })
  }

  crash(message = 'out of memory'): void {
    this.onerror?.({ message, preventDefault: () => {} })
  }

  /** The configuration it was asked for last. */
  get run(): number {
    return this.asked.findLast((message) => message.type === 'start' || message.type === 'change')?.run ?? 0
  }
}

/** A state of training at a step. */
export const state = (step: number): TrainingState => {
  const numbers = Float32Array.of(step)
  return { step, parameters: numbers, firstMoment: numbers, secondMoment: numbers }
}
export const snapshot: Snapshot = { step: 0, dimension: 1, dataWindow: [[0, 1]], latentWindow: [[0, 1]] }

/** What a thread may say. */
export const says = {
  trying: (run: number, kind: TrainerKind = 'wasm'): FromWorker => ({ type: 'trying', run, kind }),
  ready: (run: number, kind: TrainerKind = 'wasm', playing = false): FromWorker =>
    ({ type: 'ready', run, part: { role: 'alone' }, choice: { kind, reason: { key: 'app.close' } }, entropy: 1, step: 0, parameterCount: 1, playing }),
  progress: (run: number, step = 1, playing = true): FromWorker => ({ type: 'progress', run, playing, progress: { step, stepsPerSecond: 1, losses: Float32Array.of(1) } }),
  snapshot: (run: number): FromWorker => ({ type: 'snapshot', run, snapshot }),
  listing: (run: number): FromWorker => ({ type: 'listing', run, listing: { language: 'none', parts: [] } }),
  state: (run: number, step: number): FromWorker => ({ type: 'state', run, state: state(step) }),
  stopped: (run: number): FromWorker => ({ type: 'stopped', run, reason: { key: 'trainer.none', values: { passedOver: { key: 'trainer.skip.noWebgpu' } } } }),
  finished: (run: number): FromWorker => ({ type: 'finished', run }),
  failed: (run: number, kind: TrainerKind = 'wasm'): FromWorker => ({ type: 'engineFailed', run, kind, reason: { key: 'engine.crashed', values: { message: 'gone' } } }),
}
