import type { Ops } from '../../math/ops.ts'
import type { OptionSpecs, OptionsOf } from '../../math/options.ts'
import type { Random } from '../../math/random.ts'
import type { Window } from '../../math/window.ts'
import type { Interval, ParameterSpec, Point } from '../bijector.ts'

/** The distribution on z. `p[i]` is the vector for the i-th entry of `parameters(options, d)`. */
export interface Base<S extends OptionSpecs> {
  readonly support: Interval
  parameters(options: OptionsOf<S>, d: number): readonly ParameterSpec[]
  /** log p_Z in nats of the whole point, with every constant; −∞ outside the support. */
  logDensity<V>(ops: Ops<V>, p: readonly V[], z: Point<V>, options: OptionsOf<S>): V
  /** n draws `[n, d]`; `p[i]` holds the numbers of the i-th parameter. */
  sample(random: Random, n: number, d: number, p: readonly Float32Array[], options: OptionsOf<S>): Float32Array
  /** The part of latent space that a picture shows. */
  window(options: OptionsOf<S>, d: number): Window
}
