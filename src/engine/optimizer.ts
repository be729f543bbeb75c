import type { OptimizerSettings } from '../experiment/settings.ts'
import { columns, float64Ops } from '../math/float64.ts'
import type { Ops } from '../math/ops.ts'

/** Adam (Kingma & Ba 2015, algorithm 1) with its usual constants. */
const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const
/** Classical momentum of SGD. */
const momentum = 0.9

/** What an optimizer remembers: the weights and two vectors as long as they are. */
export interface OptimizerState<V> {
  readonly parameters: V
  readonly first: V
  readonly second: V
}

/** The numbers of one step that change with the step; they enter as values, not as constants of the formula. */
export interface StepNumbers {
  readonly learningRate: number
  /** 1 / (1 − β₁ᵗ) and 1 / (1 − β₂ᵗ): they undo the start at zero. */
  readonly firstCorrection: number
  readonly secondCorrection: number
  /** What the gradient is multiplied by before it is used: below 1 where its norm is clipped. */
  readonly gradientScale: number
  /** The share of every weight that this step takes away. */
  readonly decay: number
}

/**
 * What the whole gradient is multiplied by, so that its Euclidean norm is at most `clip` (above 0); exactly 1 where it
 * is that small already. Where the norm is not a number neither is the gradient, and the weights tell.
 */
export const clippingScale = <V>(ops: Ops<V>, clip: V, norm: V): V => ops.div(clip, ops.max(clip, norm))

/** The gradient that a step was given, after clipping, from the first moments before and after it. */
export function gradientBetween(method: OptimizerSettings['method'], before: Float32Array, after: Float32Array): Float32Array {
  const [keep, share] = method === 'adam' ? [adam.beta1, 1 - adam.beta1] : [momentum, 1]
  return after.map((value, i) => (value - keep * (before[i] ?? NaN)) / share)
}

/** The gradient as the optimizer remembers it, averaged over its last steps, from its first moment after `step` of them. */
export function smoothedGradient(method: OptimizerSettings['method'], step: number, firstMoment: Float32Array): Float32Array {
  const scale = method === 'adam' ? 1 / (1 - adam.beta1 ** Math.max(1, step)) : 1 - momentum
  return firstMoment.map((value) => value * scale)
}

const exact = float64Ops(new Float64Array())
const single = (value: number) => columns(1, 1, Float64Array.of(value))

/**
 * `step` counts from 0. The cosine schedule falls from the given rate to 0 at `settings.steps`. `gradientNorm`: the
 * Euclidean norm of the whole gradient, asked for only where `settings.clip` is above 0; an engine that keeps it to
 * itself leaves it out and takes `clippingScale` instead.
 */
export function stepNumbers(settings: OptimizerSettings, step: number, gradientNorm = 0): StepNumbers {
  const share = Math.min(1, step / settings.steps)
  const factor = settings.schedule === 'cosine' ? 0.5 * (1 + Math.cos(Math.PI * share)) : 1
  const learningRate = settings.learningRate * factor
  const scale = settings.clip > 0 ? clippingScale(exact, single(settings.clip), single(gradientNorm)).data[0] : 1
  return {
    learningRate,
    firstCorrection: 1 / (1 - adam.beta1 ** (step + 1)),
    secondCorrection: 1 / (1 - adam.beta2 ** (step + 1)),
    gradientScale: scale ?? NaN,
    decay: learningRate * settings.weightDecay,
  }
}

/**
 * One update of every weight at once, written over the algebra. Weight decay is decoupled from the gradient (Loshchilov
 * & Hutter 2019): it enters no moment. All weights decay alike, biases, scales of actnorm and free parameters too.
 */
export function updateParameters<V>(
  ops: Ops<V>,
  method: OptimizerSettings['method'],
  state: OptimizerState<V>,
  unscaled: V,
  numbers: Readonly<Record<keyof StepNumbers, V>>,
): OptimizerState<V> {
  const blend = (old: V, fresh: V, keep: number): V =>
    ops.add(ops.mul(old, ops.constant(keep)), ops.mul(fresh, ops.constant(1 - keep)))
  const gradient = ops.mul(unscaled, numbers.gradientScale)
  const kept = ops.sub(state.parameters, ops.mul(state.parameters, numbers.decay))
  switch (method) {
    case 'adam': {
      const first = blend(state.first, gradient, adam.beta1)
      const second = blend(state.second, ops.mul(gradient, gradient), adam.beta2)
      const size = ops.add(ops.sqrt(ops.mul(second, numbers.secondCorrection)), ops.constant(adam.epsilon))
      const move = ops.div(ops.mul(first, ops.mul(numbers.learningRate, numbers.firstCorrection)), size)
      return { parameters: ops.sub(kept, move), first, second }
    }
    case 'sgd': {
      const first = ops.add(ops.mul(state.first, ops.constant(momentum)), gradient)
      return { parameters: ops.sub(kept, ops.mul(first, numbers.learningRate)), first, second: state.second }
    }
    default:
      return method satisfies never
  }
}
