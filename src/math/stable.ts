import type { Ops } from './ops.ts'

/** Formulas that keep their digits in the tails, written once over the algebra. */

export const logSqrt2Pi = 0.5 * Math.log(2 * Math.PI)

/** log Σ exp over the vector: width K → 1. Its gradient is the softmax. */
export function logSumExp<V>(ops: Ops<V>, a: V): V {
  const value = (all: V): V => {
    const top = ops.greatest(all)
    return ops.add(top, ops.log(ops.sum(ops.exp(ops.sub(all, top)))))
  }
  return ops.withSlope(a, value, (all, sum) => ops.exp(ops.sub(all, sum)))
}

/** log of the softmax over the vector: width K → K. */
export const logSoftmax = <V>(ops: Ops<V>, a: V): V => ops.sub(a, logSumExp(ops, a))

/** The softmax over the vector: width K → K. */
export const softmax = <V>(ops: Ops<V>, a: V): V => ops.exp(logSoftmax(ops, a))

/** log(1 + exp a), never overflowing. Its slope is the logistic function, exp(a − softplus a). */
export function softplus<V>(ops: Ops<V>, a: V): V {
  const value = (b: V): V => ops.add(ops.max(b, ops.constant(0)), ops.log1p(ops.exp(ops.neg(ops.abs(b)))))
  return ops.withSlope(a, value, (b, result) => ops.exp(ops.sub(b, result)))
}

/** log of the logistic function: log σ(a). */
export const logSigmoid = <V>(ops: Ops<V>, a: V): V => ops.neg(softplus(ops, ops.neg(a)))

/** log of the standard normal density. */
export function logNormal<V>(ops: Ops<V>, a: V): V {
  return ops.sub(ops.mul(ops.constant(-0.5), ops.mul(a, a)), ops.constant(logSqrt2Pi))
}

/**
 * Coefficients, ascending in s = 2t − 1, of P in erfc(z) = t exp(P − z²), t = 1 / (1 + z/2), z ≥ 0.
 * Chebyshev series of log(erfc(z) exp(z²) / t) cut at degree 9 and 24, computed with 40 digits.
 * Largest absolute error of P: 2.1e-7 evaluated in float32, 5e-15 in float64.
 */
const erfcTail = {
  single: [
    -0.6717940761, 0.6726422172, 0.04734310629, -0.04687488818, -0.009873768747, 0.008703812035, 0.001776564635, -0.00204873476, -0.0002079091206, 0.0003337358939
  ],
  double: [
    -0.67179408405669214, 0.67264322397765833, 0.047343306841863522, -0.046895610231328917, -0.0098726893640992216, 0.008824938561312325, 0.0017589335074028031, -0.002345812552995894, -0.00014624628742128406, 0.00067367913525688631, -9.3738947676672949e-5, -0.00017430412986925937, 7.1418104334223008e-5, 3.1746935423272358e-5, -3.0237840540071371e-5, 1.3989370477611052e-7, 8.6625353974755387e-6, -2.9634842309596991e-6, -1.409445991433531e-6, 1.2833949153561988e-6, -4.1468537546636414e-8, -2.8956265674355242e-7, 7.7455724087585122e-8, 2.9805133645151677e-8, -1.2776086554968677e-8
  ],
} as const

function polynomial<V>(ops: Ops<V>, coefficients: readonly number[], s: V): V {
  return coefficients
    .slice(0, -1)
    .reduceRight((sum, c) => ops.add(ops.mul(sum, s), ops.constant(c)), ops.constant(coefficients.at(-1) ?? 0))
}

/** log Φ(−|a|) = log(erfc(|a|/√2) / 2). */
function logNormalTail<V>(ops: Ops<V>, a: V): V {
  const one = ops.constant(1)
  const z = ops.mul(ops.abs(a), ops.constant(Math.SQRT1_2))
  const t = ops.div(one, ops.add(one, ops.mul(z, ops.constant(0.5))))
  const s = ops.sub(ops.add(t, t), one)
  const p = polynomial(ops, erfcTail[ops.precision], s)
  return ops.sub(ops.add(ops.log(t), p), ops.add(ops.mul(z, z), ops.constant(Math.LN2)))
}

/** log Φ(a), log of the standard normal CDF, with the full relative accuracy of Φ in both tails. Slope: φ(a) / Φ(a). */
export function logNormalCdf<V>(ops: Ops<V>, a: V): V {
  const value = (b: V): V => {
    const tail = logNormalTail(ops, b)
    return ops.select(ops.less(b, ops.constant(0)), tail, ops.log1p(ops.neg(ops.exp(tail))))
  }
  return ops.withSlope(a, value, (b, result) => ops.exp(ops.sub(logNormal(ops, b), result)))
}
