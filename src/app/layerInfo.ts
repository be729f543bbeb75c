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

/** From where to where a layer carries numbers, where that is not from the line to the line. */
function carries([before, after]: readonly (readonly Interval[] | undefined)[]): string {
  const inside = [...new Set(before)]
  const outside = [...new Set(after)]
  if (inside.length !== 1 || outside.length !== 1) return ''
  const [from, to] = [inside[0], outside[0]]
  return from && to && from !== to ? `${ends(from)} → ${ends(to)}` : ''
}

/** A narrow row breaks between the parts, never within one. */
const unbroken = (part: string): string => part.replaceAll(' ', '\u00a0')

/** What stands small at the end of a layer's row. */
export const layerInfo = (layer: LayerSpec, index: number, { intervals }: Fit): string =>
  [directionOf(layer), carries([intervals[index], intervals[index + 1]])].filter(Boolean).map(unbroken).join(' · ')

/** Place of the layer that does not get what it needs; the number of layers where it is the base; null where all fits. */
export const misfitAt = (fit: Fit): number | null => (fit.ok ? null : fit.intervals.length - 1)
