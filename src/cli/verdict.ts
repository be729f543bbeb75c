import { freshPoints } from '../engine/data.ts'
import { evaluate } from '../engine/evaluation.ts'
import type { Run } from '../engine/run.ts'
import { distributionOf } from '../experiment/dataSource.ts'
import { passesOf, type Passes } from '../flows/passes.ts'

/** What is told of a trained flow. */
export interface Verdict {
  /** Mean NLL on points never trained on, in nats of the whole point. */
  readonly testNll: number
  /** The share of those points whose class Bayes' rule finds, where the flow is told of classes. */
  readonly accuracy?: number
  /** How many passes a point takes from x to z and back, and how long each way takes, in microseconds a point. */
  readonly passes: Passes
  readonly microseconds: Passes
}

/** Points never trained on that the test NLL of a known distribution is measured on: a standard error of about .005 nats. */
const testPoints = 50_000
/** Points whose ways are timed, at most. */
const timedPoints = 4_096

export async function verdictOf(run: Run): Promise<Verdict> {
  const { experiment, data, flow: { d, spec }, trainer } = run
  const distribution = distributionOf(experiment.data)
  const own = { points: data.test, components: data.testComponents }
  const test = distribution ? freshPoints(distribution, experiment.run.seed, testPoints) : own
  const { nll: testNll, accuracy } = await evaluate(run, test.points, test.components)
  const [x, labels] = [test.points.subarray(0, timedPoints * d), test.components.subarray(0, timedPoints)]
  const z = (await trainer.stages(x, labels)).points.at(-1) ?? x
  const forward = await microsecondsOf(() => trainer.stages(x, labels), labels.length)
  const inverse = await microsecondsOf(() => trainer.inverse(z, labels), labels.length)
  return { testNll, ...(accuracy !== undefined && { accuracy }), passes: passesOf(spec.layers, d), microseconds: { forward, inverse } }
}

/** For each of `n` points, once the task has been done before. */
async function microsecondsOf(task: () => Promise<unknown>, n: number): Promise<number> {
  await task()
  const begin = performance.now()
  await task()
  return Number(((1000 * (performance.now() - begin)) / n).toPrecision(3))
}
