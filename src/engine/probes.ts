import type { LabelledPoints } from '../datasets/dataset.ts'
import { coordinatesOf, entries, float64Ops } from '../math/float64.ts'
import { createRandom } from '../math/random.ts'
import { flowOfClass } from '../flows/flow.ts'
import type { Window } from '../math/window.ts'
import { bayes, drawClasses, mostProbable } from './bayes.ts'
import { allOf, densityOf } from './density.ts'
import { logDensitiesOf } from './evaluation.ts'
import type { Run } from './run.ts'
import { gradientNorms, insideOf } from './inside.ts'
import { ledgerOf } from './ledger.ts'
import { checkSamples, logDetError } from './proof.ts'
import type { Field, GridStages, Inside, Ledger, Probe, Snapshot } from './snapshot.ts'
import { carriedWindow, latticeLines, latticePoints, massAndError } from './lattice.ts'
import { nearOf } from './near.ts'
import { pathOf } from './path.ts'
import { stageDensities } from './stageDensity.ts'
import { stretchOf } from './stretch.ts'
import type { TrainingState } from './trainer.ts'

/** Carried points, each with the component it came from. */
type LabelledStages = Snapshot['points'] & object

/** The class that pictures are of. On the line they are pictures of one map, so that of one class even where none was chosen. */
function shownClassOf({ flow: { d, classes } }: Run, { shownClass }: Probe): number | undefined {
  if (classes === 0) return undefined
  return shownClass !== undefined && shownClass < classes ? shownClass : d === 1 ? 0 : undefined
}

/** Straight lines of x carried on to z, or of z carried back to x. */
async function gridOf({ data, flow, trainer }: Run, { lines, detail, from = 'x' }: Probe['grid'] & object, shown: number | undefined): Promise<GridStages> {
  const window = from === 'x' ? data.window : carriedWindow(flow.base.window, flow.base.support, detail)
  const points = latticeLines(window, lines, detail)
  const labels = allOf(shown ?? 0, points.length / 2)
  return { lines, detail, stages: await (from === 'x' ? trainer.stages(points, labels) : trainer.inverse(points, labels)) }
}

/** The most probable class at a place; 0 where the flow is told of none. */
async function classAt({ data, flow, trainer }: Run, place: readonly number[]): Promise<number> {
  if (flow.classes === 0) return 0
  const each = await logDensitiesOf(trainer, Float32Array.from(place), data.d, flow.classes)
  return mostProbable(bayes(each, data.shares).posterior, 0)
}

/** The first training points, at most `count`, with their components; those of one class where one is shown. */
function shownPoints({ data: { d, train, components } }: Run, count: number, shown: number | undefined): LabelledPoints {
  if (shown === undefined) return { points: train.subarray(0, count * d), components: components.slice(0, count) }
  const own = [...components.keys()].filter((i) => components[i] === shown).slice(0, count)
  return { points: Float32Array.from(own.flatMap((i) => [...train.subarray(i * d, (i + 1) * d)])), components: allOf(shown, own.length) }
}

async function pointsOf(run: Run, count: number, shown: number | undefined): Promise<LabelledStages> {
  const { points, components } = shownPoints(run, count, shown)
  return { ...(await run.trainer.stages(points, components)), components }
}

async function samplesOf({ data, flow, trainer, experiment }: Run, latents: Float32Array, shown: number | undefined): Promise<Snapshot['samples'] & object> {
  const n = latents.length / data.d
  const random = createRandom(experiment.run.seed).fork('classes of the samples')
  const components = shown === undefined ? drawClasses(random, data.shares, n) : allOf(shown, n)
  const stages = await trainer.inverse(latents, components)
  return flow.classes > 0 ? { ...stages, components } : stages
}

/** The point that was asked for, or the first training point; a point of another dimension was picked before the data changed. */
const followed = ({ data: { d, train } }: Run, asked: readonly number[] | null): readonly number[] =>
  asked?.length === d ? asked : Array.from(train.subarray(0, d))

/** Data points that tell where a layer is met. */
const sampled = 512

/** The inside of a layer that is there: the stack may have become shorter since it was asked for. */
async function insideFor(run: Run, state: TrainingState, { index, point: asked }: Probe['layer'] & object, shown: number | undefined): Promise<Inside | null> {
  const { flow, experiment } = run
  if (index >= flow.layers.length) return null
  const point = followed(run, asked)
  const ofClass = shown ?? (await classAt(run, point))
  const { points } = shownPoints(run, sampled, flow.classes > 0 ? ofClass : undefined)
  const inside = insideOf(flowOfClass(flow, ofClass), state.parameters, index, point, points)
  return { ...inside, gradients: gradientNorms(flow, experiment.optimizer.method, state) }
}

async function ledgerFor(run: Run, parameters: Float32Array, asked: Probe['ledger'] & object, shown: number | undefined): Promise<Ledger> {
  const { flow, trainer } = run
  const point = followed(run, asked.point)
  const ofClass = shown ?? (await classAt(run, point))
  const ledger = ledgerOf(flowOfClass(flow, ofClass), parameters, point, await trainer.jacobians(Float32Array.from(point), allOf(ofClass, 1)))
  return flow.classes > 0 ? { ...ledger, ofClass } : ledger
}

/** Shown points whose round trip is checked. */
const roundTripPoints = 128

/** In units of x or, where the data is standardised, in deviations: its columns may have any scale. */
async function roundTripOf({ data, flow, trainer }: Run, { points, components }: LabelledStages): Promise<number> {
  const length = Math.min(roundTripPoints * data.d, points[0]?.length ?? 0)
  const back = await trainer.inverse((points.at(-1) ?? new Float32Array()).subarray(0, length), components.subarray(0, length / data.d))
  const x = points[0]?.subarray(0, length) ?? new Float32Array()
  const unit = (i: number) => flow.spec.standardisation?.deviation[i % data.d] ?? 1
  return x.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (back.points[0]?.[i] ?? NaN)) / unit(i)), 0)
}

/** The share of points `[n, d]` that lie in a window. */
function shareInside(points: Float32Array, window: Window): number {
  const d = window.length
  const n = points.length / d
  let inside = 0
  for (let i = 0; i < n; i++) {
    if (window.every(([low, high], k) => (points[i * d + k] ?? NaN) >= low && (points[i * d + k] ?? NaN) <= high)) inside++
  }
  return inside / n
}

/** What of a run's pictures hangs on the base alone; a learned base needs its weights. */
export interface Backdrop {
  readonly baseDensity: (parameters: Float32Array) => Field
  readonly latents: (n: number, parameters: Float32Array) => Float32Array
}

const baseResolution = { 1: 401, 2: 81 } as const

export function createBackdrop({ flow, data, experiment }: Run): Backdrop {
  const { points, columns, rows } = latticePoints(flow.base.window, baseResolution[data.d])
  return {
    baseDensity: (parameters) => {
      const z = coordinatesOf(points, data.d).map((at) => ({ at }))
      const logDensity = flow.base.logDensity(float64Ops(parameters), z)
      return { window: flow.base.window, columns, rows, values: Float32Array.from(entries(logDensity, columns * rows)) }
    },
    latents: (n, parameters) => flow.base.sample(createRandom(experiment.run.seed).fork('samples'), n, parameters),
  }
}

/** Computes what a probe asks for, exactly, from the model as it is now. */
export async function takeSnapshot(run: Run, backdrop: Backdrop, probe: Probe): Promise<Snapshot> {
  const { data, flow, trainer } = run
  const state = await trainer.readState()
  const { step, parameters } = state
  const shown = shownClassOf(run, probe)
  const inside = probe.layer && (await insideFor(run, state, probe.layer, shown))
  // Grid, stretch and circle are of one map: where all classes are shown, each has another.
  const { grid, stretch, near }: Probe = data.d === 2 && (flow.classes === 0 || shown !== undefined) ? probe : {}
  // A path between points of another dimension was picked before the data changed: its picture is about to go.
  const path = probe.path && probe.path.anchors.length > 1 && probe.path.anchors.every((anchor) => anchor.length === data.d) ? probe.path : null
  const found = probe.density && (await densityOf(run, probe.density.resolution, shown))
  const points = probe.points ? await pointsOf(run, probe.points, shown) : null
  const samples = probe.samples ? await samplesOf(run, backdrop.latents(probe.samples, parameters), shown) : null
  return {
    step,
    dimension: data.d,
    dataWindow: data.window,
    latentWindow: flow.base.window,
    baseDensity: backdrop.baseDensity(parameters),
    ...(shown !== undefined && { shownClass: shown }),
    ...(points && { points, roundTrip: await roundTripOf(run, points) }),
    ...(points && probe.differences && { logDetError: logDetError(flow, parameters, points, probe.differences, data.window) }),
    ...(samples && found && { sampleCheck: checkSamples(samples.points[0] ?? new Float32Array(), found.density) }),
    ...(found && { ...found, ...massAndError(found.density) }),
    ...(grid && { grid: await gridOf(run, grid, shown) }),
    ...(samples && { samples, inside: { share: shareInside(samples.points[0] ?? new Float32Array(), data.window), samples: probe.samples ?? 0 } }),
    ...(path && { path: await pathOf(run, path, shown ?? (await classAt(run, path.anchors[0] ?? []))) }),
    ...(inside && { layer: inside }),
    ...(points && probe.stageDensity && data.d === 2 && { stageDensity: await stageDensities(run, probe.stageDensity, points, shown) }),
    ...(stretch && { stretch: await stretchOf(run, stretch.resolution, shown ?? 0) }),
    ...(near && { near: await nearOf(run, near, shown ?? 0) }),
    ...(probe.ledger && { ledger: await ledgerFor(run, parameters, probe.ledger, shown) }),
  }
}
