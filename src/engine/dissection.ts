import { blockSize, type Block } from '../math/block.ts'
import { coordinatesOf, entries, float64Ops } from '../math/float64.ts'
import type { Window } from '../math/window.ts'
import type { Flow } from '../flows/flow.ts'
import { gradientBetween } from './optimizer.ts'
import { toldStages } from './lesson.ts'
import { pointsOf } from './rows.ts'
import { type Advance, batchRows, type Run } from './run.ts'
import type { Stages, TrainingState } from './trainer.ts'

/** Euclidean norms over the weights of one part of the flow. */
export interface PartNorms {
  /** Of the gradient that the optimizer was given, in nats per unit of weight, after any clipping. */
  readonly gradient: number
  /** Of how far the weights moved. */
  readonly move: number
}

/** One optimizer step taken apart. */
export interface Dissection {
  /** Steps taken, this one included. */
  readonly step: number
  readonly dimension: 1 | 2
  readonly dataWindow: Window
  readonly latentWindow: Window
  /** The batch on its way from x to z, with the weights as they were and as they are now; of a student, as its teacher's stages let it go. */
  readonly before: Stages
  readonly after: Stages
  /** The component of each point of the batch; all 0 where a teacher drew it. */
  readonly components: Uint8Array
  /** ∇ log p_Z at each point's z before the step `[n, d]`, in nats per unit of z: where the base pulls it. */
  readonly pulls: Float32Array
  /** Layer after layer, the base last; parts without weights are zero. */
  readonly parts: readonly PartNorms[]
}

/** Step of the central difference of the base's log-density; bases are smooth. */
const width = 1e-5

/** ∇ log p_Z at latents `[n, d]`, by central differences in float64; 0 where the base ends. */
function pullsAt({ base, d }: Flow, parameters: Float32Array, z: Float32Array): Float32Array {
  const ops = float64Ops(parameters)
  const n = z.length / d
  const logDensity = (axis: number, by: number): Float64Array => {
    const shifted = Float64Array.from(z, (value, i) => (i % d === axis ? value + by : value))
    return entries(base.logDensity(ops, coordinatesOf(shifted, d).map((at) => ({ at }))), n)
  }
  const slopes = Array.from({ length: d }, (_, axis) => [logDensity(axis, width), logDensity(axis, -width)] as const)
  return Float32Array.from(z, (_, i) => {
    const [up, down] = slopes[i % d] ?? []
    const slope = ((up?.[Math.floor(i / d)] ?? NaN) - (down?.[Math.floor(i / d)] ?? NaN)) / (2 * width)
    return Number.isFinite(slope) ? slope : 0
  })
}

/** The norm of a vector over the weights of some blocks. */
function normOver(blocks: readonly Block[], values: Float32Array): number {
  return Math.hypot(...blocks.map((block) => Math.hypot(...values.subarray(block.offset, block.offset + blockSize(block)))))
}

function normsOf({ flow, experiment }: Run, before: TrainingState, after: TrainingState): readonly PartNorms[] {
  const gradient = gradientBetween(experiment.optimizer.method, before.firstMoment, after.firstMoment)
  const move = after.parameters.map((value, i) => value - (before.parameters[i] ?? NaN))
  return [...flow.layers, flow.base].map(({ blocks }) => ({ gradient: normOver(blocks, gradient), move: normOver(blocks, move) }))
}

/** Takes one optimizer step and tells what it was made of; if the numbers break, only that it did. */
export async function dissect(run: Run): Promise<{ readonly done: Advance; readonly dissection: Dissection | null }> {
  const { data, lesson, flow, trainer, experiment } = run
  const points = lesson?.points ?? data.train
  const before = await trainer.readState()
  const rows = batchRows(experiment.run.seed, experiment.optimizer.batch, points.length / data.d, before.step)
  const batch = pointsOf(points, data.d, rows)
  const labels = lesson ? lesson.labels : data.components
  const components = Uint8Array.from(rows, (row) => labels?.[row] ?? 0)
  const stagesAt = async ({ parameters }: TrainingState): Promise<Stages> =>
    lesson ? toldStages(flow, parameters, { points: batch, labels: components, kept: pointsOf(lesson.kept, data.d, rows) }) : trainer.stages(batch, components)
  const stages = await stagesAt(before)
  const done = await run.advance(1)
  if (!done.ok) return { done, dissection: null }
  const after = await trainer.readState()
  return {
    done,
    dissection: {
      step: done.step,
      dimension: data.d,
      dataWindow: data.window,
      latentWindow: flow.base.window,
      before: stages,
      after: await stagesAt(after),
      components,
      pulls: pullsAt(flow, before.parameters, stages.points.at(-1) ?? batch),
      parts: normsOf(run, before, after),
    },
  }
}
