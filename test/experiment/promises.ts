import { freshPoints } from '../../src/engine/data.ts'
import { drawLesson } from '../../src/engine/lesson.ts'
import { createRun, floorOf, prepare, type Prepared, type Run } from '../../src/engine/run.ts'
import { createWasmTrainer } from '../../src/engine/wasm/trainer.ts'
import type { Distribution } from '../../src/datasets/dataset.ts'
import { distributionOf } from '../../src/experiment/dataSource.ts'
import { teacherOf } from '../../src/experiment/distillation.ts'
import type { Experiment } from '../../src/experiment/experiment.ts'
import { presets, type PresetName } from '../../src/experiment/presets.ts'
import { mean } from '../../src/math/statistics.ts'
import { tell } from '../../src/words/catalogue.ts'

/** What a preset ends at, in nats of the whole point. */
interface Ending {
  /** KL(data ‖ model): the mean of log p − log q over fresh test points; of a flow that is told the class, NLL − H(X | C). */
  readonly gap: number
  /** Of fresh test points. */
  readonly nll: number
  /** Of the points that were trained on. */
  readonly trained: number
}

/** Least and most, both included. */
type Bounds = readonly [least: number, most: number]

export type Pledge = Readonly<Partial<Record<keyof Ending, Bounds>>>

/** Noise of the test points: a gap that is all but zero may come out below. */
const near = (most: number): Pledge => ({ gap: [-0.005, most] })
/** What a model cannot do is promised too. */
const between = (least: number, most: number): Pledge => ({ gap: [least, most] })

/** What training a preset to its end comes to, on any seed. The sentences of `words/` say what to see of it. */
export const promises: Readonly<Record<PresetName, Pledge>> = {
  'peaks-uniform': near(0.01),
  'peaks-normal': near(0.01),
  'peaks-beta': near(0.01),
  'peaks-affine': between(0.2, 0.28),
  'peaks-sigmoid': between(0.25, 0.33),
  'peaks-mixture-base': near(0.01),
  'peaks-one-component': between(0.2, 0.28),
  'peaks-two-components': near(0.01),
  'peaks-polynomial': between(0.01, 0.08),
  'peaks-composition': near(0.02),
  'uniform-cdf': near(0.03),
  'comb-cdf': near(0.02),
  'triangle-histogram': between(0.01, 0.04),
  'triangle-trapezoids': near(0.01),
  'moons-autoregressive': near(0.06),
  'smiley-autoregressive': near(0.02),
  'moons-other-order': near(0.04),
  'moons-two-orders': near(0.03),
  'moons-mixture-base': near(0.09),
  'smiley-other-order': near(0.025),
  'smiley-two-orders': near(0.025),
  'smiley-mixture-base': near(0.05),
  'swiss-roll-autoregressive': near(0.03),
  'moons-inverse-autoregressive': near(0.05),
  'moons-distilled': near(0.1),
  'moons-affine': between(0.85, 0.95),
  'moons-elementwise': between(0.68, 0.8),
  'moons-alternating': near(0.09),
  'moons-rotations': near(0.08),
  'moons-triangular': near(0.08),
  'moons-planar': near(0.15),
  'moons-radial': between(0.05, 0.3),
  'moons-realnvp': near(0.09),
  'smiley-realnvp': near(0.11),
  'moons-nice': between(0.06, 0.22),
  'smiley-mixture-coupling': near(0.02),
  'moons-glow': near(0.1),
  '8gaussians-continuous': near(0.04),
  'moons-continuous': near(0.06),
  'moons-spline': near(0.015),
  'smiley-spline': near(0.02),
  '8gaussians-spline': near(0.03),
  'checkerboard-spline': near(0.08),
  'moons-piecewise': near(0.08),
  '2spirals-spline': near(0.06),
  'rings-spline': near(0.15),
  'pinwheel-spline': near(0.03),
  'moons-piecewise-linear': between(0.03, 0.2),
  'moons-conditional': near(0.06),
  'pinwheel-conditional': near(0.06),
  // Bare levels have no entropy: their spikes take the NLL as far down as scales reach.
  'levels-spikes': { nll: [-Infinity, -2], trained: [-Infinity, -2] },
  'levels-uniform-noise': near(0.05),
  'moons-ten-points': { trained: [-Infinity, 0], gap: [1, Infinity] },
  'moons-few-points': { trained: [-Infinity, 0.9], gap: [0.5, Infinity] },
  'moons-few-points-regularised': { trained: [0.95, 1.3], gap: [0, 0.6] },
}

/** Seconds of the processor that a preset may take to its end. */
export const mostSeconds = 30

export const qualities = ['gap', 'nll', 'trained'] as const satisfies readonly (keyof Ending)[]

/** Test points: the error of a gap is well below .005 nats. */
const testPoints = 20_000

export interface Kept extends Ending {
  readonly preset: PresetName
  readonly seed: number
  /** Of the processor, for drawing the data and training: the machine may have other work. */
  readonly seconds: number
  /** What was promised and did not come; empty where all did. */
  readonly broken: readonly string[]
}

async function trained(experiment: Experiment, prepared: Prepared): Promise<Run> {
  if (!prepared.ok) throw new Error(tell(prepared.reason))
  const run = createRun(experiment, prepared, createWasmTrainer)
  const done = await run.advance(experiment.optimizer.steps)
  if (!done.ok) throw new Error(tell(done.reason))
  return run
}

/** Trains an experiment to its end; where it has a teacher, that one first. */
async function toEnd(experiment: Experiment): Promise<Run> {
  const prepared = prepare(experiment)
  const teacher = teacherOf(experiment)
  if (!teacher || !prepared.ok) return trained(experiment, prepared)
  const run = await trained(teacher, prepare(teacher, prepared.data))
  const lesson = await drawLesson(run, prepared.flow)
  run.trainer.dispose()
  return trained(experiment, prepare(experiment, prepared.data, lesson))
}

async function endingOf(run: Run, distribution: Distribution): Promise<Ending> {
  const { data, experiment, flow, trainer } = run
  const told = flow.classes > 0
  const { points, components } = freshPoints(distribution, experiment.run.seed, testPoints)
  const nll = -mean(await trainer.logDensity(points, told ? components : undefined))
  // Over the same points, where they have a density: the noise of both is nearly the same.
  const floor = told ? floorOf(run) : -mean(distribution.logDensity(points))
  return { nll, gap: nll - (floor ?? NaN), trained: -mean(await trainer.logDensity(data.train, told ? data.components : undefined)) }
}

/** Trains a preset to its end from a seed. */
export async function keep(preset: PresetName, seed: number): Promise<Kept> {
  const ready: Experiment = presets[preset]
  const distribution = distributionOf(ready.data)
  if (!distribution) throw new Error(`${preset} is not of a distribution`)
  const before = process.cpuUsage()
  const run = await toEnd({ ...ready, run: { ...ready.run, seed } })
  const { user, system } = process.cpuUsage(before)
  const ending = await endingOf(run, distribution)
  run.trainer.dispose()
  const seconds = (user + system) / 1e6
  return { preset, seed, ...ending, seconds, broken: faults(promises[preset], ending, seconds) }
}

function faults(pledge: Pledge, ending: Ending, seconds: number): readonly string[] {
  const missed = qualities.flatMap((quality) => {
    const [least, most] = pledge[quality] ?? [-Infinity, Infinity]
    const value = ending[quality]
    // NaN lies within no bounds; a gap to bare levels is infinite.
    return pledge[quality] === undefined || (value >= least && value <= most) ? [] : [`${quality} ${value} is not from ${least} to ${most}`]
  })
  return seconds < mostSeconds ? missed : [...missed, `took ${seconds} s, not less than ${mostSeconds}`]
}
