import type { Ops } from '../../math/ops.ts'
import type { OptionsOf } from '../../math/options.ts'
import type { ScalarBijector } from '../bijector.ts'
import type { scalarCatalog } from '../catalog.ts'
import { boundedLog, unboundedLog } from './boundedLog.ts'
import { differentiableRoot, type Excess } from './root.ts'

type Specs = typeof scalarCatalog.polynomial
type Parameters = 'shift' | 'logCoefficients'

/**
 * Coefficients are those of powers of x / unit, so that each of them matters where data lies, a few units out: at ten
 * deviations the 7th power is 610 and not 10⁷, a number that an optimizer can live with.
 */
const unit = 4

/** log of the higher coefficients at the start, the first being 1: up to x = ±3 the map is the identity to within 6 %. */
const startLog = -3

const termsOf = ({ degree }: OptionsOf<Specs>): number => (Number(degree) + 1) / 2

/** Σ_k factor_k a_k q^k by Horner's rule: `coefficients` a_0 … a_K−1 of width K. */
function horner<V>(ops: Ops<V>, coefficients: V, q: V, factor: (k: number) => number): V {
  const term = (k: number): V => ops.mul(ops.constant(factor(k)), ops.slice(coefficients, k, 1))
  const last = ops.width(coefficients) - 1
  return Array.from({ length: last }, (_, i) => last - 1 - i).reduce((sum, k) => ops.add(ops.mul(sum, q), term(k)), term(last))
}

/** Σ a_k x (x/unit)^2k and its slope, which adds positive terms alone. */
function oddSum<V>(ops: Ops<V>, coefficients: V, x: V): { readonly value: V; readonly slope: V } {
  const t = ops.mul(x, ops.constant(1 / unit))
  const q = ops.mul(t, t)
  return {
    value: ops.mul(x, horner(ops, coefficients, q, () => 1)),
    slope: horner(ops, coefficients, q, (k) => 2 * k + 1),
  }
}

const newtons = 8

/**
 * x ≥ 0 with Σ a_k x (x/unit)^2k = w, w ≥ 0. Of K terms that are positive none exceeds w and one reaches w/K: with
 * r_k(w) the root of term k alone, min r_k(w/K) ≤ x ≤ min r_k(w). The sum is convex there, so Newton comes down from the
 * upper end of the bracket to the root without ever passing it, but for rounding.
 */
function search<V>(ops: Ops<V>, coefficients: V, w: V): V {
  const terms = ops.width(coefficients)
  const powers = Array.from({ length: terms }, (_, k) => 2 * k + 1)
  const logShare = ops.log(ops.div(ops.max(w, ops.constant(2 ** -100)), coefficients))
  const units = ops.vector(powers.map((power) => (1 - 1 / power) * Math.log(unit)))
  const lowest = (shares: V): V =>
    ops.exp(ops.least(ops.add(units, ops.mul(shares, ops.vector(powers.map((power) => 1 / power))))))
  const [from, to] = [lowest(ops.sub(logShare, ops.constant(Math.log(terms)))), lowest(logShare)]
  const [root] = ops.iterate(newtons, [to], ([x]) => {
    const { value, slope } = oddSum(ops, coefficients, x as V)
    const next = ops.sub(x as V, ops.div(ops.sub(value, w), slope))
    return [ops.min(ops.max(next, from), to)]
  })
  return root as V
}

function inverseOf<V>(ops: Ops<V>, coefficients: V, y: V): V {
  const excessAt = (x: V): Excess<V> => {
    const { value, slope } = oddSum(ops, coefficients, x)
    return { excess: ops.sub(value, y), slope }
  }
  const odd = (): V => {
    const root = search(ops, coefficients, ops.abs(y))
    return ops.select(ops.less(y, ops.constant(0)), ops.neg(root), root)
  }
  return differentiableRoot(ops, odd, excessAt)
}

function start(options: OptionsOf<Specs>): Readonly<Record<Parameters, readonly number[]>> {
  const higher = new Array<number>(termsOf(options) - 1).fill(unboundedLog(startLog))
  return { shift: [0], logCoefficients: [0, ...higher] }
}

/**
 * y = t + Σ_k a_k x (x/unit)^2k, odd powers of x with positive coefficients a_k = exp(…), kept bounded: increasing, with
 * a slope that is nowhere 0. Starts close to the identity.
 */
export const polynomial: ScalarBijector<Specs, Parameters> = {
  domain: () => 'real',
  range: () => 'real',
  parameters: start,
  forward: (ops, { shift, logCoefficients }, x) => {
    const { value, slope } = oddSum(ops, ops.exp(boundedLog(ops, logCoefficients)), x.at)
    return { to: { at: ops.add(value, shift) }, logDet: ops.log(slope) }
  },
  inverse: (ops, { shift, logCoefficients }, y) => {
    const coefficients = ops.exp(boundedLog(ops, logCoefficients))
    const x = inverseOf(ops, coefficients, ops.sub(y.at, shift))
    return { to: { at: x }, logDet: ops.neg(ops.log(oddSum(ops, coefficients, x).slope)) }
  },
}
