import { freshPoints } from '../engine/data.ts'
import { nllOf } from '../engine/evaluation.ts'
import type { Run } from '../engine/run.ts'
import { distributionOf } from '../experiment/dataSource.ts'
import { passesOf, type Passes } from '../flows/passes.ts'

/** What is told of a trained flow. */
export interface Verdict {
  /** Mean NLL on points never trained on, in nats of the whole point. */
  readonly testNll: number
  /** How many passes a point takes from x to z and back, and how long each way takes, in microseconds a point. */
  readonly passes: Passes
  readonly microseconds: Passes
}

/** Points never trained on that the test NLL of a known distribution is measured on: a standard error of about .005 nats. */
const testPoints = 50_000
/** Points whose ways are timed, at most. */
const timedPoints = 4_096

export async function verdictOf({ experiment, data, flow: { d, spec }, trainer }: Run): Promise<Verdict> {
  const distribution = distributionOf(experiment.data)
  const test = distribution ? freshPoints(distribution, experiment.run.seed, testPoints).points : data.test
  const { nll: testNll } = await nllOf(trainer, test)
  const x = test.subarray(0, timedPoints * d)
  const z = (await trainer.stages(x)).points.at(-1) ?? x
  const n = x.length / d
  const forward = await microsecondsOf(() => trainer.stages(x), n)
  const inverse = await microsecondsOf(() => trainer.inverse(z), n)
  return { testNll, passes: passesOf(spec.layers, d), microseconds: { forward, inverse } }
}

/** For each of `n` points, once the task has been done before. */
async function microsecondsOf(task: () => Promise<unknown>, n: number): Promise<number> {
  await task()
  const begin = performance.now()
  await task()
  return Number(((1000 * (performance.now() - begin)) / n).toPrecision(3))
}
