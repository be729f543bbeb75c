import type { OptimizerSettings } from '../experiment/settings.ts'
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
}

/** `step` counts from 0. The cosine schedule falls from the given rate to 0 at `settings.steps`. */
export function stepNumbers(settings: OptimizerSettings, step: number): StepNumbers {
  const share = Math.min(1, step / settings.steps)
  const factor = settings.schedule === 'cosine' ? 0.5 * (1 + Math.cos(Math.PI * share)) : 1
  return {
    learningRate: settings.learningRate * factor,
    firstCorrection: 1 / (1 - adam.beta1 ** (step + 1)),
    secondCorrection: 1 / (1 - adam.beta2 ** (step + 1)),
  }
}

/** One update of every weight at once, written over the algebra. */
export function updateParameters<V>(
  ops: Ops<V>,
  method: OptimizerSettings['method'],
  state: OptimizerState<V>,
  gradient: V,
  numbers: Readonly<Record<keyof StepNumbers, V>>,
): OptimizerState<V> {
  const blend = (old: V, fresh: V, keep: number): V =>
    ops.add(ops.mul(old, ops.constant(keep)), ops.mul(fresh, ops.constant(1 - keep)))
  switch (method) {
    case 'adam': {
      const first = blend(state.first, gradient, adam.beta1)
      const second = blend(state.second, ops.mul(gradient, gradient), adam.beta2)
      const size = ops.add(ops.sqrt(ops.mul(second, numbers.secondCorrection)), ops.constant(adam.epsilon))
      const move = ops.div(ops.mul(first, ops.mul(numbers.learningRate, numbers.firstCorrection)), size)
      return { parameters: ops.sub(state.parameters, move), first, second }
    }
    case 'sgd': {
      const first = ops.add(ops.mul(state.first, ops.constant(momentum)), gradient)
      return { parameters: ops.sub(state.parameters, ops.mul(first, numbers.learningRate)), first, second: state.second }
    }
    default:
      return method satisfies never
  }
}
