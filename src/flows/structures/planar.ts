import type { Ops } from '../../math/ops.ts'
import type { Mapped, Point } from '../bijector.ts'
import type { structureCatalog } from '../catalog.ts'
import { zeros } from '../parameters.ts'
import { differentiableRoot } from '../scalar/root.ts'
import { aboveMinusOne } from './aboveMinusOne.ts'
import { freeNumbers } from './conditioner.ts'
import { onTheLine, type PlainStructure, spread, vectorOf } from './structure.ts'

interface Plane<V> {
  /** w, normal to the plane wᵀx + b = 0. */
  readonly normal: V
  readonly offset: V
  /** û, with wᵀû = `along` > −1. */
  readonly push: V
  readonly along: V
}

/** Keeps a plane without a normal from 0/0; far below the square of any weight. */
const least = 1e-12

function planeOf<V>(ops: Ops<V>, d: number, wb: V, u: V): Plane<V> {
  const normal = ops.slice(wb, 0, d)
  const before = ops.sum(ops.mul(normal, u))
  const along = aboveMinusOne(ops, before)
  const square = ops.add(ops.sum(ops.mul(normal, normal)), ops.constant(least))
  const push = ops.add(u, ops.mul(normal, ops.div(ops.sub(along, before), square)))
  return { normal, offset: ops.slice(wb, d, 1), push, along }
}

const newtons = 16

/**
 * s with s + κ tanh s = t, κ > −1. The left side is odd, and for s > 0 convex or concave by the sign of κ. Of |t| − κ and
 * |t|/(1 + κ) the larger (κ ≥ 0: from below) or the smaller (κ < 0: from above) is a start from which Newton comes to
 * the root without ever passing it.
 */
function heightOf<V>(ops: Ops<V>, along: V, target: V): V {
  const [zero, one] = [ops.constant(0), ops.constant(1)]
  const search = (): V => {
    const size = ops.abs(target)
    const [near, far] = [ops.sub(size, along), ops.div(size, ops.add(one, along))]
    const start = ops.select(ops.less(along, zero), ops.min(near, far), ops.max(near, far))
    const [root] = ops.iterate(newtons, [start], ([s]) => {
      const { excess, slope } = excessAt(ops, along, s as V, size)
      return [ops.sub(s as V, ops.div(excess, slope))]
    })
    return ops.select(ops.less(target, zero), ops.neg(root as V), root as V)
  }
  return differentiableRoot(ops, search, (s) => excessAt(ops, along, s, target))
}

function excessAt<V>(ops: Ops<V>, along: V, s: V, target: V): { readonly excess: V; readonly slope: V } {
  const bend = ops.tanh(s)
  return {
    excess: ops.sub(ops.add(s, ops.mul(along, bend)), target),
    slope: ops.add(ops.constant(1), ops.mul(along, ops.sub(ops.constant(1), ops.mul(bend, bend)))),
  }
}

/** log(1 + κ (1 − tanh² s)). */
const logSlope = <V>(ops: Ops<V>, along: V, bend: V): V =>
  ops.log1p(ops.mul(along, ops.sub(ops.constant(1), ops.mul(bend, bend))))

/**
 * z = x + û tanh(wᵀx + b) (Rezende & Mohamed 2015, eq. 10–12): pushes what lies on the two sides of a plane apart or
 * together. log |det| = log(1 + wᵀû (1 − tanh²)). The way back is one equation for wᵀx. Starts as the identity, with a
 * plane of its own, from the seed, for every layer.
 */
export const planar: PlainStructure<typeof structureCatalog.planar.options> = {
  takes: 'nothing',
  build: (site) => {
    const { d } = site
    const plane = freeNumbers(site, 'plane', d + 1, { kind: 'fanIn', inputs: d })
    const push = freeNumbers(site, 'push', d, zeros(d))
    const read = <V>(ops: Ops<V>, given?: V): Plane<V> => planeOf(ops, d, plane.apply(ops, [], given), push.apply(ops, [], given))
    return {
      blocks: [...plane.blocks, ...push.blocks],
      ...onTheLine(d),
      forward: <V>(ops: Ops<V>, point: Point<V>, given?: V): Mapped<V> => {
        const [p, x] = [read(ops, given), vectorOf(ops, point)]
        const bend = ops.tanh(ops.add(ops.sum(ops.mul(p.normal, x)), p.offset))
        return { to: spread(ops, ops.add(x, ops.mul(p.push, bend))), logDet: logSlope(ops, p.along, bend) }
      },
      inverse: <V>(ops: Ops<V>, point: Point<V>, given?: V): Mapped<V> => {
        const [p, z] = [read(ops, given), vectorOf(ops, point)]
        const bend = ops.tanh(heightOf(ops, p.along, ops.add(ops.sum(ops.mul(p.normal, z)), p.offset)))
        return { to: spread(ops, ops.sub(z, ops.mul(p.push, bend))), logDet: ops.neg(logSlope(ops, p.along, bend)) }
      },
    }
  },
}
