import type { Ops } from '../../math/ops.ts'

/** A value that is not differentiated: made inside, where no engine keeps what a gradient would need, out of whatever it is. */
const frozen = <V>(ops: Ops<V>, value: () => V): V => ops.withSlope(ops.constant(0), value, (zero) => zero)

/** What a search looks at: how far a function lies above its target at x, and its slope there. */
export interface Excess<V> {
  readonly excess: V
  readonly slope: V
}

/** Below this slope a root has no digits in float32; its derivatives stay finite. */
const leastSlope = 1e-6

/**
 * The root that `search` finds, no search being differentiated, with its derivatives: those of the Newton step
 * root − excess / slope from a root and a slope that are held still (implicit function theorem). The value is the
 * root itself, since the excess is taken less its own value.
 */
export function differentiableRoot<V>(ops: Ops<V>, search: () => V, at: (x: V) => Excess<V>): V {
  const root = frozen(ops, search)
  const { excess, slope } = at(root)
  const still = frozen(ops, () => ops.add(excess, ops.constant(0)))
  const held = frozen(ops, () => ops.max(slope, ops.constant(leastSlope)))
  return ops.sub(root, ops.div(ops.sub(excess, still), held))
}
