import type { LayerSpec } from '../experiment/experiment.ts'
import type { Interval } from '../flows/bijector.ts'
import type { Fit } from '../store/fit.ts'
import { say } from '../words/catalogue.ts'

const ends = (interval: Interval): string => say(`app.interval.${interval}`)

/** Which coordinate decides about which; empty where none does. */
function directionOf({ structure, options }: LayerSpec): string {
  switch (structure) {
    case 'coupling':
      return say('app.layer.coupling', { transforms: String(options['transforms']) })
    case 'autoregressive':
    case 'inverseAutoregressive':
      return say('app.layer.autoregressive', { order: String(options['order']) })
    case 'permutation':
      return say('app.layer.reverses')
    case 'elementwise':
    case 'rotation':
    case 'triangular':
    case 'plu':
    case 'actnorm':
    case 'planar':
    case 'radial':
    case 'continuous':
      return ''
    default:
      return structure satisfies never
  }
}

/** Where a point lies: "ℝ" where all its coordinates lie alike, "ℝ × (0, 1)" where they do not. */
function placeOf(intervals: readonly Interval[]): string {
  const places = intervals.map(ends)
  return new Set(places).size === 1 ? (places[0] ?? '') : places.join(' × ')
}

/** From where to where a layer carries a point, as far as the stack was followed. */
function carried(index: number, { intervals }: Fit): { readonly from: string; readonly to: string } | null {
  const [before, after] = [intervals[index], intervals[index + 1]]
  return before && after ? { from: placeOf(before), to: placeOf(after) } : null
}

/** Where a layer takes points from and lands them, in a sentence; of a layer that does not fit, what reaches it. */
export function layerPlaces(index: number, fit: Fit): string {
  const both = carried(index, fit)
  if (both) return say('app.layer.carries', both)
  const reached = fit.intervals[index]
  return reached ? say('app.layer.reached', { from: placeOf(reached) }) : ''
}

/** The same in short, where it is not from the line to the line. */
function carries(index: number, fit: Fit): string {
  const both = carried(index, fit)
  const line = ends('real')
  return both && (both.from !== line || both.to !== line) ? `${both.from} → ${both.to}` : ''
}

/** A narrow row breaks between the parts, never within one. */
const unbroken = (part: string): string => part.replaceAll(' ', '\u00a0')

/** What stands small at the end of a layer's row. */
export const layerInfo = (layer: LayerSpec, index: number, fit: Fit): string =>
  [directionOf(layer), carries(index, fit)].filter(Boolean).map(unbroken).join(' · ')

/** Place of the layer that does not get what it needs; the number of layers where it is the base; null where all fits. */
export const misfitAt = (fit: Fit): number | null => (fit.ok ? null : fit.intervals.length - 1)
