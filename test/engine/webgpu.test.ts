import { describe, expect, test } from 'vitest'
import { tfjsHost } from '../../src/cli/tfjsHost.ts'
import { freshState } from '../../src/engine/carryOver.ts'
import type { Trainer, TrainerJob } from '../../src/engine/trainer.ts'
import { createWasmTrainer } from '../../src/engine/wasm/trainer.ts'
import { createGraph, type NodeOf } from '../../src/engine/compile/graph.ts'
import { traceOps } from '../../src/engine/compile/trace.ts'
import { probeKernel } from '../../src/engine/webgpu/kernels.ts'
import { Pipeline } from '../../src/engine/webgpu/pipeline.ts'
import { hardwareWorkgroup } from '../../src/engine/webgpu/sizes.ts'
import { createWebgpuTrainer } from '../../src/engine/webgpu/trainer.ts'
import { presets } from '../../src/experiment/presets.ts'
import type { OptimizerSettings } from '../../src/experiment/settings.ts'
import type { Flow } from '../../src/flows/flow.ts'
import { createRandom } from '../../src/math/random.ts'
import { casesIn, flowOf } from './caseFlows.ts'
import { nodeDevice, nodeGpu } from './device.ts'
import { growth, nodeUsage, soak } from './soak.ts'

const seed = 7
const device = await nodeDevice()

/** Products, contributions, vectors and folds: what WGSL is written for. Other engines are held against the rest of the registry elsewhere. */
const kinds = ['affine coupling', 'logisticMixtureCdf elementwise']
const flows = casesIn(2).filter(({ title }, i, all) => kinds.some((kind) => title.startsWith(kind) && all.findIndex((one) => one.title.startsWith(kind)) === i))

function jobOf(flow: Flow, n: number, changes: Partial<OptimizerSettings>): TrainerJob {
  const random = createRandom(seed)
  const points = Float32Array.from({ length: n * flow.d }, () => 1.5 * random.normal())
  return { flow, points, seed, optimizer: { ...presets['moons-realnvp'].optimizer, method: 'sgd', ...changes } }
}

function startOf(flow: Flow): ReturnType<typeof freshState> {
  const random = createRandom(seed)
  return freshState(Float32Array.from(flow.layout.start(random), (value) => value + 0.2 * random.normal()))
}

const norm = (values: Float32Array): number => Math.hypot(...values)
const distance = (a: Float32Array, b: Float32Array): number => norm(a.map((value, i) => value - (b[i] ?? NaN))) / norm(b)

/** Several steps: what a step leaves behind must not reach the next. */
async function threeSteps(trainer: Trainer): Promise<{ readonly losses: readonly number[]; readonly momentum: Float32Array }> {
  const { losses } = await trainer.step(3)
  const { firstMoment } = await trainer.readState()
  trainer.dispose()
  return { losses: [...losses], momentum: firstMoment }
}

describe.runIf(device).each(flows.map((one) => [one.title, one] as const))('%s', (_title, one) => {
  const flow = flowOf(one)
  const start = startOf(flow)

  test.each([
    ['a graphics processor', hardwareWorkgroup(flow), 100],
    ['a workgroup that has no memory of its own', { threads: 8, samples: 8, rows: 2, nearVectors: 0 }, 100],
    ['workgroups that take several tiles in turn', { threads: 4, samples: 4, rows: 4, nearVectors: 64 }, 1100],
  ] as const)(`as it is written for %s, the steps are those of WebAssembly (seed ${seed})`, async (_name, workgroup, batch) => {
    if (!device) throw new Error('there is no device')
    const job = jobOf(flow, 500, { batch })
    const [truth, found] = [await threeSteps(createWasmTrainer(job, start)), await threeSteps(createWebgpuTrainer(device, job, start, workgroup))]
    found.losses.forEach((loss, i) => expect(loss, `step ${i + 1}`).toBeCloseTo(truth.losses[i] ?? NaN, 4))
    expect(distance(found.momentum, truth.momentum)).toBeLessThan(1e-4)
  })
})

/** Counts the bytes of a device's buffers that are alive, while `work` goes on. */
async function counting(on: GPUDevice, work: (alive: () => number) => Promise<void>): Promise<number> {
  let bytes = 0
  const create = on.createBuffer.bind(on)
  on.createBuffer = (descriptor) => {
    const buffer = create(descriptor)
    const destroy = buffer.destroy.bind(buffer)
    bytes += descriptor.size
    buffer.destroy = () => {
      bytes -= descriptor.size
      return destroy()
    }
    return buffer
  }
  try {
    await work(() => bytes)
  } finally {
    on.createBuffer = create
  }
  return bytes
}

const small = flows.slice(0, 1).map(flowOf)

test.runIf(device).each(small.map((flow) => [flow] as const))('buffers stay as they are while it trains and carries points, and all go with the trainer', async (flow) => {
  if (!device) throw new Error('there is no device')
  const job = jobOf(flow, 100, { batch: 16, learningRate: 1e-4, schedule: 'constant' })
  const left = await counting(device, async (alive) => {
    const trainer = createWebgpuTrainer(device, job, startOf(flow))
    const plan = { steps: 1000, slice: 25, slicesPerSample: 4, points: job.points }
    const samples = await soak(trainer, plan, () => ({ ...nodeUsage(), buffers: alive() }))
    const { buffers, ...node } = growth(samples)
    expect(buffers).toBe(0)
    for (const [kind, bytes] of Object.entries(node)) expect(bytes, kind).toBeLessThan(512 * 1024)
    trainer.setOptimizer({ ...job.optimizer, batch: 32 })
    await trainer.step(1)
    trainer.dispose()
  })
  expect(left).toBe(0)
})

test.runIf(device)('a vector of constants may hold infinities', async () => {
  if (!device) throw new Error('there is no device')
  const constants = [1, -Infinity, 2]
  const graph = createGraph()
  const input = graph.input(0) as NodeOf<'input'>
  const least = traceOps(graph).least(graph.binary('max', graph.constant(constants), graph.binary('mul', input, graph.constant([1, 1, 1]))))
  const { code } = probeKernel({ inputs: [input], outputs: [least], contributions: [] }, { threads: 4, samples: 4, rows: 1, nearVectors: 16 }, 4, 1)
  await new Pipeline(device, 'constants', code, ['read', 'write', 'read', 'write', 'uniform']).compiled()
  expect(code).not.toMatch(/array<f32, 3>\([^)]*infinity/)
})

test.runIf(device).each(small.map((flow) => [flow] as const))('tfjs, on the same device, makes a tensor of the weights where they lie', async (flow) => {
  const gpu = await nodeGpu()
  if (!device || !gpu) throw new Error('there is no device')
  // tfjs looks here whether there is WebGPU at all; the device is ours.
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true })
  const tf = await import('@tensorflow/tfjs-core')
  const { startBackend } = await import('../../src/engine/reference/backends.ts')
  await startBackend('tfjs-webgpu', { ...tfjsHost, gpu }, (fault) => {
    throw new Error(fault)
  })
  const trainer = createWebgpuTrainer(device, jobOf(flow, 100, { batch: 16 }), startOf(flow))
  await trainer.step(3)
  const { parameters } = await trainer.readState()
  const tensor = tf.tensor({ buffer: trainer.weights, zeroCopy: true }, [parameters.length], 'float32')
  const doubled = tf.mul(tensor, 2)
  expect(await doubled.data()).toEqual(parameters.map((value) => 2 * value))
  doubled.dispose()
  trainer.dispose()
})
