import { logSigmoid } from '../../math/stable.ts'
import { mixtureCdf } from './mixtureCdf.ts'

/** The CDF of a mixture of logistics, the coupling map of Flow++ (Ho et al. 2019, eq. 12). */
export const logisticMixtureCdf = mixtureCdf({
  logDensity: (ops, u) => ops.add(logSigmoid(ops, u), logSigmoid(ops, ops.neg(u))),
  logCdf: logSigmoid,
  quantileBracket: (ops, log, logComplement) => {
    const quantile = ops.sub(log, logComplement)
    return [quantile, quantile]
  },
})
