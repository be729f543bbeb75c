import type { Stages } from '../../engine/trainer.ts'
import { mean } from '../../math/statistics.ts'

/** What a batch's loss is the sum of, in nats of the whole point. */
export interface LossParts {
  /** Mean of log p_Z(z). */
  readonly logBase: number
  /** Mean of Σ log |det|. */
  readonly logDet: number
  /** The negative of their sum. */
  readonly loss: number
}

/** Σ log |det| over the layers, `[n]`. */
export const summedLogDets = ({ logDets, logDensity }: Stages): Float64Array =>
  Float64Array.from(logDensity, (_, i) => logDets.reduce((sum, logDet) => sum + (logDet[i] ?? NaN), 0))

export function lossParts(stages: Stages): LossParts {
  const logDet = mean(summedLogDets(stages))
  const logDensity = mean(stages.logDensity)
  return { logBase: logDensity - logDet, logDet, loss: -logDensity }
}
