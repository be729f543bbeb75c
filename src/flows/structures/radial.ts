import type { Ops } from '../../math/ops.ts'
import type { Mapped, Point } from '../bijector.ts'
import type { structureCatalog } from '../catalog.ts'
import { zeros } from '../parameters.ts'
import { boundedLog } from '../scalar/boundedLog.ts'
import { aboveMinusOne } from './aboveMinusOne.ts'
import { freeNumbers } from './conditioner.ts'
import { onTheLine, type PlainStructure, spread, vectorOf } from './structure.ts'

interface Centre<V> {
  readonly at: V
  /** α, the radius within which it acts. */
  readonly reach: V
  /** β/α > −1. */
  readonly strength: V
}

/** Centres start anywhere where data lies. */
const startBound = 2

/** Below it a squared distance counts as this: the root keeps a finite slope. */
const least = 1e-30

const distance = <V>(ops: Ops<V>, offset: V): V => ops.sqrt(ops.max(ops.sum(ops.mul(offset, offset)), ops.constant(least)))

/**
 * r with r (1 + ρα/(α + r)) = R, the positive root of r² + (α(1 + ρ) − R) r − αR = 0, in the form that subtracts
 * nothing from its like.
 */
function distanceBefore<V>(ops: Ops<V>, { reach, strength }: Centre<V>, after: V): V {
  const [zero, half] = [ops.constant(0), ops.constant(0.5)]
  const b = ops.sub(ops.mul(reach, ops.add(ops.constant(1), strength)), after)
  const product = ops.mul(reach, after)
  const root = ops.sqrt(ops.add(ops.mul(b, b), ops.mul(ops.constant(4), product)))
  const sum = ops.mul(half, ops.add(ops.abs(b), root))
  return ops.select(ops.less(b, zero), sum, ops.div(product, sum))
}

/** How many times as far from the centre a point goes, and log |det| = (d − 1) log(1 + ρq) + log(1 + ρq²), q = α/(α + r). */
function effect<V>(ops: Ops<V>, { reach, strength }: Centre<V>, r: V, d: number): { readonly factor: V; readonly logDet: V } {
  const q = ops.div(reach, ops.add(reach, r))
  const around = ops.mul(strength, q)
  const outwards = ops.log1p(ops.mul(around, q))
  return {
    factor: ops.add(ops.constant(1), around),
    logDet: ops.add(ops.mul(ops.constant(d - 1), ops.log1p(around)), outwards),
  }
}

/**
 * z = x + β (x − x₀)/(α + r), r = ‖x − x₀‖ (Rezende & Mohamed 2015, eq. 14): pushes away from a centre, or draws to it.
 * Invertible as β > −α; the way back is a quadratic for r. Starts as the identity, with a centre of its own, from the
 * seed, for every layer.
 */
export const radial: PlainStructure<typeof structureCatalog.radial.options> = {
  takes: 'nothing',
  build: (site) => {
    const { d } = site
    const centre = freeNumbers(site, 'centre', d, { kind: 'uniform', bound: startBound })
    const shape = freeNumbers(site, 'reach and strength', 2, zeros(2))
    const read = <V>(ops: Ops<V>, given?: V): Centre<V> => {
      const numbers = shape.apply(ops, [], given)
      const reach = ops.exp(boundedLog(ops, ops.slice(numbers, 0, 1)))
      return { at: centre.apply(ops, [], given), reach, strength: aboveMinusOne(ops, ops.slice(numbers, 1, 1)) }
    }
    return {
      blocks: [...centre.blocks, ...shape.blocks],
      ...onTheLine(d),
      forward: <V>(ops: Ops<V>, x: Point<V>, given?: V): Mapped<V> => {
        const c = read(ops, given)
        const offset = ops.sub(vectorOf(ops, x), c.at)
        const { factor, logDet } = effect(ops, c, distance(ops, offset), d)
        return { to: spread(ops, ops.add(c.at, ops.mul(offset, factor))), logDet }
      },
      inverse: <V>(ops: Ops<V>, z: Point<V>, given?: V): Mapped<V> => {
        const c = read(ops, given)
        const offset = ops.sub(vectorOf(ops, z), c.at)
        const { factor, logDet } = effect(ops, c, distanceBefore(ops, c, distance(ops, offset)), d)
        return { to: spread(ops, ops.add(c.at, ops.div(offset, factor))), logDet: ops.neg(logDet) }
      },
    }
  },
}
