import type { Ops } from '../../math/ops.ts'
import type { OptionsOf } from '../../math/options.ts'
import type { Random } from '../../math/random.ts'
import { logNormal, logSoftmax, logSumExp } from '../../math/stable.ts'
import type { Point } from '../bijector.ts'
import type { baseCatalog } from '../catalog.ts'
import { boundedLog } from '../scalar/boundedLog.ts'
import { float64Ops } from '../../math/float64.ts'
import { coordinate, total } from '../structures/structure.ts'
import type { Base } from './base.ts'
import { sameOnEveryAxis } from './perAxis.ts'

type Options = OptionsOf<typeof baseCatalog.mixture>
/**
 * `means` holds all first coordinates, then all second ones; components are isotropic. A mixture of its own on each axis
 * has as many `logits` and `logScales` again for each.
 */
type Parameters = 'logits' | 'means' | 'logScales'
type Numbers = Readonly<Record<Parameters, readonly number[]>>

/** Component centres lie this far from the origin, and each is this wide, when the run starts. */
const radius = 2
const startDeviation = 0.6

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, k) => k)

/** Axes that share their components, group by group. */
const groupsOf = ({ over }: Options, d: number): readonly (readonly number[])[] =>
  over === 'axes' ? upTo(d).map((axis) => [axis]) : [upTo(d)]

/** Centres evenly along the line in 1D, around the circle from 2D on. */
function centres(components: number, d: number): readonly number[] {
  const index = upTo(components)
  const angle = (k: number) => Math.PI + (2 * Math.PI * k) / components
  const onLine = index.map((k) => radius * ((2 * k) / (components - 1) - 1))
  const axes = [index.map((k) => radius * Math.cos(angle(k))), index.map((k) => radius * Math.sin(angle(k)))]
  return d === 1 ? onLine : upTo(d).flatMap((axis) => axes[axis] ?? index.map(() => 0))
}

function start(options: Options, d: number): Numbers {
  const groups = groupsOf(options, d)
  const each = (value: number) => groups.flatMap(() => new Array<number>(options.components).fill(value))
  const means = groups.flatMap((axes) => centres(options.components, axes.length))
  return { logits: each(0), means, logScales: each(Math.log(startDeviation)) }
}

/** Summed over groups of axes: log Σ_k w_k Π_i N(z_i; μ_ki, σ_k²). */
function logDensity<V>(ops: Ops<V>, p: Readonly<Record<Parameters, V>>, z: Point<V>, options: Options): V {
  const { components } = options
  const part = (values: V, place: number): V => ops.slice(values, place * components, components)
  const groups = groupsOf(options, z.length).map((axes, group) => {
    const logScales = boundedLog(ops, part(p.logScales, group))
    const inverse = ops.exp(ops.neg(logScales))
    const each = axes.map((axis) => {
      const u = ops.mul(ops.sub(coordinate(z, axis).at, part(p.means, axis)), inverse)
      return ops.sub(logNormal(ops, u), logScales)
    })
    return logSumExp(ops, ops.add(logSoftmax(ops, part(p.logits, group)), total(ops, each)))
  })
  return total(ops, groups)
}

type Draws = Readonly<Record<Parameters, ArrayLike<number>>>

function sample(random: Random, n: number, d: number, { logits, means, logScales }: Draws, options: Options): Float32Array {
  const { components } = options
  const ops = float64Ops(new Float64Array())
  const deviations = ops.exp(boundedLog(ops, ops.vector(Array.from(logScales)))).data
  const groups = groupsOf(options, d).map((axes, group) => {
    const own = Array.from(logits).slice(group * components, (group + 1) * components)
    return { axes, first: group * components, logWeights: logSoftmax(ops, ops.vector(own)).data }
  })
  const points = new Float32Array(n * d)
  for (let i = 0; i < n; i++) {
    for (const { axes, first, logWeights } of groups) {
      const k = pick(logWeights, random.uniform())
      const deviation = deviations[first + k] ?? 1
      for (const axis of axes) points[i * d + axis] = (means[axis * components + k] ?? 0) + deviation * random.normal()
    }
  }
  return points
}

/** The component that a uniform number falls to. */
function pick(logWeights: Float64Array, u: number): number {
  let left = u
  for (let k = 0; k < logWeights.length; k++) {
    left -= Math.exp(logWeights[k] ?? -Infinity)
    if (left <= 0) return k
  }
  return logWeights.length - 1
}

/** Several Gaussians in the latent space, over all axes together or over each by itself; fixed, or learned with the flow. */
export const mixture: Base<typeof baseCatalog.mixture, Parameters> = {
  support: 'real',
  parameters: (options, d) => (options.fit === 'learned' ? start(options, d) : { logits: [], means: [], logScales: [] }),
  logDensity: (ops, p, z, options) => {
    if (options.fit === 'learned') return logDensity(ops, p, z, options)
    const { logits, means, logScales } = start(options, z.length)
    const fixed = { logits: ops.vector(logits), means: ops.vector(means), logScales: ops.vector(logScales) }
    return logDensity(ops, fixed, z, options)
  },
  sample: (random, n, d, p, options) => sample(random, n, d, options.fit === 'learned' ? p : start(options, d), options),
  window: (_, d) => sameOnEveryAxis([-5, 5], d),
}
