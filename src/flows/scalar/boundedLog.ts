import type { Ops } from '../../math/ops.ts'

/** Largest |log-scale|: scales stay within e^±5, since the exponential of an unbounded network output blows up. */
const limit = 5

/** A log-scale bent smoothly into ±limit: limit · tanh(s / limit), the identity to first order at 0. */
export const boundedLog = <V>(ops: Ops<V>, s: V): V =>
  ops.mul(ops.constant(limit), ops.tanh(ops.mul(s, ops.constant(1 / limit))))

/** The number that `boundedLog` bends into `logScale`, or into the nearest it can reach. */
export function unboundedLog(logScale: number): number {
  const share = Math.max(-0.999, Math.min(0.999, logScale / limit))
  return limit * Math.atanh(share)
}
