import type { Ops } from '../../math/ops.ts'
import type { Coordinate, MappedCoordinate, ScalarBijector } from '../bijector.ts'
import type { scalarCatalog } from '../catalog.ts'
import { binOf, chosenEnds, knotsOf } from './bins.ts'
import { unitImage } from './unitImage.ts'

type Specs = typeof scalarCatalog.piecewiseLinear

/** From knot to knot along a straight line: from one set of K + 1 knots on (0, 1) to another. */
function polygon<V>(ops: Ops<V>, from: V, to: V, u: Coordinate<V>): MappedCoordinate<V> {
  const bin = binOf(ops, from, u.at)
  const [a0, a1] = chosenEnds(ops, bin, from)
  const [b0, b1] = chosenEnds(ops, bin, to)
  const slope = ops.div(ops.sub(b1, b0), ops.sub(a1, a0))
  const logDet = ops.log(slope)
  const at = ops.add(b0, ops.mul(ops.sub(u.at, a0), slope))
  return { to: unitImage(ops, bin, u, at, { low: logDet, high: logDet }), logDet }
}

/** K bins of equal width. */
const even = <V>(ops: Ops<V>, bins: number): V => ops.vector(Array.from({ length: bins + 1 }, (_, k) => k / bins))

/** The CDF of a histogram of K equal bins on (0, 1) (Müller et al. 2019, section 4.1); starts as the identity. */
export const piecewiseLinear: ScalarBijector<Specs, 'heights'> = {
  domain: () => 'unit',
  range: () => 'unit',
  parameters: ({ bins }) => ({ heights: new Array<number>(bins).fill(0) }),
  landmarks: (ops, _p, { bins }) => even(ops, bins),
  forward: (ops, { heights }, x, { bins }) => polygon(ops, even(ops, bins), knotsOf(ops, heights, 0, 1), x),
  inverse: (ops, { heights }, y, { bins }) => polygon(ops, knotsOf(ops, heights, 0, 1), even(ops, bins), y),
}
