import type { Ops } from '../../math/ops.ts'
import type { OptionsOf } from '../../math/options.ts'
import type { MappedCoordinate, ScalarBijector } from '../bijector.ts'
import type { scalarCatalog } from '../catalog.ts'
import { between, binOf, chosenEnds, knotsOf, steepness } from './bins.ts'
import { differentiableRoot } from './root.ts'

type Specs = typeof scalarCatalog.rationalQuadraticSpline
type Parameters = 'widths' | 'heights' | 'slopes'

/** The bin that a number lies in, in the letters of Durkan et al. 2019: [x0, x0 + w] onto [y0, y0 + h], slopes d0 and d1 at its ends. */
interface Bin<V> {
  readonly x0: V
  readonly w: V
  readonly y0: V
  readonly h: V
  readonly d0: V
  readonly d1: V
  /** h / w */
  readonly s: V
}

/** Finds the bin of `at` among the knots in x, or among those in y. Beyond ±bound the slope is 1, and so it is there. */
function findBin<V>(ops: Ops<V>, p: Readonly<Record<Parameters, V>>, at: V, by: 'x' | 'y', bound: number): Bin<V> {
  const xs = knotsOf(ops, p.widths, -bound, bound)
  const ys = knotsOf(ops, p.heights, -bound, bound)
  const bin = binOf(ops, by === 'x' ? xs : ys, at)
  const [x0, x1] = chosenEnds(ops, bin, xs)
  const [y0, y1] = chosenEnds(ops, bin, ys)
  const [u0, u1] = chosenEnds(ops, bin, between(ops, 0, p.slopes, 0))
  const [w, h] = [ops.sub(x1, x0), ops.sub(y1, y0)]
  return { x0, w, y0, h, d0: steepness(ops, u0), d1: steepness(ops, u1), s: ops.div(h, w) }
}

/** y and log dy/dx at x = x0 + θ w (eq. 4 and 5). */
function spline<V>(ops: Ops<V>, { y0, h, d0, d1, s }: Bin<V>, theta: V): { readonly y: V; readonly logSlope: V } {
  const { add, sub, mul, div } = ops
  const rest = sub(ops.constant(1), theta)
  const [q, squared] = [mul(theta, rest), mul(theta, theta)]
  const twice = add(s, s)
  const denominator = add(s, mul(sub(add(d0, d1), twice), q))
  const y = add(y0, div(mul(h, add(mul(s, squared), mul(d0, q))), denominator))
  const slopes = add(add(mul(d1, squared), mul(twice, q)), mul(d0, mul(rest, rest)))
  const ratio = div(s, denominator)
  return { y, logSlope: ops.log(mul(slopes, mul(ratio, ratio))) }
}

/** θ with spline(θ) = y: the root of aθ² + bθ + c in [0, 1] (eq. 6–8), in the one of its two forms that adds what has one sign. */
function thetaOf<V>(ops: Ops<V>, { y0, h, d0, d1, s }: Bin<V>, y: V): V {
  const { add, sub, mul } = ops
  const v = ops.div(sub(y, y0), h)
  const b = sub(d0, mul(sub(add(d0, d1), add(s, s)), v))
  const [a, c] = [sub(s, b), ops.neg(mul(s, v))]
  const root = ops.sqrt(ops.max(ops.constant(0), sub(mul(b, b), mul(ops.constant(4), mul(a, c)))))
  const sum = add(ops.abs(b), root)
  const falls = ops.less(b, ops.constant(0))
  return ops.div(ops.select(falls, sum, ops.mul(ops.constant(-2), c)), ops.select(falls, add(a, a), sum))
}

/**
 * `inner` for numbers in (−bound, bound), the identity elsewhere. What lies outside is moved to the edge before `inner`
 * sees it: a gradient of an unused branch may be anything but not a number.
 */
function within<V>(ops: Ops<V>, at: V, bound: number, inner: (inside: V) => { readonly at: V; readonly logDet: V }): MappedCoordinate<V> {
  const mapped = inner(ops.min(ops.max(at, ops.constant(-bound)), ops.constant(bound)))
  const isInside = ops.less(ops.abs(at), ops.constant(bound))
  return {
    to: { at: ops.select(isInside, mapped.at, at) },
    logDet: ops.select(isInside, mapped.logDet, ops.constant(0)),
  }
}

function start({ bins }: OptionsOf<Specs>): Readonly<Record<Parameters, readonly number[]>> {
  const zeros = new Array<number>(bins).fill(0)
  return { widths: zeros, heights: zeros, slopes: zeros.slice(1) }
}

/** A monotone spline of rational quadratics on [−bound, bound], the identity outside (Durkan et al. 2019); starts as the identity. */
export const rationalQuadraticSpline: ScalarBijector<Specs, Parameters> = {
  domain: () => 'real',
  range: () => 'real',
  parameters: start,
  landmarks: (ops, p, { bound }) => knotsOf(ops, p.widths, -bound, bound),
  forward: (ops, p, x, { bound }) =>
    within(ops, x.at, bound, (inside) => {
      const bin = findBin(ops, p, inside, 'x', bound)
      const { y, logSlope } = spline(ops, bin, ops.div(ops.sub(inside, bin.x0), bin.w))
      return { at: y, logDet: logSlope }
    }),
  inverse: (ops, p, { at }, { bound }) =>
    within(ops, at, bound, (inside) => {
      const bin = findBin(ops, p, inside, 'y', bound)
      const theta = differentiableRoot(
        ops,
        () => thetaOf(ops, bin, inside),
        (found) => {
          const { y, logSlope } = spline(ops, bin, found)
          return { excess: ops.sub(y, inside), slope: ops.mul(ops.exp(logSlope), bin.w) }
        },
      )
      return { at: ops.add(bin.x0, ops.mul(theta, bin.w)), logDet: ops.neg(spline(ops, bin, theta).logSlope) }
    }),
}
