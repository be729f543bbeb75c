import { coordinatesOf, entries, float64Ops } from '../math/float64.ts'
import { createRandom } from '../math/random.ts'
import type { Range, Window } from '../math/window.ts'
import type { Run } from './run.ts'
import { gradientNorms, insideOf } from './inside.ts'
import { ledgerOf } from './ledger.ts'
import { checkSamples, logDetError } from './proof.ts'
import type { Field, GridStages, Inside, Ledger, Path, Probe, Snapshot } from './snapshot.ts'
import type { Stages, TrainingState } from './trainer.ts'

/** Entry i of n evenly spaced numbers over a range, both ends included. */
const spaced = ([low, high]: Range, i: number, n: number): number => low + ((high - low) * i) / Math.max(1, n - 1)

/** Points `[columns · rows, d]` of a lattice over a window, the first axis fast. */
function latticePoints(window: Window, resolution: number): { points: Float32Array; columns: number; rows: number } {
  const [first, second] = window
  const rows = second ? resolution : 1
  const points: number[] = []
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < resolution; i++) {
      if (first) points.push(spaced(first, i, resolution))
      if (second) points.push(spaced(second, j, resolution))
    }
  }
  return { points: Float32Array.from(points), columns: resolution, rows }
}

/** ∫ exp(values) over the window by the trapezoid rule on every `stride`-th lattice point: ends of an axis count half. */
export function massOf({ window, columns, rows, values }: Field, stride = 1): number {
  const weight = (i: number, n: number): number => (n === 1 ? 1 : i === 0 || i + stride >= n ? 0.5 : 1)
  let sum = 0
  for (let j = 0; j < rows; j += stride) {
    for (let i = 0; i < columns; i += stride) sum += weight(i, columns) * weight(j, rows) * Math.exp(values[j * columns + i] ?? 0)
  }
  const spacing = window.map(([low, high], axis) => (stride * (high - low)) / ((axis === 0 ? columns : rows) - 1))
  return spacing.reduce((area, side) => area * side, sum)
}

/** The mass in the window, and how much it depends on the lattice; an even lattice cannot be halved, and tells no error. */
function massAndError(density: Field): Pick<Snapshot, 'mass' | 'massError'> {
  const mass = massOf(density)
  return density.columns % 2 === 1 ? { mass, massError: Math.abs(mass - massOf(density, 2)) } : { mass }
}

async function densityOf({ data, trainer }: Run, resolution: number): Promise<Snapshot['density'] & object> {
  const { points, columns, rows } = latticePoints(data.window, resolution)
  const lattice = { window: data.window, columns, rows }
  if (data.d === 2) return { ...lattice, values: await trainer.logDensity(points) }
  const stages = await trainer.stages(points)
  return { ...lattice, values: stages.logDensity, stages }
}

async function gridOf({ data, trainer }: Run, lines: number, detail: number): Promise<GridStages> {
  const [first, second] = data.window
  if (!first || !second) throw new RangeError('a lattice of lines needs two axes')
  const points: number[] = []
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < detail; i++) points.push(spaced(first, line, lines), spaced(second, i, detail))
  }
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < detail; i++) points.push(spaced(first, i, detail), spaced(second, line, lines))
  }
  return { lines, detail, stages: await trainer.stages(Float32Array.from(points)) }
}

/** Points on the straight line between two points. */
function straight(from: ArrayLike<number>, to: ArrayLike<number>, detail: number): Float32Array {
  const d = from.length
  return Float32Array.from({ length: detail * d }, (_, at) => {
    const k = at % d
    return spaced([from[k] ?? 0, to[k] ?? 0], (at - k) / d, detail)
  })
}

async function pathOf({ data, trainer }: Run, { from, to, detail }: Probe['path'] & object): Promise<Path> {
  const ends = (await trainer.stages(Float32Array.from([...from, ...to]))).points.at(-1) ?? new Float32Array()
  const latents = straight(ends.subarray(0, data.d), ends.subarray(data.d), detail)
  return { latent: await trainer.inverse(latents), data: await trainer.stages(straight(from, to, detail)) }
}

/** The point that was asked for, or the first training point; a point of another dimension was picked before the data changed. */
const followed = ({ data: { d, train } }: Run, asked: readonly number[] | null): readonly number[] =>
  asked?.length === d ? asked : Array.from(train.subarray(0, d))

/** Data points that tell where a layer is met. */
const sampled = 512

/** The inside of a layer that is there: the stack may have become shorter since it was asked for. */
function insideFor(run: Run, state: TrainingState, { index, point }: Probe['layer'] & object): Inside | null {
  const { data, flow, experiment } = run
  if (index >= flow.layers.length) return null
  const inside = insideOf(flow, state.parameters, index, followed(run, point), data.train.subarray(0, sampled * data.d))
  return { ...inside, gradients: gradientNorms(flow, experiment.optimizer.method, state) }
}

async function ledgerFor(run: Run, parameters: Float32Array, asked: Probe['ledger'] & object): Promise<Ledger> {
  const { flow, trainer } = run
  const point = followed(run, asked.point)
  return ledgerOf(flow, parameters, point, await trainer.jacobians(Float32Array.from(point)))
}

/** Shown points whose round trip is checked. */
const roundTripPoints = 128

async function roundTripOf({ data, trainer }: Run, { points }: Stages): Promise<number> {
  const length = Math.min(roundTripPoints * data.d, points[0]?.length ?? 0)
  const back = await trainer.inverse((points.at(-1) ?? new Float32Array()).subarray(0, length))
  const x = points[0]?.subarray(0, length) ?? new Float32Array()
  return x.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (back.points[0]?.[i] ?? NaN))), 0)
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
  const inside = probe.layer && insideFor(run, state, probe.layer)
  const stages = probe.points ? await trainer.stages(data.train.subarray(0, probe.points * data.d)) : null
  const density = probe.density ? await densityOf(run, probe.density.resolution) : null
  const samples = probe.samples ? await trainer.inverse(backdrop.latents(probe.samples, parameters)) : null
  // A path between points of another dimension was picked before the data changed: its picture is about to go.
  const path = [probe.path?.from, probe.path?.to].every((end) => end?.length === data.d) ? probe.path : null
  return {
    step,
    dimension: data.d,
    dataWindow: data.window,
    latentWindow: flow.base.window,
    baseDensity: backdrop.baseDensity(parameters),
    ...(stages && { points: { ...stages, components: data.components.slice(0, probe.points) } }),
    ...(stages && { roundTrip: await roundTripOf(run, stages) }),
    ...(stages && probe.differences && { logDetError: logDetError(flow, parameters, stages, probe.differences) }),
    ...(samples && density && { sampleCheck: checkSamples(samples.points[0] ?? new Float32Array(), density) }),
    ...(density && { density, ...massAndError(density) }),
    ...(probe.grid && data.d === 2 && { grid: await gridOf(run, probe.grid.lines, probe.grid.detail) }),
    ...(samples && { samples, inside: { share: shareInside(samples.points[0] ?? new Float32Array(), data.window), samples: probe.samples ?? 0 } }),
    ...(path && { path: await pathOf(run, path) }),
    ...(inside && { layer: inside }),
    ...(probe.ledger && { ledger: await ledgerFor(run, parameters, probe.ledger) }),
  }
}
