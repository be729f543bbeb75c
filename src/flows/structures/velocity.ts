import type { Block } from '../../math/block.ts'
import type { Ops } from '../../math/ops.ts'
import type { OptionsOf } from '../../math/options.ts'
import type { Motion } from '../../math/rungeKutta.ts'
import { softplus } from '../../math/stable.ts'
import type { structureCatalog } from '../catalog.ts'
import { zeros } from '../parameters.ts'
import type { Site } from './structure.ts'

type VelocityOptions = OptionsOf<typeof structureCatalog.continuous.options>

/** A field of velocities, as a network of the point, the time and the class. */
export interface VelocityField {
  readonly blocks: readonly Block[]
  /** The velocity at `x` (width d) at time `t` (width 1), and what its divergence is a linear function of. */
  at<V>(ops: Ops<V>, x: V, t: V, given?: V): Motion<V>
  /** The divergence Σ_i ∂velocity_i/∂x_i that `gains` stand for. Linear: of their integral, it is the integral. */
  divergence<V>(ops: Ops<V>, gains: readonly V[]): V
}

/** A smooth function of a unit, with its slope. */
function bend<V>(ops: Ops<V>, name: VelocityOptions['activation'], a: V): { readonly value: V; readonly slope: V } {
  if (name === 'softplus') {
    const value = softplus(ops, a)
    return { value, slope: ops.exp(ops.sub(a, value)) }
  }
  const value = ops.tanh(a)
  // 1 − y²: told with its own slope, it is done with on the way forward and need not be kept for the way back.
  const slope = ops.withSlope(value, (y) => ops.add(ops.constant(1), ops.mul(y, ops.neg(y))), (y) => ops.mul(ops.constant(-2), y))
  return { value, slope }
}

/**
 * A multilayer perceptron of (x, t, class) whose last layer starts at zero: nothing moves at first. Its exact divergence
 * comes from d tangents: ∂/∂x_i is row i of the first weights, then through each layer as values go, without the bias. The
 * last layer is linear, so the tangents are integrated in front of it. With one hidden layer the tangents of a point are
 * the slopes of its units times numbers that no point changes: only the slopes are integrated.
 */
export function buildVelocity({ name, d, classes, allocate }: Site, { width, depth, activation }: VelocityOptions): VelocityField {
  const inputs = d + 1 + classes
  const hidden = Array.from({ length: depth }, (_, i) => {
    const from = i === 0 ? inputs : width
    const start = { kind: 'fanIn', inputs: from } as const
    return {
      weights: allocate(`${name} · hidden ${i + 1} · weights`, [from, width], start),
      bias: allocate(`${name} · hidden ${i + 1} · bias`, [width], start),
    }
  })
  const weights = allocate(`${name} · output · weights`, [width, d], zeros(width * d))
  const bias = allocate(`${name} · output · bias`, [d], zeros(d))
  const axes = Array.from({ length: d }, (_, i) => i)
  /** The tangents behind the first hidden layer. */
  const tangents = <V>(ops: Ops<V>, slope: V): readonly V[] =>
    hidden.slice(0, 1).flatMap((first) => axes.map((i) => ops.mul(slope, ops.slice(ops.parameter(first.weights), i * width, width))))
  return {
    blocks: [...hidden.flatMap((layer) => [layer.weights, layer.bias]), weights, bias],
    at: (ops, x, t, given) => {
      let value = ops.concat([x, t, ...(given === undefined ? [] : [given])])
      let gains: readonly (typeof x)[] = []
      hidden.forEach((layer, i) => {
        const unit = bend(ops, activation, ops.dense(value, layer.weights, layer.bias))
        value = unit.value
        if (i === 0) gains = depth === 1 ? [unit.slope] : tangents(ops, unit.slope)
        else gains = gains.map((tangent) => ops.mul(unit.slope, ops.linear(tangent, layer.weights)))
      })
      return { velocity: ops.dense(value, weights, bias), gains }
    },
    divergence: (ops, gains) => {
      const [only] = gains
      const last = depth === 1 && only !== undefined ? tangents(ops, only) : gains
      return last.map((tangent, i) => ops.slice(ops.linear(tangent, weights), i, 1)).reduce((sum, one) => ops.add(sum, one))
    },
  }
}
