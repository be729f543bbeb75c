import type { OptionSpecs, OptionsOf } from '../math/options.ts'
import type { Random } from '../math/random.ts'
import type { Window } from '../math/window.ts'

/** Points `[n, d]`, row-major, and the component (moon, peak, cluster) each was drawn from `[n]`. */
export interface LabelledPoints {
  readonly points: Float32Array
  readonly components: Uint8Array
}

/** A data distribution whose truth is known. */
export interface Dataset<S extends OptionSpecs = OptionSpecs> {
  readonly dimension: 1 | 2
  /** How many components it draws from: pictures colour by them. */
  readonly components: number
  readonly options: S
  sample(random: Random, n: number, options: OptionsOf<S>): LabelledPoints
  /** Exact log-density in nats of the whole point, −∞ outside the support. `points` `[n, d]` → `[n]`. */
  logDensity(points: Float32Array, options: OptionsOf<S>): Float64Array
  /** Differential entropy in nats. */
  entropy(options: OptionsOf<S>): number
  /** The part of the plane (or line) that holds all but a vanishing part of the mass. */
  window(options: OptionsOf<S>): Window
}
