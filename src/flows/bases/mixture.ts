import type { Ops } from '../../math/ops.ts'
import { logNormal, logSoftmax, logSumExp } from '../../math/stable.ts'
import type { Point } from '../bijector.ts'
import type { baseCatalog } from '../catalog.ts'
import { boundedLog } from '../scalar/boundedLog.ts'
import { float64Ops } from '../../math/float64.ts'
import { total } from '../structures/structure.ts'
import type { Base } from './base.ts'
import { sameOnEveryAxis } from './perAxis.ts'

/** `means` holds all first coordinates, then all second ones; components are isotropic. */
type Parameters = 'logits' | 'means' | 'logScales'
type Numbers = Readonly<Record<Parameters, readonly number[]>>

/** Component centres lie this far from the origin, and each is this wide, when the run starts. */
const radius = 2
const startDeviation = 0.6

/** Centres evenly along the line in 1D, around the circle from 2D on. */
function start(components: number, d: number): Numbers {
  const index = Array.from({ length: components }, (_, k) => k)
  const angle = (k: number) => Math.PI + (2 * Math.PI * k) / components
  const onLine = index.map((k) => radius * ((2 * k) / (components - 1) - 1))
  const axes = [index.map((k) => radius * Math.cos(angle(k))), index.map((k) => radius * Math.sin(angle(k)))]
  const means = d === 1 ? onLine : Array.from({ length: d }, (_, axis) => axes[axis] ?? index.map(() => 0)).flat()
  return { logits: index.map(() => 0), means, logScales: index.map(() => Math.log(startDeviation)) }
}

/** log Σ_k w_k Π_i N(z_i; μ_ki, σ_k²). */
function logDensity<V>(ops: Ops<V>, p: Readonly<Record<Parameters, V>>, z: Point<V>, components: number): V {
  const logScales = boundedLog(ops, p.logScales)
  const inverse = ops.exp(ops.neg(logScales))
  const axes = z.map(({ at }, axis) => {
    const u = ops.mul(ops.sub(at, ops.slice(p.means, axis * components, components)), inverse)
    return ops.sub(logNormal(ops, u), logScales)
  })
  return logSumExp(ops, ops.add(logSoftmax(ops, p.logits), total(ops, axes)))
}

/** Several Gaussians in the latent space, fixed, or learned together with the flow. */
export const mixture: Base<typeof baseCatalog.mixture, Parameters> = {
  support: 'real',
  parameters: ({ components, fit }, d) =>
    fit === 'learned' ? start(components, d) : { logits: [], means: [], logScales: [] },
  logDensity: (ops, p, z, { components, fit }) => {
    if (fit === 'learned') return logDensity(ops, p, z, components)
    const fixed = start(components, z.length)
    const constants = {
      logits: ops.vector(fixed.logits),
      means: ops.vector(fixed.means),
      logScales: ops.vector(fixed.logScales),
    }
    return logDensity(ops, constants, z, components)
  },
  sample: (random, n, d, p, { components, fit }) => {
    const { logits, means, logScales } = fit === 'learned' ? p : start(components, d)
    const ops = float64Ops(new Float64Array())
    const logWeights = logSoftmax(ops, ops.vector([...logits])).data
    const deviations = ops.exp(boundedLog(ops, ops.vector([...logScales]))).data
    const points = new Float32Array(n * d)
    for (let i = 0; i < n; i++) {
      const k = pick(logWeights, random.uniform())
      for (let axis = 0; axis < d; axis++) {
        points[i * d + axis] = (means[axis * components + k] ?? 0) + (deviations[k] ?? 1) * random.normal()
      }
    }
    return points
  },
  window: (_, d) => sameOnEveryAxis([-5, 5], d),
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
