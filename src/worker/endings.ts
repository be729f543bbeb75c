import type { Advance } from '../engine/run.ts'
import type { Experiment } from '../experiment/experiment.ts'
import type { FromWorker } from './protocol.ts'

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Steps left on a schedule that ends; a constant one never does. */
export const left = ({ optimizer }: Experiment, step: number): number =>
  optimizer.schedule === 'cosine' ? Math.max(0, optimizer.steps - step) : Infinity

export const broken = (run: number, { reason }: Advance & { ok: false }): FromWorker => ({ type: 'stopped', run, reason, advice: { key: 'engine.advice.rate' } })
