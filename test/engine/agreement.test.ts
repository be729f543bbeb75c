import { describe, expect, test } from 'vitest'
import { freshState } from '../../src/engine/carryOver.ts'
import type { TrainerJob, TrainerKind, TrainingState } from '../../src/engine/trainer.ts'
import { presets } from '../../src/experiment/presets.ts'
import type { OptimizerSettings } from '../../src/experiment/settings.ts'
import type { Flow } from '../../src/flows/flow.ts'
import { blockSize } from '../../src/math/block.ts'
import { createRandom } from '../../src/math/random.ts'
import type { Case } from '../flows/cases.ts'
import { allowances, fewShaders } from '../flows/exclusions.ts'
import { casesIn, flowOf } from './caseFlows.ts'
import { engineKinds, startEngine } from './engines.ts'

/** Relative; gradients and weights by the norm of each block. */
const tolerance = { loss: 1e-5, gradient: 1e-4, weights: 1e-3 }
const steps = 100
/** Of what tfjs trains slowly. */
const fewSteps = 20
const n = 64
const seed = 11

/** The reference, and those that are held against it. */
const reference: TrainerKind = 'tfjs-cpu'

const nameOf = ({ spec: { structure, scalar, options } }: Case): string =>
  `${options.direction === 'inverse' ? 'inverse ' : ''}${scalar ?? ''} ${structure}`

/** One of each scalar bijector in each structure, and one of each turned round. */
const covered = [...new Map([...casesIn(1), ...casesIn(3), ...casesIn(2)].map((one): [string, Case] => [nameOf(one), one]))]

/** All shaders are to be compiled before a release: `X2Z_ALL=1 npm run unit -- test/engine/agreement`. */
const isFirst = (one: Case, i: number, by: (spec: Case['spec']) => string | undefined): boolean =>
  covered.findIndex(([, other]) => by(other.spec) === by(one.spec)) === i
const isOnWebgpu = (one: Case, i: number): boolean =>
  fewShaders.all || isFirst(one, i, ({ scalar }) => scalar) || isFirst(one, i, ({ structure }) => structure)
const compiledFor = (one: Case, i: number): readonly TrainerKind[] =>
  engineKinds.filter((kind) => kind === 'wasm' || (kind === 'webgpu' && isOnWebgpu(one, i)))

interface Trained {
  readonly losses: Float32Array
  readonly state: TrainingState
}

async function train(kind: TrainerKind, job: TrainerJob, start: Float32Array, count: number): Promise<Trained> {
  const create = await startEngine(kind, job)
  const trainer = create(job, freshState(start))
  try {
    const { losses } = await trainer.step(count)
    return { losses, state: await trainer.readState() }
  } finally {
    trainer.dispose()
  }
}

const norm = (values: Float32Array): number => Math.hypot(...values)

/** ‖a − b‖ / ‖b‖ of the block where that is largest; blocks that are zero but for rounding are measured against the whole. */
function distance({ layout: { blocks } }: Flow, a: Float32Array, b: Float32Array): number {
  const floor = 1e-3 * norm(b)
  return Math.max(
    ...blocks.map((block) => {
      const part = (values: Float32Array): Float32Array => values.subarray(block.offset, block.offset + blockSize(block))
      const own = part(b)
      return norm(part(a).map((value, i) => value - (own[i] ?? NaN))) / Math.max(floor, norm(own))
    }),
  )
}

describe.each(covered.map(([title, one], i) => [title, one, compiledFor(one, i)] as const))('%s: every engine agrees with tfjs', (_title, one, compiled) => {
  const flow = flowOf(one)
  const random = createRandom(seed)
  const points = Float32Array.from({ length: n * flow.d }, () => 1.5 * random.normal())
  const start = Float32Array.from(flow.layout.start(random), (value) => value + 0.2 * random.normal())
  const jobWith = (changes: Partial<OptimizerSettings>): TrainerJob => ({
    flow,
    points,
    seed,
    optimizer: { ...presets['moons-realnvp'].optimizer, batch: n, ...changes },
  })

  const truths = new Map<string, Promise<Trained>>()
  const once = (what: string, make: () => Promise<Trained>): Promise<Trained> => {
    const found = truths.get(what) ?? make()
    truths.set(what, found)
    return found
  }

  test.each(compiled)(`%s: loss and gradient of one step (seed ${seed})`, async (kind) => {
    // One step of plain descent from zero momentum: the first moment is the gradient.
    const job = jobWith({ method: 'sgd' })
    const truth = await once('gradient', () => train(reference, job, start, 1))
    const found = await train(kind, job, start, 1)
    const [expected = NaN] = truth.losses
    expect(Math.abs((found.losses[0] ?? NaN) - expected)).toBeLessThan(tolerance.loss * Math.max(1, Math.abs(expected)))
    expect(distance(flow, found.state.firstMoment, truth.state.firstMoment)).toBeLessThan(tolerance.gradient)
  })

  const count = allowances.slowOnTfjs.meant(one) ? fewSteps : steps
  test.each(compiled)(`%s: weights after ${count} steps (seed ${seed})`, async (kind) => {
    const job = jobWith({ method: 'sgd', learningRate: 0.01 })
    const truth = await once('weights', () => train(reference, job, start, count))
    const found = await train(kind, job, start, count)
    expect(distance(flow, found.state.parameters, truth.state.parameters)).toBeLessThan(tolerance.weights)
  })
})
