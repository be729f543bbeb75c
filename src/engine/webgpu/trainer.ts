import type { Batch } from '../../flows/flow.ts'
import { batchIndex } from '../../math/random.ts'
import { stepBlocks } from '../compile/programs.ts'
import type { Workgroup } from '../compile/wgsl/tile.ts'
import { type StepNumbers, stepNumbers } from '../optimizer.ts'
import { emptyJacobians, fillJacobians } from '../jacobians.ts'
import { emptyStages, fillStages, intoStreams, poolOf, readsOf, rowsFor } from '../streams.ts'
import type { Jacobians, Stages, StepReport, Trainer, TrainerJob, TrainingState } from '../trainer.ts'
import { stepHeaderBytes } from './kernels.ts'
import { Memory } from './memory.ts'
import { createProbeKernel, type ProbeKernel, type ProbeName, probeProgram } from './probing.ts'
import { capacity, slotBytes, stepsAtOnce, workgroupFor } from './sizes.ts'
import { copyState, createState, type DeviceState, readState, writeState } from './state.ts'
import { createTrainingKernels, type TrainingKernels } from './training.ts'
import { floatBytes } from '../compile/bytes.ts'

/** Submits that may be under way together: one runs while the next is written. */
const submitsInFlight = 2

/** The compiled engine on the graphics processor: the same programs as on WebAssembly, emitted as WGSL. */
export function createWebgpuTrainer(
  device: GPUDevice,
  job: TrainerJob,
  start: TrainingState,
  workgroup: Workgroup = workgroupFor(job.flow, device.adapterInfo),
): DeviceTrainer {
  return new WebgpuTrainer(device, job, start, workgroup)
}

/** A trainer whose weights can be used where they are: tfjs, on the same device, makes a tensor of the buffer. */
export interface DeviceTrainer extends Trainer {
  /** The weights in the order of the layout, padded to a multiple of four; valid until the trainer is disposed of. */
  readonly weights: GPUBuffer
}

/** What is told to `count` steps from step `from` on: their numbers, and the points of their batches. */
function tellSteps(memory: Memory, { steps, picks }: TrainingKernels, { optimizer, seed, points, flow: { d } }: TrainerJob, from: number, count: number): void {
  const { batch, clip } = optimizer
  const numbers = new Float32Array((count * slotBytes) / floatBytes)
  const slots = new Uint32Array(numbers.buffer)
  const rows = new Uint32Array(count * batch)
  const n = points.length / d
  for (let slot = 0; slot < count; slot++) {
    const at = (slot * slotBytes) / floatBytes
    slots[at] = slot
    // Where the norm is clipped, the kernel finds the scale itself, from the largest norm.
    const values: StepNumbers = { ...stepNumbers(optimizer, from + slot), ...(clip > 0 ? { gradientScale: clip } : {}) }
    for (const name of Object.keys(stepBlocks) as (keyof StepNumbers)[]) {
      numbers[at + stepHeaderBytes / floatBytes + stepBlocks[name].offset] = values[name]
    }
    for (let i = 0; i < batch; i++) rows[slot * batch + i] = batchIndex(seed, from + slot, i, n)
  }
  memory.write(steps, numbers)
  memory.write(picks, rows)
}

class WebgpuTrainer implements DeviceTrainer {
  readonly kind = 'webgpu'
  readonly #device: GPUDevice
  readonly #workgroup: Workgroup
  readonly #memory: Memory
  readonly #state: DeviceState
  readonly #before: DeviceState
  readonly #pool: GPUBuffer
  readonly #isBroken: GPUBuffer
  readonly #probes = new Map<string, ProbeKernel>()
  #isDisposed = false
  #job: TrainerJob
  #step: number
  #kernels: TrainingKernels

  constructor(device: GPUDevice, job: TrainerJob, start: TrainingState, workgroup: Workgroup) {
    this.#device = device
    this.#workgroup = workgroup
    this.#memory = new Memory(device)
    this.#job = job
    this.#step = start.step
    this.#state = createState(this.#memory, job.flow, 'now')
    this.#before = createState(this.#memory, job.flow, 'before')
    const pool = poolOf(job).rows
    this.#pool = this.#memory.storage('pool', pool.byteLength)
    this.#isBroken = this.#memory.storage('is broken', floatBytes)
    this.#memory.write(this.#pool, pool)
    this.#kernels = this.#compile()
    this.writeState(start)
  }

  get weights(): GPUBuffer {
    return this.#state.parameters
  }

  #compile(): TrainingKernels {
    const shared = { ...this.#state, pool: this.#pool, isBroken: this.#isBroken }
    return createTrainingKernels(this.#device, this.#memory, this.#job, this.#workgroup, shared)
  }

  async step(count: number): Promise<StepReport> {
    const kernels = this.#kernels
    await kernels.ready()
    copyState(this.#device, this.#state, this.#before)
    this.#memory.write(this.#isBroken, Uint32Array.of(0))
    const { losses, flag } = await this.#advance(kernels, count).catch((error: unknown) => {
      copyState(this.#device, this.#before, this.#state)
      throw error
    })
    if (this.#isDisposed) throw new Error('the trainer was disposed of in mid-step')
    if (flag === 0 && losses.every(Number.isFinite)) {
      this.#step += count
      return { step: this.#step, losses, broken: null }
    }
    const broken = { ...(await readState(this.#memory, this.#state)), step: this.#step + count }
    copyState(this.#device, this.#before, this.#state)
    return { step: this.#step, losses: new Float32Array(), broken }
  }

  /** Takes `count` steps; the mean NLL of each batch before its update, and a flag that is not 0 if anything broke. */
  async #advance(kernels: TrainingKernels, count: number): Promise<{ readonly losses: Float32Array; readonly flag: number }> {
    const underWay: Promise<readonly number[]>[] = []
    try {
      for (let done = 0; done < count; done += stepsAtOnce) {
        await underWay.at(-submitsInFlight)
        underWay.push(this.#submit(kernels, this.#step + done, Math.min(stepsAtOnce, count - done)))
      }
      const losses = Float32Array.from((await Promise.all(underWay)).flat())
      const [flags] = await this.#memory.read([{ buffer: this.#isBroken, numbers: 1 }])
      return { losses, flag: flags?.[0] ?? NaN }
    } finally {
      await Promise.allSettled(underWay)
    }
  }

  async #submit(kernels: TrainingKernels, from: number, count: number): Promise<readonly number[]> {
    const { losses, lossParts } = kernels
    tellSteps(this.#memory, kernels, this.#job, from, count)
    const encoder = this.#device.createCommandEncoder()
    kernels.encode(encoder, count)
    this.#device.queue.submit([encoder.finish()])
    const [parts] = await this.#memory.read([{ buffer: losses, numbers: count * lossParts }])
    return Array.from({ length: count }, (_, slot) => {
      const own = (parts ?? new Float32Array()).subarray(slot * lossParts, (slot + 1) * lossParts)
      return own.reduce((sum, part) => sum + part, 0)
    })
  }

  /** The kernel of a probe, made when it is first needed. */
  #kernel(what: ProbeName, stage: number): ProbeKernel {
    const key = `${what} ${stage}`
    const known = this.#probes.get(key)
    if (known) return known
    const made = createProbeKernel(this.#device, this.#memory, probeProgram(this.#job.flow, what, stage), this.#workgroup, this.#state)
    this.#probes.set(key, made)
    return made
  }

  async #probe(what: ProbeName, batch: Batch, take: (from: number, count: number, streams: readonly Float32Array[]) => void, stage = 0): Promise<void> {
    const { flow } = this.#job
    const width = readsOf(flow)
    const rows = rowsFor(flow, batch)
    const n = rows.length / width
    const kernel = this.#kernel(what, stage)
    const all = new Float32Array(width * capacity)
    const streams = Array.from({ length: width }, (_, k) => all.subarray(k * capacity, (k + 1) * capacity))
    for (let from = 0; from < n; from += capacity) {
      const count = Math.min(capacity, n - from)
      intoStreams(rows, from, count, streams)
      take(from, count, await kernel.run(all, count))
    }
  }

  async #carry(name: 'forward' | 'inverse', batch: Batch): Promise<Stages> {
    const { flow } = this.#job
    const stages = emptyStages(flow, batch.points.length / flow.d)
    await this.#probe(name, batch, (from, count, streams) => fillStages(stages, flow.d, from, count, streams))
    return stages
  }

  stages(points: Float32Array, labels?: Uint8Array): Promise<Stages> {
    return this.#carry('forward', { points, labels })
  }

  inverse(points: Float32Array, labels?: Uint8Array): Promise<Stages> {
    return this.#carry('inverse', { points, labels })
  }

  async logDensity(points: Float32Array, labels?: Uint8Array, stage = 0): Promise<Float32Array> {
    const logDensity = new Float32Array(points.length / this.#job.flow.d)
    await this.#probe('density', { points, labels }, (from, _count, [stream]) => logDensity.set(stream ?? [], from), stage)
    return logDensity
  }

  async jacobians(points: Float32Array, labels?: Uint8Array): Promise<Jacobians> {
    const { flow } = this.#job
    const found = emptyJacobians(flow, points.length / flow.d)
    await this.#probe('jacobian', { points, labels }, (from, count, streams) => fillJacobians(found, flow.d, from, count, streams))
    return found
  }

  async readState(): Promise<TrainingState> {
    return { ...(await readState(this.#memory, this.#state)), step: this.#step }
  }

  writeState(state: TrainingState): void {
    writeState(this.#memory, this.#state, state)
    this.#step = state.step
  }

  setOptimizer(optimizer: TrainerJob['optimizer']): void {
    const { batch, method, clip } = this.#job.optimizer
    this.#job = { ...this.#job, optimizer }
    // Other numbers are told to each step; these stand in the code.
    if (optimizer.batch === batch && optimizer.method === method && optimizer.clip > 0 === clip > 0) return
    this.#kernels.free()
    this.#kernels = this.#compile()
  }

  listing(): ReturnType<Trainer['listing']> {
    const pipelines = [...this.#kernels.pipelines, ...[...this.#probes.values()].map(({ pipeline }) => pipeline)]
    return Promise.resolve({ language: 'wgsl', parts: pipelines.map(({ name, code }) => ({ name, text: code })) })
  }

  dispose(): void {
    this.#isDisposed = true
    this.#memory.freeAll()
  }
}
