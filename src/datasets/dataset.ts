import type { OptionSpecs, OptionsOf } from '../math/options.ts'
import type { Random } from '../math/random.ts'
import type { Window } from '../math/window.ts'

/** Points `[n, d]`, row-major, and the component (moon, arm, species) each was drawn from `[n]`: its class. */
export interface LabelledPoints {
  readonly points: Float32Array
  readonly components: Uint8Array
}

interface Told<S extends OptionSpecs> {
  readonly dimension: 1 | 2
  /** How many components it draws from: pictures colour by them, and they are the classes of a conditional flow. */
  readonly components: number
  readonly options: S
  /** The part of the plane (or line) that holds all but a vanishing part of the mass. */
  window(options: OptionsOf<S>): Window
}

/** A data distribution whose truth is known. */
export interface KnownDataset<S extends OptionSpecs = OptionSpecs> extends Told<S> {
  readonly kind: 'known'
  sample(random: Random, n: number, options: OptionsOf<S>): LabelledPoints
  /**
   * Exact log-density in nats of the whole point, −∞ outside the support, +∞ where single points hold mass.
   * `points` `[n, d]` → `[n]`.
   */
  logDensity(points: Float32Array, options: OptionsOf<S>): Float64Array
  /** Differential entropy in nats; null where it is −∞, since single points hold mass. */
  entropy(options: OptionsOf<S>): number | null
  /** The share of each component `[components]`; they sum to 1. */
  weights(options: OptionsOf<S>): readonly number[]
  /** H(X | C) in nats: each component's own entropy, by its weight. No conditional flow gets below; null where it is −∞. */
  conditionalEntropy(options: OptionsOf<S>): number | null
}

/** Data that someone measured: points without a known truth. */
export interface RecordedDataset extends Told<Record<never, never>> {
  readonly kind: 'recorded'
  readonly rows: LabelledPoints
}

export type Dataset<S extends OptionSpecs = OptionSpecs> = KnownDataset<S> | RecordedDataset

/** A distribution whose options are settled: `KnownDataset` tells what each thing is. */
export interface Distribution extends Pick<KnownDataset, 'dimension' | 'components'> {
  sample(random: Random, n: number): LabelledPoints
  logDensity(points: Float32Array): Float64Array
  entropy(): number | null
  weights(): readonly number[]
  conditionalEntropy(): number | null
  window(): Window
}
