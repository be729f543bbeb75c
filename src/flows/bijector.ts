import type { Block } from '../math/block.ts'
import type { Ops } from '../math/ops.ts'
import type { OptionSpecs, OptionsOf } from '../math/options.ts'

/** Where a coordinate lies: the whole real line, or the open unit interval (0, 1). */
export type Interval = 'real' | 'unit'

/**
 * One coordinate of a point. In (0, 1) a number close to an end loses its digits, so whoever computed it
 * from tails hands them on: `log` is log u and `logComplement` is log(1 − u), exact at both ends.
 */
export interface Coordinate<V> {
  readonly at: V
  readonly log?: V
  readonly logComplement?: V
}

export type Point<V> = readonly Coordinate<V>[]

/** What a bijector of one number gives back. `logDet` is log |slope| of the direction computed, in nats. */
export interface MappedCoordinate<V> {
  readonly to: Coordinate<V>
  readonly logDet: V
}

/** What a bijector of a point gives back. `logDet` is log |det ∂output/∂input| of the direction computed, in nats. */
export interface Mapped<V> {
  readonly to: Point<V>
  readonly logDet: V
}

/** Runs of numbers to learn, by name, each with the values it starts from. */
export type Starts<P extends string> = Readonly<Record<P, readonly number[]>>

/**
 * A monotone increasing map of one number. A structure decides where its parameters come from: `p[name]` is the
 * vector for that entry of `parameters(options)`, one number or K of them per sample.
 */
export interface ScalarBijector<S extends OptionSpecs, P extends string> {
  domain(options: OptionsOf<S>): Interval
  range(options: OptionsOf<S>): Interval
  /** Empty when the map has nothing to learn. */
  parameters(options: OptionsOf<S>): Starts<P>
  forward<V>(ops: Ops<V>, p: Readonly<Record<P, V>>, x: Coordinate<V>, options: OptionsOf<S>): MappedCoordinate<V>
  inverse<V>(ops: Ops<V>, p: Readonly<Record<P, V>>, y: Coordinate<V>, options: OptionsOf<S>): MappedCoordinate<V>
  /** Places on the axis of x that shape the map, for pictures: the knots of a spline, the means of a mixture. */
  landmarks?<V>(ops: Ops<V>, p: Readonly<Record<P, V>>, options: OptionsOf<S>): V
}

/** A scalar bijector with its options already chosen: what structures work with. */
export interface ChosenScalar {
  readonly domain: Interval
  readonly range: Interval
  readonly parameters: Starts<string>
  forward<V>(ops: Ops<V>, p: Readonly<Record<string, V>>, x: Coordinate<V>): MappedCoordinate<V>
  inverse<V>(ops: Ops<V>, p: Readonly<Record<string, V>>, y: Coordinate<V>): MappedCoordinate<V>
  /** Places on the axis of its input that shape the map, or null where there are none. */
  landmarks<V>(ops: Ops<V>, p: Readonly<Record<string, V>>): V | null
}

/** What a structure gave to the scalar bijector of one coordinate: its parameters by name, and the places that shape its map. */
export interface ChosenParameters<V> {
  readonly coordinate: number
  readonly values: Readonly<Record<string, V>>
  readonly landmarks: V | null
}

/**
 * One bijector of the stack, bound to its blocks of parameters. `given` is the class of each sample as a one-hot vector
 * (its width is `Site.classes`), for flows that were built with classes; what reads no network leaves it aside.
 */
export interface Layer {
  readonly blocks: readonly Block[]
  /** What each input coordinate must lie in, or null where any will do (a permutation). */
  readonly domain: readonly (Interval | null)[]
  /** Where each output coordinate lands, given where the inputs lie. */
  range(input: readonly Interval[]): readonly Interval[]
  forward<V>(ops: Ops<V>, x: Point<V>, given?: V): Mapped<V>
  inverse<V>(ops: Ops<V>, z: Point<V>, given?: V): Mapped<V>
  /** Of the coordinates that a scalar bijector maps, its parameters at x; left out by layers that take none. */
  parametersAt?<V>(ops: Ops<V>, x: Point<V>, given?: V): readonly ChosenParameters<V>[]
  /**
   * Only of a layer whose networks read its own output: `forward` with these read from `kept`, the output of another
   * flow for the same x. So nothing waits for what was found before, and all coordinates are computed at once.
   */
  forced?<V>(ops: Ops<V>, x: Point<V>, kept: Point<V>, given?: V): Mapped<V>
  /** Sets parameters from the values that one real batch has at this layer's input (`[d][n]`), once, before the first step. */
  initialise?(parameters: Float32Array, batch: readonly Float64Array[]): void
}
