import type { Ops } from '../../math/ops.ts'
import type { OptionsOf } from '../../math/options.ts'
import { logSoftmax, logSumExp } from '../../math/stable.ts'
import type { Coordinate, ScalarBijector } from '../bijector.ts'
import type { mixtureOptions } from '../catalog.ts'
import { tailsOf } from '../interval.ts'
import { boundedLog } from './boundedLog.ts'
import { differentiableRoot, type Excess } from './root.ts'
import { squeeze, stretch } from './sigmoid.ts'

/** One standard component: everything the CDF of a mixture of shifted and scaled copies needs. */
export interface Component {
  /** log of the density at u. */
  logDensity<V>(ops: Ops<V>, u: V): V
  /** log of the CDF at u; the survival function is its mirror image, log CDF(−u). */
  logCdf<V>(ops: Ops<V>, u: V): V
  /** Two numbers between which the quantile lies, from log u and log(1 − u). They may be equal. */
  quantileBracket<V>(ops: Ops<V>, log: V, logComplement: V): readonly [low: V, high: V]
}

type Parameters = 'logits' | 'means' | 'logScales'
type Weights<V> = Readonly<Record<Parameters, V>>
type MixtureOptions = typeof mixtureOptions

/** log CDF, log(1 − CDF) and log density of the mixture at x, each a log-sum-exp, so exact in both tails. */
function tails<V>(ops: Ops<V>, component: Component, p: Weights<V>, x: V) {
  const logWeights = logSoftmax(ops, p.logits)
  const logScales = boundedLog(ops, p.logScales)
  const u = ops.mul(ops.sub(x, p.means), ops.exp(ops.neg(logScales)))
  const mix = (logs: V): V => logSumExp(ops, ops.add(logWeights, logs))
  // Rounding may lift the logarithm of a probability above 0, and the probability out of (0, 1).
  const probability = (logs: V): V => ops.min(mix(logs), ops.constant(0))
  return {
    log: probability(component.logCdf(ops, u)),
    logComplement: probability(component.logCdf(ops, ops.neg(u))),
    logDensity: mix(ops.sub(component.logDensity(ops, u), logScales)),
  }
}

/** Steps of the root search: bisection shrinks the bracket, Newton polishes. */
const bisections = 10
const newtons = 6

/** How far logit CDF(x) lies above its target, and its slope in x. */
function excessAt<V>(ops: Ops<V>, component: Component, p: Weights<V>, x: V, target: V): Excess<V> {
  const { log, logComplement, logDensity } = tails(ops, component, p, x)
  return {
    excess: ops.sub(ops.sub(log, logComplement), target),
    slope: ops.exp(ops.sub(logDensity, ops.add(log, logComplement))),
  }
}

/**
 * x with CDF(x) = u. The quantile of a mixture lies between the smallest and the largest quantile of its components,
 * so the bracket is guaranteed; the equation solved is logit CDF(x) = logit u, close to straight in both tails.
 * All samples run in lock step; a Newton step is refused only when it leaves the bracket.
 */
function quantile<V>(ops: Ops<V>, component: Component, p: Weights<V>, u: Coordinate<V>): V {
  const { log, logComplement } = tailsOf(ops, u)
  const target = ops.sub(log, logComplement)
  const half = ops.constant(0.5)
  const middle = (a: V, b: V): V => ops.mul(half, ops.add(a, b))

  const narrow = ([a, b, x]: readonly V[], newton: boolean): readonly V[] => {
    const [from, to, at] = [a, b, x] as [V, V, V]
    const { excess, slope } = excessAt(ops, component, p, at, target)
    const above = ops.less(ops.constant(0), excess)
    const left = ops.select(above, from, at)
    const right = ops.select(above, at, to)
    const center = middle(left, right)
    if (!newton) return [left, right, center]
    const next = ops.sub(at, ops.div(excess, slope))
    const kept = ops.select(ops.less(next, left), center, ops.select(ops.less(right, next), center, next))
    return [left, right, ops.select(ops.less(ops.abs(next), ops.constant(Infinity)), kept, center)]
  }

  const search = (): V => {
    const scales = ops.exp(boundedLog(ops, p.logScales))
    const [low, high] = component
      .quantileBracket(ops, log, logComplement)
      .map((bound) => ops.add(p.means, ops.mul(scales, bound))) as [V, V]
    const [from, to] = [ops.least(low), ops.greatest(high)]
    const bisected = ops.iterate(bisections, [from, to, middle(from, to)], (state) => narrow(state, false))
    const [, , root] = ops.iterate(newtons, widened(ops, bisected), (state) => narrow(state, true))
    return root as V
  }
  return differentiableRoot(ops, search, (x) => excessAt(ops, component, p, x, target))
}

/**
 * The bracket made three times as wide. Where bisection has looked at the root itself, rounding decides on which side
 * it lies: left just outside, Newton would be refused again and again for a step too far by one bit.
 */
function widened<V>(ops: Ops<V>, [a, b, x]: readonly V[]): readonly V[] {
  const [from, to, at] = [a, b, x] as [V, V, V]
  const width = ops.sub(to, from)
  return [ops.sub(from, width), ops.add(to, width), at]
}

/** The means start evenly over this range, each as wide as the gap between them: data is a few units across. */
const spread = 2

function start(components: number): Readonly<Record<Parameters, readonly number[]>> {
  const index = Array.from({ length: components }, (_, k) => k)
  return {
    logits: index.map(() => 0),
    means: index.map((k) => (components === 1 ? 0 : spread * ((2 * k) / (components - 1) - 1))),
    logScales: index.map(() => Math.log((2 * spread) / Math.max(components, 4))),
  }
}

/** The CDF of a mixture as a bijector, onto (0, 1), or onto the real line by the logit of its two exact tails. */
export function mixtureCdf(component: Component): ScalarBijector<MixtureOptions, Parameters> {
  type Options = OptionsOf<MixtureOptions>
  return {
    domain: () => 'real',
    range: ({ onto }: Options) => onto,
    parameters: ({ components }: Options) => start(components),
    landmarks: (_ops, p) => p.means,
    forward: (ops, p, x, { onto }) => {
      const { log, logComplement, logDensity } = tails(ops, component, p, x.at)
      const u = { at: ops.exp(log), log, logComplement }
      if (onto === 'unit') return { to: u, logDet: logDensity }
      const real = stretch(ops, u)
      return { to: real.to, logDet: ops.add(logDensity, real.logDet) }
    },
    inverse: (ops, p, y, { onto }) => {
      const u = onto === 'unit' ? { to: y, logDet: ops.constant(0) } : squeeze(ops, y)
      const x = quantile(ops, component, p, u.to)
      const { logDensity } = tails(ops, component, p, x)
      return { to: { at: x }, logDet: ops.sub(u.logDet, logDensity) }
    },
  }
}
