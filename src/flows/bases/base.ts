import type { Ops } from '../../math/ops.ts'
import type { OptionSpecs, OptionsOf } from '../../math/options.ts'
import type { Random } from '../../math/random.ts'
import type { Window } from '../../math/window.ts'
import type { Interval, Point, Starts } from '../bijector.ts'

/** The distribution on z. `p[name]` is the vector for that entry of `parameters(options, d)`. */
export interface Base<S extends OptionSpecs, P extends string> {
  readonly support: Interval
  parameters(options: OptionsOf<S>, d: number): Starts<P>
  /** log p_Z in nats of the whole point, with every constant; −∞ outside the support. */
  logDensity<V>(ops: Ops<V>, p: Readonly<Record<P, V>>, z: Point<V>, options: OptionsOf<S>): V
  /** n draws `[n, d]`; `p[name]` holds that parameter's numbers. */
  sample(random: Random, n: number, d: number, p: Readonly<Record<P, Float32Array>>, options: OptionsOf<S>): Float32Array
  /** The part of latent space that a picture shows. */
  window(options: OptionsOf<S>, d: number): Window
}
