import type { Ops } from '../math/ops.ts'
import { createRandom, type Random } from '../math/random.ts'
import type { Window } from '../math/window.ts'
import type { Sentence } from '../words/sentence.ts'
import { blockSize, type Block } from '../math/block.ts'
import { type Columns, columns, coordinatesOf, entries, float64Ops } from '../math/float64.ts'
import { baseOf } from './bases/registry.ts'
import type { Interval, Layer, Mapped, Point } from './bijector.ts'
import { createLayout, type Layout } from './parameters.ts'
import { type BaseSpec, buildLayer, checkStack, type LayerSpec, type Mend } from './stack.ts'
import { standardise, type Standardisation } from './standardisation.ts'

export interface FlowSpec {
  readonly d: number
  readonly layers: readonly LayerSpec[]
  readonly base: BaseSpec
  /** A fixed first layer that gives the data mean 0 and deviation 1. */
  readonly standardisation?: Standardisation | undefined
  /** How many classes every network is told of, 0 or left out for a flow that knows of none. */
  readonly classes?: number | undefined
}

/** A base bound to its blocks of parameters. */
export interface BoundBase {
  readonly support: Interval
  readonly window: Window
  readonly blocks: readonly Block[]
  logDensity<V>(ops: Ops<V>, z: Point<V>): V
  /** n draws `[n, d]`. */
  sample(random: Random, n: number, parameters: Float32Array): Float32Array
}

export interface Flow {
  readonly spec: FlowSpec
  readonly d: number
  /** How many classes every network is told of; 0 for a flow that knows of none. */
  readonly classes: number
  /** From x to z; a standardisation, if any, is the first. */
  readonly layers: readonly Layer[]
  readonly base: BoundBase
  readonly layout: Layout
}

/** Points `[n, d]`, and the number of each one's class `[n]` where the flow is told of classes. */
export interface Batch {
  readonly points: Float32Array
  readonly labels?: Uint8Array | undefined
}

/** The flow of one class alone, with the weights of the whole: every layer is told that class, whatever the point. */
export function flowOfClass(flow: Flow, label: number): Flow {
  const { classes } = flow
  if (classes === 0) return flow
  const given = <V>(ops: Ops<V>): V => ops.vector(Array.from({ length: classes }, (_, c) => (c === label ? 1 : 0)))
  const layers = flow.layers.map((layer): Layer => ({
    ...layer,
    forward: (ops, x) => layer.forward(ops, x, given(ops)),
    inverse: (ops, z) => layer.inverse(ops, z, given(ops)),
    ...(layer.parametersAt && { parametersAt: (ops, x) => layer.parametersAt?.(ops, x, given(ops)) ?? [] }),
  }))
  return { ...flow, classes: 0, layers }
}

/** Every stage from x to z (`points[0]` is x), and the log-det of each layer, x → z, in nats. */
export interface FlowStages<V> {
  readonly points: readonly Point<V>[]
  readonly logDets: readonly V[]
}

export type Built =
  | { readonly ok: true; readonly flow: Flow }
  | { readonly ok: false; readonly reason: Sentence; readonly mend: Mend | null }

function bindBase(spec: BaseSpec, d: number, allocate: ReturnType<typeof createLayout>['allocate']): BoundBase {
  const base = baseOf(spec.name)
  const blocks = Object.entries(base.parameters(spec.options, d))
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => ({ name, block: allocate(`base · ${name}`, [values.length], { kind: 'values', values }) }))
  const bound = <T>(read: (block: Block) => T) => Object.fromEntries(blocks.map(({ name, block }) => [name, read(block)]))
  return {
    support: base.support,
    window: base.window(spec.options, d),
    blocks: blocks.map(({ block }) => block),
    logDensity: (ops, z) => base.logDensity(ops, bound((block) => ops.parameter(block)), z, spec.options),
    sample: (random, n, parameters) => {
      const numbers = bound((block) => parameters.subarray(block.offset, block.offset + blockSize(block)))
      return base.sample(random, n, d, numbers, spec.options)
    },
  }
}

/** Builds a flow, or says in a sentence why the stack does not fit and what would mend it. */
export function buildFlow(spec: FlowSpec): Built {
  const check = checkStack(spec.d, spec.layers, spec.base)
  if (!check.ok) return check
  const { allocate, finish } = createLayout()
  const { classes = 0 } = spec
  const layers: Layer[] = spec.standardisation ? [standardise(spec.standardisation)] : []
  for (const [i, layer] of spec.layers.entries()) {
    const built = buildLayer(layer, { name: `layer ${i + 1}`, d: spec.d, classes, allocate })
    if (!built.ok) return { ...built, mend: null }
    layers.push(built.layer)
  }
  const base = bindBase(spec.base, spec.d, allocate)
  return { ok: true, flow: { spec, d: spec.d, classes, layers, base, layout: finish() } }
}

/** The class of each sample as a one-hot vector of width `classes`, from its number 0 … classes − 1 (width 1). */
export function oneHot<V>(ops: Ops<V>, number: V, classes: number): V {
  const away = ops.abs(ops.sub(number, ops.vector(Array.from({ length: classes }, (_, c) => c))))
  return ops.select(ops.less(away, ops.constant(0.5)), ops.constant(1), ops.constant(0))
}

/** x → z through every layer; `given` is the class of each sample, one-hot, where the flow has classes. */
export function forwardStages<V>(flow: Flow, ops: Ops<V>, x: Point<V>, given?: V): FlowStages<V> {
  const points = [x]
  const logDets = flow.layers.map((layer) => {
    const { to, logDet } = layer.forward(ops, points.at(-1) ?? x, given)
    points.push(to)
    return logDet
  })
  return { points, logDets }
}

/**
 * The layers from `stage` on, over the same weights and base. Its log p is the exact density of that stage: the model's
 * p(x) pushed forward, log p_k(y) = log p_Z(f_last ∘ … ∘ f_k (y)) + Σ_{j ≥ k} log |det J_j|.
 */
export const tailOf = (flow: Flow, stage: number): Flow => (stage === 0 ? flow : { ...flow, layers: flow.layers.slice(stage) })

/** Where each coordinate of a stage lies. */
export const intervalsAt = ({ d, layers }: Flow, stage: number): readonly Interval[] =>
  layers.slice(0, stage).reduce<readonly Interval[]>((reached, layer) => layer.range(reached), new Array<Interval>(d).fill('real'))

/** z → x through every layer backwards; the stages and log-dets are told in the order and the sense of x → z. */
export function inverseStages<V>(flow: Flow, ops: Ops<V>, z: Point<V>, given?: V): FlowStages<V> {
  const steps: Mapped<V>[] = []
  for (const layer of flow.layers.toReversed()) steps.unshift(layer.inverse(ops, steps[0]?.to ?? z, given))
  return { points: [...steps.map(({ to }) => to), z], logDets: steps.map(({ logDet }) => ops.neg(logDet)) }
}

/** log p(x) = log p_Z(z) + Σ log-dets, in nats of the whole point, from the stages of x. */
export function logDensityOf<V>(flow: Flow, ops: Ops<V>, { points, logDets }: FlowStages<V>): V {
  const z = points.at(-1) ?? []
  return logDets.reduce((sum, logDet) => ops.add(sum, logDet), flow.base.logDensity(ops, z))
}

/**
 * The parameters before training: from the seed, then layer by layer whatever a layer sets from real data.
 */
export function startParameters(flow: Flow, seed: number, batch: Batch): Float32Array {
  const parameters = flow.layout.start(createRandom(seed).fork('parameters'))
  initialise(flow, parameters, batch, () => true)
  return parameters
}

/** Lets each new layer set its parameters from what the batch has become when it reaches that layer. */
export function initialise(flow: Flow, parameters: Float32Array, { points, labels }: Batch, isNew: (layer: Layer) => boolean): void {
  const last = flow.layers.findLastIndex((layer) => layer.initialise && isNew(layer))
  const ops = float64Ops(parameters)
  const given = givenOf(flow, labels)
  let point: Point<Columns> = coordinatesOf(points, flow.d).map((at) => ({ at }))
  for (const layer of flow.layers.slice(0, last + 1)) {
    if (isNew(layer)) layer.initialise?.(parameters, point.map(({ at }) => entries(at, points.length / flow.d)))
    point = layer.forward(ops, point, given).to
  }
}

/** What a flow is told of samples of these classes, in float64: nothing, if it knows of none. */
export function givenOf({ classes }: Flow, labels: Uint8Array | undefined): Columns | undefined {
  if (classes === 0) return undefined
  if (!labels) throw new RangeError('a flow that is told of classes needs the class of each point')
  return oneHot(float64Ops(new Float64Array()), columns(1, labels.length, Float64Array.from(labels)), classes)
}
