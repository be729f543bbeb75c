import { mean, standardError } from '../math/statistics.ts'
import { bayes, mostProbable } from './bayes.ts'
import type { Run } from './run.ts'
import type { Trainer } from './trainer.ts'

/** Mean NLL in nats of the whole point, and its standard error. */
export interface Nll {
  readonly nll: number
  readonly standardError: number
}

const nllFrom = (logDensity: Float32Array): Nll => ({ nll: -mean(logDensity), standardError: standardError(logDensity) })

/** NLL of points `[n, d]` under the trained model; given the class of each, `labels` `[n]`, where the flow is told of classes. */
export const nllOf = async (trainer: Trainer, points: Float32Array, labels?: Uint8Array): Promise<Nll> =>
  nllFrom(await trainer.logDensity(points, labels))

/** log p(x | class) of points `[n, d]` in nats, `[n]` for each class; of a later stage, as `Trainer.logDensity`. */
export async function logDensitiesOf(trainer: Trainer, points: Float32Array, d: number, classes: number, stage = 0): Promise<Float32Array[]> {
  const found: Float32Array[] = []
  for (let c = 0; c < classes; c++) found.push(await trainer.logDensity(points, new Uint8Array(points.length / d).fill(c), stage))
  return found
}

/** How well a model does on points; `accuracy`: the share of them whose class Bayes' rule finds, where it is told of classes. */
export interface Evaluation extends Nll {
  readonly accuracy?: number
}

/** NLL and accuracy of points that were drawn as those of a run. */
export async function evaluate({ flow, trainer, data: { shares } }: Pick<Run, 'flow' | 'trainer' | 'data'>, points: Float32Array, labels: Uint8Array): Promise<Evaluation> {
  const { d, classes } = flow
  if (classes === 0) return nllOf(trainer, points)
  const each = await logDensitiesOf(trainer, points, d, classes)
  const { posterior } = bayes(each, shares)
  const own = Float32Array.from(labels, (label, i) => each[label]?.[i] ?? NaN)
  return { ...nllFrom(own), accuracy: mean(labels.map((label, i) => (mostProbable(posterior, i) === label ? 1 : 0))) }
}
