import type { Probe, Snapshot } from '../../src/engine/snapshot.ts'
import type { Stages } from '../../src/engine/trainer.ts'
import { dataSourceOf } from '../../src/experiment/dataSource.ts'
import type { DataSpec, Experiment } from '../../src/experiment/experiment.ts'
import { dimensionOf } from '../../src/experiment/schema.ts'
import { createRandom } from '../../src/math/random.ts'
import { windowAround, type Window } from '../../src/math/window.ts'
import { stageCount } from '../../src/store/stages.ts'
import type { TrainingClient, TrainingEvent } from '../../src/worker/client.ts'

/** Training that only looks like it: points shrink towards the origin as steps go by. For trying out the page alone. */
const latentOf = (d: number): Window => Array.from({ length: d }, () => [-4, 4] as const)

function dataOf(data: DataSpec, seed: number, n: number) {
  const source = dataSourceOf(data)
  if (source.kind === 'drawn') return source.distribution.sample(createRandom(seed), n)
  const { rows, dimension } = source
  return { points: rows.points.slice(0, n * dimension), components: rows.components.slice(0, n) }
}

function stagesOf(x: Float32Array, d: number, count: number, share: number): Stages {
  const n = x.length / d
  const points = Array.from({ length: count }, (_, k) => x.map((value) => value * (1 - (0.4 * share * k) / Math.max(1, count - 1))))
  const logDensity = Float32Array.from({ length: n }, (_, i) => -0.5 * x.subarray(i * d, i * d + d).reduce((sum, value) => sum + value * value, 0) - 0.9 * d)
  return { points, logDets: points.slice(1).map(() => new Float32Array(n)), logDensity }
}

function lattice(window: Window, resolution: number): { readonly points: Float32Array; readonly rows: number } {
  const at = ([low, high]: readonly [number, number], i: number) => low + ((high - low) * i) / (resolution - 1)
  const [across = [0, 1], up] = window
  if (!up) return { rows: 1, points: Float32Array.from({ length: resolution }, (_, i) => at(across, i)) }
  const points = new Float32Array(2 * resolution * resolution)
  for (let j = 0; j < resolution; j++) for (let i = 0; i < resolution; i++) points.set([at(across, i), at(up, j)], 2 * (j * resolution + i))
  return { rows: resolution, points }
}

function snapshotOf(experiment: Experiment, step: number, probe: Probe): Snapshot {
  const dimension = dimensionOf(experiment)
  const { data } = experiment
  const source = dataSourceOf(data)
  const dataWindow = source.kind === 'drawn' ? source.distribution.window() : windowAround(source.rows.points, dimension)
  const count = stageCount(experiment)
  const share = 1 - Math.exp(-step / 500)
  const seen = (x: Float32Array) => stagesOf(x, dimension, count, share)
  const field = (window: Window, resolution: number) => {
    const { points, rows } = lattice(window, resolution)
    const stages = seen(points)
    return { window, columns: resolution, rows, values: stages.logDensity, ...(dimension === 1 && { stages }) }
  }
  const cloud = dataOf(data, 1, probe.points ?? 0)
  return {
    step,
    dimension,
    dataWindow,
    latentWindow: latentOf(dimension),
    mass: 1 - 0.0004,
    roundTrip: 1.3e-6,
    ...(probe.points && { points: { ...seen(cloud.points), components: cloud.components } }),
    ...(probe.density && { density: field(dataWindow, probe.density.resolution), baseDensity: field(latentOf(dimension), probe.density.resolution) }),
  }
}

/** A client without a worker. `speed` is steps a second. */
export function createFakeClient(listen: (event: TrainingEvent) => void, speed = 600): TrainingClient {
  let experiment: Experiment | null = null
  let [run, step, playing] = [0, 0, false]
  const random = createRandom(3)
  const nll = (at: number) => 1.01 + 2.2 * Math.exp(-at / 150)
  const advance = (count: number) => {
    if (!experiment || step >= experiment.optimizer.steps) return
    step = Math.min(experiment.optimizer.steps, step + count)
    const losses = Float32Array.from({ length: count }, (_, i) => nll(step - count + i + 1) + 0.08 * random.normal())
    const test = step % 40 < count && { test: { step, nll: nll(step) + 0.01, standardError: 0.004 } }
    listen({ type: 'progress', run, playing, progress: { step, stepsPerSecond: playing ? speed : 0, losses, ...test } })
    if (step < experiment.optimizer.steps) return
    playing = false
    listen({ type: 'finished', run })
  }
  const timer = setInterval(() => playing && advance(Math.max(1, Math.round(speed / 20))), 50)
  const ready = () =>
    listen({ type: 'ready', part: { role: 'alone' }, run, playing, step, entropy: 1.0076, parameterCount: 27_000, choice: { kind: 'tfjs-cpu', reason: { key: 'app.trainer.about' } } })
  return {
    start: (next, plays) => {
      experiment = next
      run++
      step = 0
      playing = plays
      queueMicrotask(ready)
    },
    change: (next) => {
      experiment = next
      run++
      queueMicrotask(ready)
    },
    play: () => (playing = true),
    pause: () => (playing = false),
    step: () => advance(1),
    dissect: () => advance(1),
    probe: (probe) => {
      const asked = run
      setTimeout(() => experiment && asked === run && listen({ type: 'snapshot', run, snapshot: snapshotOf(experiment, step, probe) }), 15)
    },
    save: () => {},
    lastSaved: () => null,
    visit: () => null,
    present: () => null,
    branch: () => null,
    list: () => listen({ type: 'listing', run, listing: { language: 'none', parts: [] } }),
    draw: (count) => listen({ type: 'drawn', run, table: { step, count, csv: 'x1\n' } }),
    dispose: () => clearInterval(timer),
  }
}
