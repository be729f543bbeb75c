import { coordinateNames, formatRows } from '../experiment/csvText.ts'
import { createRandom } from '../math/random.ts'
import { drawClasses } from './bayes.ts'
import type { Run } from './run.ts'

/** Samples of a flow as it is at a step, as CSV. */
export interface SampleTable {
  readonly step: number
  readonly count: number
  readonly csv: string
}

/** Samples carried at once: bounds the memory. */
const chunk = 4096

/** Columns of a table; each row is a sample, then the z that it was made of, then log p in nats of the whole point. */
function heading(d: number, classes: number): string {
  const numbers = [...coordinateNames('x', d), ...coordinateNames('z', d)]
  return [...numbers, ...(classes > 0 ? ['log_p_given_class', 'class'] : ['log_p'])].join(',')
}

/** A coordinate of points `[n, d]`. */
const column = (points: Float32Array, d: number, k: number): Float32Array => Float32Array.from({ length: points.length / d }, (_, i) => points[i * d + k] ?? NaN)

/** `count` samples of the flow as it is now: those that the command line prints for the run's seed. */
export async function sampleTable({ data: { d, shares }, flow, trainer, experiment }: Run, count: number): Promise<SampleTable> {
  const { step, parameters } = await trainer.readState()
  const random = createRandom(experiment.run.seed)
  const [samples, classes] = [random.fork('samples'), random.fork('classes of the samples')]
  const parts = [`${heading(d, flow.classes)}\n`]
  for (let left = count; left > 0; left -= chunk) {
    const n = Math.min(chunk, left)
    const latents = flow.base.sample(samples, n, parameters)
    const labels = drawClasses(classes, shares, n)
    const { points, logDensity } = await trainer.inverse(latents, labels)
    const x = points[0] ?? new Float32Array()
    const coordinates = [x, latents].flatMap((of) => Array.from({ length: d }, (_, k) => column(of, d, k)))
    parts.push(formatRows([...coordinates, logDensity, ...(flow.classes > 0 ? [labels.map((label) => label + 1)] : [])]))
  }
  return { step, count, csv: parts.join('') }
}
