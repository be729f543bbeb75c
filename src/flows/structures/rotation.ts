import type { Ops } from '../../math/ops.ts'
import type { Mapped, Point } from '../bijector.ts'
import type { structureCatalog } from '../catalog.ts'
import { freeNumbers } from './conditioner.ts'
import { coordinate, onTheLine, type PlainStructure } from './structure.ts'

type Plane = readonly [first: number, second: number]

const planesOf = (d: number): readonly Plane[] =>
  Array.from({ length: d }, (_, i) => Array.from({ length: d - 1 - i }, (_unused, j): Plane => [i, i + 1 + j])).flat()

/**
 * Rotates by a learned angle θ in the plane of every two coordinates, one after another (Givens); log |det| = 0 exactly.
 * Learned is t = tan θ/2, since cos θ = 2/(1 + t²) − 1 and sin θ = 2t/(1 + t²) need no sine and are orthogonal to the
 * last digit. Every angle starts at `angle` degrees.
 */
export const rotation: PlainStructure<typeof structureCatalog.rotation.options> = {
  takes: 'nothing',
  build: (site, { angle }) => {
    const planes = planesOf(site.d)
    const start = Math.tan((angle * Math.PI) / 360)
    const numbers = freeNumbers(site, 'tan θ/2', planes.length, { kind: 'values', values: planes.map(() => start) })
    const turn = <V>(ops: Ops<V>, sense: 1 | -1, point: Point<V>, given?: V): Mapped<V> => {
      const all = numbers.apply(ops, [], given)
      const to = [...point]
      for (const [plane, [i, j]] of sense === 1 ? [...planes.entries()] : [...planes.entries()].toReversed()) {
        const t = ops.slice(all, plane, 1)
        const share = ops.div(ops.constant(2), ops.add(ops.constant(1), ops.mul(t, t)))
        const [cos, sin] = [ops.sub(share, ops.constant(1)), ops.mul(ops.mul(t, ops.constant(sense)), share)]
        const [a, b] = [coordinate(to, i).at, coordinate(to, j).at]
        to[i] = { at: ops.sub(ops.mul(cos, a), ops.mul(sin, b)) }
        to[j] = { at: ops.add(ops.mul(sin, a), ops.mul(cos, b)) }
      }
      return { to, logDet: ops.constant(0) }
    }
    return {
      blocks: numbers.blocks,
      ...onTheLine(site.d),
      forward: (ops, x, given) => turn(ops, 1, x, given),
      inverse: (ops, z, given) => turn(ops, -1, z, given),
    }
  },
}
