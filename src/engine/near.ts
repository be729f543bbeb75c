import { allOf } from './density.ts'
import { areInside } from './lattice.ts'
import type { Run } from './run.ts'
import type { Near, Probe } from './snapshot.ts'

/** Points of the ring; the first stands at its end again, so that it is closed. */
const ringPoints = 48

/** The centre, then the ring around it, closed: `[ringPoints + 2, 2]`. */
function ringAround([x = NaN, y = NaN]: readonly number[], radius: number): Float32Array {
  const points = [x, y]
  for (let i = 0; i <= ringPoints; i++) {
    const angle = (2 * Math.PI * (i % ringPoints)) / ringPoints
    points.push(x + radius * Math.cos(angle), y + radius * Math.sin(angle))
  }
  return Float32Array.from(points)
}

/** A small circle of z carried back through every stage, or one of x carried on; what lies outside the base's support is not a number. */
export async function nearOf({ flow, trainer }: Run, { side, at, radius }: Probe['near'] & object, ofClass: number): Promise<Near> {
  const ring = ringAround(at, radius)
  const labels = allOf(ofClass, ring.length / 2)
  if (side === 'x') return { side, stages: (await trainer.stages(ring, labels)).points }
  const { points } = await trainer.inverse(ring, labels)
  areInside(ring, [flow.base.support, flow.base.support]).forEach((inside, i) => {
    if (!inside) for (const stage of points) stage.fill(NaN, 2 * i, 2 * i + 2)
  })
  return { side, stages: points }
}
