import type { Ops } from '../../math/ops.ts'
import { rungeKutta } from '../../math/rungeKutta.ts'
import type { Mapped, Point } from '../bijector.ts'
import type { structureCatalog } from '../catalog.ts'
import type { PlainStructure } from './structure.ts'
import { buildVelocity } from './velocity.ts'

/**
 * dx/dt = f(x, t; θ), from x at t = 0 to z at t = 1, and log |det| = ∫ Σ_i ∂f_i/∂x_i dt (Chen et al. 2018, eq. 8;
 * Grathwohl et al. 2019, eq. 3), here with the exact trace. The inverse runs backwards in time: it comes back up to the
 * error of the integrator, which falls by 2⁴ where the steps are doubled.
 */
export const continuous: PlainStructure<typeof structureCatalog.continuous.options> = {
  takes: 'nothing',
  build: (site, options) => {
    const field = buildVelocity(site, options)
    const carry = <V>(ops: Ops<V>, input: Point<V>, start: number, end: number, given?: V): Mapped<V> => {
      const from = ops.concat(input.map(({ at }) => at))
      const { x, gains } = rungeKutta(ops, (at, t) => field.at(ops, at, t, given), from, { start, end, steps: options.steps })
      return { to: input.map((_, k) => ({ at: ops.slice(x, k, 1) })), logDet: field.divergence(ops, gains) }
    }
    return {
      blocks: field.blocks,
      domain: new Array<'real'>(site.d).fill('real'),
      range: (input) => input.map(() => 'real'),
      forward: (ops, x, given) => carry(ops, x, 0, 1, given),
      inverse: (ops, z, given) => carry(ops, z, 1, 0, given),
    }
  },
}
