import type { Ops } from '../../math/ops.ts'
import type { OptionsOf } from '../../math/options.ts'
import type { Coordinate, MappedCoordinate, ScalarBijector } from '../bijector.ts'
import type { scalarCatalog } from '../catalog.ts'
import { between, binOf, chosen, chosenEnds, ends, knotsOf, steepness } from './bins.ts'
import { differentiableRoot } from './root.ts'
import { unitImage } from './unitImage.ts'

type Specs = typeof scalarCatalog.piecewiseQuadratic
type Parameters = 'widths' | 'heights'

/** A density on (0, 1) that goes straight from knot to knot, each of them K + 1 numbers: `ys` is its CDF at the `xs`. */
function densityOf<V>(ops: Ops<V>, p: Readonly<Record<Parameters, V>>) {
  const xs = knotsOf(ops, p.widths, 0, 1)
  const raw = steepness(ops, p.heights)
  const [left, right] = ends(ops, xs)
  const [low, high] = ends(ops, raw)
  const areas = ops.mul(ops.mul(ops.constant(0.5), ops.sub(right, left)), ops.add(low, high))
  const whole = ops.sum(areas)
  const inner = ops.running(ops.slice(ops.div(areas, whole), 0, ops.width(areas) - 1))
  return { xs, ys: between(ops, 0, inner, 1), heights: ops.div(raw, whole) }
}

/** The bin of `at` among the knots in x, or among those in y: it begins at (x0, y0), is w wide, and its density goes from v0 to v1. */
function findBin<V>(ops: Ops<V>, p: Readonly<Record<Parameters, V>>, at: V, by: 'x' | 'y') {
  const { xs, ys, heights } = densityOf(ops, p)
  const bin = binOf(ops, by === 'x' ? xs : ys, at)
  const [x0, x1] = chosenEnds(ops, bin, xs)
  const [v0, v1] = chosenEnds(ops, bin, heights)
  const [lefts] = ends(ops, ys)
  return { bin, x0, w: ops.sub(x1, x0), y0: chosen(ops, bin, lefts), v0, v1 }
}

type Bin<V> = ReturnType<typeof findBin<V>>

/** θ, the place in its bin, of the number whose CDF lies c·w above y0: the root of (v1 − v0)/2 θ² + v0 θ − c. */
function thetaOf<V>(ops: Ops<V>, { v0, v1 }: Bin<V>, c: V): V {
  const square = ops.add(ops.mul(v0, v0), ops.mul(ops.mul(ops.constant(2), ops.sub(v1, v0)), c))
  return ops.div(ops.add(c, c), ops.add(v0, ops.sqrt(ops.max(square, ops.constant(0)))))
}

/** The density at θ, and its mean from the bin's left end to θ. */
const densityTo = <V>(ops: Ops<V>, { v0, v1 }: Bin<V>, theta: V): V => ops.add(v0, ops.mul(ops.sub(v1, v0), theta))
const meanTo = <V>(ops: Ops<V>, { v0, v1 }: Bin<V>, theta: V): V =>
  ops.add(v0, ops.mul(ops.mul(ops.constant(0.5), ops.sub(v1, v0)), theta))

/** log of the density at θ, and log of its mean from the bin's left end to θ and from θ to the right end. */
function densityAt<V>(ops: Ops<V>, bin: Bin<V>, theta: V) {
  const { v0, v1 } = bin
  const density = densityTo(ops, bin, theta)
  const logMean = (end: V): V => ops.log(ops.mul(ops.constant(0.5), ops.add(end, density)))
  return { logDensity: ops.log(density), low: logMean(v0), high: logMean(v1) }
}

function forward<V>(ops: Ops<V>, p: Readonly<Record<Parameters, V>>, x: Coordinate<V>): MappedCoordinate<V> {
  const found = findBin(ops, p, x.at, 'x')
  const { x0, w, y0 } = found
  const beyond = ops.sub(x.at, x0)
  const theta = ops.div(beyond, w)
  const { logDensity, ...means } = densityAt(ops, found, theta)
  return { to: unitImage(ops, found.bin, x, ops.add(y0, ops.mul(beyond, meanTo(ops, found, theta))), means), logDet: logDensity }
}

function inverse<V>(ops: Ops<V>, p: Readonly<Record<Parameters, V>>, y: Coordinate<V>): MappedCoordinate<V> {
  const found = findBin(ops, p, y.at, 'y')
  const { x0, w, y0 } = found
  const share = ops.div(ops.sub(y.at, y0), w)
  const theta = differentiableRoot(
    ops,
    () => thetaOf(ops, found, share),
    (at) => ({ excess: ops.sub(ops.mul(at, meanTo(ops, found, at)), share), slope: densityTo(ops, found, at) }),
  )
  const { logDensity, low, high } = densityAt(ops, found, theta)
  const ratios = { low: ops.neg(low), high: ops.neg(high) }
  return { to: unitImage(ops, found.bin, y, ops.add(x0, ops.mul(theta, w)), ratios), logDet: ops.neg(logDensity) }
}

const start = ({ bins }: OptionsOf<Specs>): Readonly<Record<Parameters, readonly number[]>> => ({
  widths: new Array<number>(bins).fill(0),
  heights: new Array<number>(bins + 1).fill(0),
})

/** The CDF of a piecewise linear density on (0, 1), its bins of learned width (Müller et al. 2019, section 4.2); starts as the identity. */
export const piecewiseQuadratic: ScalarBijector<Specs, Parameters> = {
  domain: () => 'unit',
  range: () => 'unit',
  parameters: start,
  landmarks: (ops, p) => knotsOf(ops, p.widths, 0, 1),
  forward: (ops, p, x) => forward(ops, p, x),
  inverse: (ops, p, y) => inverse(ops, p, y),
}
