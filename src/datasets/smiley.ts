import { number } from '../math/options.ts'
import { gaussianAlongCurves } from './gaussianAlongCurves.ts'

/** The lecture's face: two eyes and a mouth, a third of the mass each. */
export const smiley = gaussianAlongCurves({
  dimension: 2,
  components: 3,
  options: { noise: number(0.02, 0.5, 0.01, 0.2) },
  strands: ({ noise }) => [
    { weight: 1, deviation: noise, centre: [-1.5, 2.5] },
    { weight: 1, deviation: noise, centre: [1.5, 2.5] },
    { weight: 1, deviation: noise, centre: (u) => [2 * Math.cos(Math.PI * u), -Math.sin(Math.PI * u)] },
  ],
})
