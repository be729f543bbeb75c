import type { Block } from '../../math/block.ts'
import type { Ops } from '../../math/ops.ts'
import type { OptionsOf } from '../../math/options.ts'
import { softplus } from '../../math/stable.ts'
import type { conditionerOptions } from '../catalog.ts'
import type { Point } from '../bijector.ts'
import { type Start, zeros } from '../parameters.ts'
import type { Site } from './structure.ts'

type ConditionerOptions = OptionsOf<typeof conditionerOptions>

/** What free numbers and networks need to know of where they stand. */
type FreeSite = Pick<Site, 'name' | 'classes' | 'allocate'>

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
 * and the bijector it feeds starts as it would with free parameters. With residual connections every hidden layer after
 * the first adds to what it reads (He et al. 2016): h_{i+1} = h_i + act(W h_i + b).
 */
export function buildConditioner(
  { name, classes, allocate }: FreeSite,
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
  const skips = options.connections === 'residual'
  const weights = allocate(`${name} · output · weights`, [last, start.length], zeros(last * start.length))
  const bias = allocate(`${name} · output · bias`, [start.length], { kind: 'values', values: start })
  return {
    blocks: [...hidden.flatMap((layer) => [layer.weights, layer.bias]), weights, bias],
    apply: (ops, point, given) => {
      const x = ops.concat([...point.map(({ at }) => at), ...(given === undefined ? [] : [given])])
      const top = hidden.reduce((value, layer, i) => {
        const next = activate(ops, options.activation, ops.dense(value, layer.weights, layer.bias))
        return skips && i > 0 ? ops.add(value, next) : next
      }, x)
      return ops.dense(top, weights, bias)
    },
  }
}

/** Numbers that no coordinate decides: free ones, or where the site has classes, numbers for each; all classes start alike. */
export function freeNumbers(site: FreeSite, what: string, size: number, start: Start): Conditioner {
  const name = `${site.name} · ${what}`
  if (site.classes === 0) {
    const block = site.allocate(name, [size], start)
    return { blocks: [block], apply: (ops) => ops.parameter(block) }
  }
  const weights = site.allocate(`${name} · of each class`, [site.classes, size], zeros(site.classes * size))
  const bias = site.allocate(name, [size], start)
  return { blocks: [weights, bias], apply: (ops, _point, given) => ops.dense(given ?? missing(name), weights, bias) }
}

function missing(name: string): never {
  throw new RangeError(`${name} is told of no class, but was built for some`)
}

/** The parameters of coordinate k that no other coordinate decides, as `freeNumbers`. */
export const freeParameters = (site: FreeSite, k: number, start: readonly number[]): Conditioner =>
  freeNumbers(site, `x${k + 1}`, start.length, { kind: 'values', values: start })
