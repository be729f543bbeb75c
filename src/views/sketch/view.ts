import { ellipseOptions } from '../../datasets/gaussianMixture.ts'
import type { Range, Window } from '../../math/window.ts'
import { planeScales, type Plot, type Scales } from '../axes.ts'
import type { Size } from '../context.ts'

/** A place of the plane, in its units. */
export type Place = readonly [x1: number, x2: number]

const range: Range = [ellipseOptions.centre1.min, ellipseOptions.centre1.max]
const span = range[1] - range[0]

/** The part of the plane that is drawn in: a square, the same on both axes. */
export const sketchWindow: Window = [range, range]

export const isWithin = ([x1, x2]: Place): boolean => [x1, x2].every((at) => at >= range[0] && at <= range[1])

const within = (at: number): number => Math.min(range[1], Math.max(range[0], at))

/** The place under shares of the square's sides, counted from its upper left; kept inside. */
export const placeAt = (across: number, down: number): Place => [within(range[0] + across * span), within(range[1] - down * span)]

/** The way back: shares of the square's sides. */
export const sharesOf = ([x1, x2]: Place): readonly [across: number, down: number] => [(x1 - range[0]) / span, (range[1] - x2) / span]

/** The whole canvas is the plot: numbers stand inside it. */
export function sketchView({ width, height }: Size): { readonly plot: Plot; readonly scales: Scales } {
  const plot = { left: 0, top: 0, width, height }
  return { plot, scales: planeScales(sketchWindow, plot) }
}

export const distance = ([a1, a2]: Place, [b1, b2]: Place): number => Math.hypot(a1 - b1, a2 - b2)
