import type { Flow } from '../../flows/flow.ts'
import { fillBatchIndices } from '../../math/random.ts'
import { stepBlocks } from '../compile/programs.ts'
import { listModule } from '../compile/wasm/listing.ts'
import { type StepNumbers, stepNumbers } from '../optimizer.ts'
import { emptyStages, fillStages, intoStreams, type Pool, poolOf, readsOf, rowsFor } from '../streams.ts'
import type { Stages, StepReport, Trainer, TrainerJob, TrainingState } from '../trainer.ts'
import { createWasmEngine, type WasmEngine } from './engine.ts'
import { compileJacobians, type FindJacobians } from './jacobians.ts'
import { createTails } from './tails.ts'

/** Fills the batch of an optimizer step with these rows of the training points. */
function fillBatch({ batch }: WasmEngine, { rows: all, width }: Pool, rows: Uint32Array): void {
  for (let k = 0; k < width; k++) {
    const stream = batch[k]
    if (stream) for (let i = 0; i < rows.length; i++) stream[i] = all[(rows[i] ?? 0) * width + k] ?? NaN
  }
}

/** 1 / batch for each sample, 0 where the last tile is padded. */
const weigh = ({ batch }: WasmEngine, size: number): void => {
  batch.at(-1)?.fill(0)
  batch.at(-1)?.fill(1 / size, 0, size)
}

function load({ state: [parameters, gradient, first, second] }: WasmEngine, from: TrainingState): void {
  parameters.set(from.parameters)
  gradient.fill(0)
  first.set(from.firstMoment)
  second.set(from.secondMoment)
}

function setNumbers({ numbers }: WasmEngine, values: StepNumbers): void {
  for (const name of Object.keys(stepBlocks) as (keyof StepNumbers)[]) numbers[stepBlocks[name].offset] = values[name]
}

/** Euclidean, summed in float64, in the order of the entries. */
const norm = (vector: Float32Array): number => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))

function meanOf(losses: Float32Array): number {
  let sum = 0
  for (let i = 0; i < losses.length; i++) sum += losses[i] ?? NaN
  return sum / losses.length
}

/** A number less itself is 0 if it is finite, else NaN. */
function areFinite(values: Float32Array): boolean {
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN
    sum += value - value
  }
  return sum === 0
}

/** The compiled engine: WebAssembly SIMD on one thread, the same result to the bit in Node and Chromium, and wherever Math.cos and powers are rounded alike. */
export function createWasmTrainer(given: TrainerJob, start: TrainingState): Trainer {
  const { flow } = given
  const pool = poolOf(given)
  let job = given
  let step = start.step
  let findJacobians: FindJacobians | null = null
  const width = readsOf(flow)
  const tailDensity = createTails(flow)

  /** The rows of one batch. */
  let rows = new Uint32Array()

  function prepare(from: TrainingState): WasmEngine {
    rows = new Uint32Array(job.optimizer.batch)
    const made = createWasmEngine(flow, { ...job.optimizer, isStudent: job.kept !== undefined })
    load(made, from)
    weigh(made, job.optimizer.batch)
    return made
  }

  let engine = prepare(start)

  function save(): TrainingState {
    const [parameters, , firstMoment, secondMoment] = engine.state
    return { step, parameters: parameters.slice(), firstMoment: firstMoment.slice(), secondMoment: secondMoment.slice() }
  }

  /** Takes step number `at`; returns the mean NLL of its batch before the update. */
  function advance(at: number): number {
    fillBatchIndices(rows, job.seed, at, job.points.length / flow.d)
    fillBatch(engine, pool, rows)
    engine.gradient()
    setNumbers(engine, stepNumbers(job.optimizer, at, job.optimizer.clip > 0 ? norm(engine.state[1]) : 0))
    engine.update()
    return meanOf(engine.losses)
  }

  function run(count: number): StepReport {
    const before = save()
    const losses = Float32Array.from({ length: count }, (_, i) => advance(step + i))
    const isBroken = ![losses, ...engine.state].every(areFinite)
    const broken = isBroken ? save() : null
    if (broken) load(engine, before)
    else step += count
    return { step, losses: broken ? new Float32Array() : losses, broken }
  }

  return {
    kind: 'wasm',
    step: (count) => Promise.resolve(run(count)),
    stages: (points, labels) => Promise.resolve(carry(engine, flow, rowsFor(flow, { points, labels }), 'forward')),
    inverse: (points, labels) => Promise.resolve(carry(engine, flow, rowsFor(flow, { points, labels }), 'inverse')),
    logDensity: (points, labels, stage = 0) => {
      const read = rowsFor(flow, { points, labels })
      return Promise.resolve(stage === 0 ? density(engine, width, read) : tailDensity(engine.state[0], read, stage))
    },
    jacobians: (points, labels) => {
      findJacobians ??= compileJacobians(flow)
      return Promise.resolve(findJacobians(engine.state[0], rowsFor(flow, { points, labels })))
    },
    readState: () => Promise.resolve(save()),
    writeState: (to) => {
      load(engine, to)
      step = to.step
    },
    setOptimizer: (next) => {
      const { batch, method } = job.optimizer
      const state = save()
      job = { ...job, optimizer: next }
      if (next.batch !== batch || next.method !== method) engine = prepare(state)
    },
    listing: () => Promise.resolve({ language: 'wasm', parts: listModule(engine.bytes) }),
    dispose: () => undefined,
  }
}

/** Runs a kernel over rows `[n, width]`, as many at a time as fit; `take` reads what came out for points `from` on. */
function inChunks(
  engine: WasmEngine,
  width: number,
  rows: Float32Array,
  what: Parameters<WasmEngine['probe']>[0],
  take: (from: number, count: number) => void,
): void {
  const n = rows.length / width
  for (let from = 0; from < n; from += engine.capacity) {
    const count = Math.min(engine.capacity, n - from)
    intoStreams(rows, from, count, engine.probeIn)
    engine.probe(what, count)
    take(from, count)
  }
}

function density(engine: WasmEngine, width: number, rows: Float32Array): Float32Array {
  const logDensity = new Float32Array(rows.length / width)
  inChunks(engine, width, rows, 'density', (from, count) => {
    logDensity.set((engine.probeOut[0] ?? logDensity).subarray(0, count), from)
  })
  return logDensity
}

function carry(engine: WasmEngine, flow: Flow, rows: Float32Array, direction: 'forward' | 'inverse'): Stages {
  const width = readsOf(flow)
  const stages = emptyStages(flow, rows.length / width)
  inChunks(engine, width, rows, direction, (from, count) => fillStages(stages, flow.d, from, count, engine.probeOut))
  return stages
}
