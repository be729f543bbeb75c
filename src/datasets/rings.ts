import { number } from '../math/options.ts'
import { circle, gaussianAlongCurves } from './gaussianAlongCurves.ts'

const radii = [3, 2.25, 1.5, 0.75]

/** Four rings about one centre, of equal mass: the inner ones are denser. */
export const rings = gaussianAlongCurves({
  dimension: 2,
  components: radii.length,
  options: { noise: number(0.02, 0.3, 0.01, 0.08) },
  strands: ({ noise }) => radii.map((radius) => ({ weight: 1, deviation: noise, centre: circle(radius) })),
})
