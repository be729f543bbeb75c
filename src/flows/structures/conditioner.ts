import type { Block } from '../../math/block.ts'
import type { Ops } from '../../math/ops.ts'
import type { OptionsOf } from '../../math/options.ts'
import { softplus } from '../../math/stable.ts'
import type { conditionerOptions } from '../catalog.ts'
import type { Point } from '../bijector.ts'
import { zeros } from '../parameters.ts'
import type { Site } from './structure.ts'

type ConditionerOptions = OptionsOf<typeof conditionerOptions>

/** A network that reads some coordinates and gives the parameters of a bijector of others. */
export interface Conditioner {
  readonly blocks: readonly Block[]
  /** `coordinates`: as many as `inputs`, and the class of each sample, one-hot, if the site has classes → width `start.length`. */
  apply<V>(ops: Ops<V>, coordinates: Point<V>, given?: V): V
}

function activate<V>(ops: Ops<V>, name: ConditionerOptions['activation'], a: V): V {
  switch (name) {
    case 'tanh':
      return ops.tanh(a)
    case 'softplus':
      return softplus(ops, a)
    case 'silu':
      // a σ(a), with σ(a) = (1 + tanh(a/2)) / 2
      return ops.mul(ops.mul(a, ops.constant(0.5)), ops.add(ops.constant(1), ops.tanh(ops.mul(a, ops.constant(0.5)))))
    default:
      return name satisfies never
  }
}

/**
 * A multilayer perceptron whose last layer starts at zero weights and the bias `start`: at first it ignores its input,
 * and the bijector it feeds starts as it would with free parameters.
 */
export function buildConditioner(
  { name, classes, allocate }: Pick<Site, 'name' | 'classes' | 'allocate'>,
  coordinates: number,
  start: readonly number[],
  options: ConditionerOptions,
): Conditioner {
  const inputs = coordinates + classes
  const widths = [inputs, ...new Array<number>(options.depth).fill(options.width)]
  const hidden = widths.slice(1).map((outputs, i) => {
    const from = widths[i] ?? inputs
    const uniform = { kind: 'fanIn', inputs: from } as const
    return {
      weights: allocate(`${name} · hidden ${i + 1} · weights`, [from, outputs], uniform),
      bias: allocate(`${name} · hidden ${i + 1} · bias`, [outputs], uniform),
    }
  })
  const last = widths.at(-1) ?? inputs
  const weights = allocate(`${name} · output · weights`, [last, start.length], zeros(last * start.length))
  const bias = allocate(`${name} · output · bias`, [start.length], { kind: 'values', values: start })
  return {
    blocks: [...hidden.flatMap((layer) => [layer.weights, layer.bias]), weights, bias],
    apply: (ops, point, given) => {
      const x = ops.concat([...point.map(({ at }) => at), ...(given === undefined ? [] : [given])])
      const top = hidden.reduce(
        (value, layer) => activate(ops, options.activation, ops.dense(value, layer.weights, layer.bias)),
        x,
      )
      return ops.dense(top, weights, bias)
    },
  }
}

/** The parameters of coordinate k that no other coordinate decides: free numbers, or where the site has classes, numbers for each. */
export function freeParameters(site: Pick<Site, 'name' | 'classes' | 'allocate'>, k: number, start: readonly number[]): Conditioner {
  const name = `${site.name} · x${k + 1}`
  if (site.classes > 0) return buildConditioner({ ...site, name }, 0, start, { width: 1, depth: 0, activation: 'tanh' })
  const block = site.allocate(name, [start.length], { kind: 'values', values: start })
  return { blocks: [block], apply: (ops) => ops.parameter(block) }
}
