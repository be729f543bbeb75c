import { mean, standardError } from '../math/statistics.ts'
import type { Trainer } from './trainer.ts'

/** Mean NLL in nats of the whole point, and its standard error. */
export interface Nll {
  readonly nll: number
  readonly standardError: number
}

/** NLL of points `[n, d]` under the trained model. */
export async function nllOf(trainer: Trainer, points: Float32Array): Promise<Nll> {
  const logDensity = await trainer.logDensity(points)
  return { nll: -mean(logDensity), standardError: standardError(logDensity) }
}
