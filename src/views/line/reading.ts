import { format } from 'd3'
import { say } from '../../words/catalogue.ts'
import { tellPosterior } from '../classes.ts'
import { coordinate } from '../plane/numbers.ts'
import { valueAt } from './distribution.ts'
import type { LineModel } from './model.ts'

const short = format('.3~g')

/** A number in few digits, with a true minus sign and without the SI letters that d3 would give very small ones. */
export const few = (value: number): string => (Number.isFinite(value) ? short(value) : '∞')

/** What the three plots say at one x, in a line of words. */
export function lineReading(model: LineModel, x: number): string {
  const { learned, xRange, curve, atZ, posterior, shownClass } = model
  const reading = say(atZ ? 'line.cursor.at' : 'line.cursor.between', {
    x: coordinate(x),
    z: coordinate(valueAt(curve, xRange, x)),
    p: few(valueAt(learned.density, xRange, x)),
    share: valueAt(learned.mass, xRange, x).toFixed(3),
  })
  if (shownClass === null) return reading
  const parts = [say('classes.of', { number: shownClass + 1, reading }), tellPosterior(posterior.map((one) => valueAt(one, xRange, x)))]
  return parts.filter((part) => part !== null).join(' · ')
}

/** One sentence for those who do not see the picture. */
export function lineSummary(model: LineModel, step: number): string {
  const { density, mass } = model.learned
  let peak = 0
  for (let i = 1; i < density.length; i++) if ((density[i] ?? 0) > (density[peak] ?? 0)) peak = i
  return say('line.summary', {
    step,
    p: few(density[peak] ?? NaN),
    x: coordinate(model.lattice[peak] ?? NaN),
    mass: (mass.at(-1) ?? NaN).toFixed(4),
  })
}
