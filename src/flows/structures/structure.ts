import type { Ops } from '../../math/ops.ts'
import type { OptionSpecs, OptionsOf } from '../../math/options.ts'
import type { ChosenParameters, ChosenScalar, Coordinate, Interval, Layer, Point, Starts } from '../bijector.ts'
import type { Allocate } from '../parameters.ts'

/** What a structure is built from. `name` begins the names of its blocks. */
export interface Site {
  readonly name: string
  /** Coordinates of a point. */
  readonly d: number
  /** Classes that every network is told of beside its coordinates; 0 where the flow knows of none. */
  readonly classes: number
  readonly allocate: Allocate
}

/** Says where the parameters of a scalar bijector come from. */
export interface ScalarStructure<S extends OptionSpecs> {
  readonly takes: 'scalar'
  build(site: Site, scalar: ChosenScalar, options: OptionsOf<S>): Layer
}

/** A layer that is no scalar bijector: a permutation, actnorm. */
export interface PlainStructure<S extends OptionSpecs> {
  readonly takes: 'nothing'
  build(site: Site, options: OptionsOf<S>): Layer
}

export type Structure<S extends OptionSpecs> = ScalarStructure<S> | PlainStructure<S>

/** The starting numbers of every parameter of a scalar bijector, one after another. */
export const flatten = (starts: Starts<string>): readonly number[] => Object.values(starts).flat()

/** Cuts one vector into named parameters, from entry `from` on; the inverse of `flatten`. */
export function unflatten<V>(ops: Ops<V>, starts: Starts<string>, vector: V, from = 0): Readonly<Record<string, V>> {
  let at = from
  return Object.fromEntries(
    Object.entries(starts).map(([name, { length }]) => {
      const part = ops.slice(vector, at, length)
      at += length
      return [name, part]
    }),
  )
}

/** What a scalar bijector was given for a coordinate, for pictures. */
export const chosenFor = <V>(ops: Ops<V>, scalar: ChosenScalar, k: number, values: Readonly<Record<string, V>>): ChosenParameters<V> => ({
  coordinate: k,
  values,
  landmarks: scalar.landmarks(ops, values),
})

/** Coordinate k of a point. Asking for one that is not there is a fault of the caller. */
export function coordinate<V>(point: Point<V>, k: number): Coordinate<V> {
  const found = point[k]
  if (!found) throw new RangeError(`a point of ${point.length} coordinates has no coordinate ${k}`)
  return found
}

/** Adds up log-dets; none gives 0. */
export const total = <V>(ops: Ops<V>, logDets: readonly V[]): V =>
  logDets.length === 0 ? ops.constant(0) : logDets.reduce((sum, one) => ops.add(sum, one))

/** What a layer that maps the real line, on every axis, onto itself says of its intervals. */
export const onTheLine = (d: number): Pick<Layer, 'domain' | 'range'> => ({
  domain: new Array<Interval>(d).fill('real'),
  range: (input) => input.map(() => 'real' as const),
})

export const valuesOf = <V>(point: Point<V>): readonly V[] => point.map(({ at }) => at)
export const pointOf = <V>(values: readonly V[]): Point<V> => values.map((at) => ({ at }))

/** A point as one vector of width d, and back. */
export const vectorOf = <V>(ops: Ops<V>, point: Point<V>): V => ops.concat(valuesOf(point))
export const spread = <V>(ops: Ops<V>, vector: V): Point<V> =>
  Array.from({ length: ops.width(vector) }, (_, k) => ({ at: ops.slice(vector, k, 1) }))
