import { logNormal, logNormalCdf } from '../../math/stable.ts'
import type { Ops } from '../../math/ops.ts'
import { mixtureCdf } from './mixtureCdf.ts'

/** √(−2 log 2q), which bounds the normal quantile from outside: Φ(−x) ≤ ½ exp(−x²/2); 0 where q ≥ ½. */
const reach = <V>(ops: Ops<V>, logTail: V): V =>
  ops.sqrt(ops.max(ops.constant(0), ops.mul(ops.constant(-2), ops.add(logTail, ops.constant(Math.LN2)))))

/** The CDF of a mixture of Gaussians: it carries that very mixture onto Uniform(0, 1). */
export const gaussianMixtureCdf = mixtureCdf({
  logDensity: logNormal,
  logCdf: logNormalCdf,
  quantileBracket: (ops, log, logComplement) => [ops.neg(reach(ops, log)), reach(ops, logComplement)],
})
