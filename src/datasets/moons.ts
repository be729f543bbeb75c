import { number } from '../math/options.ts'
import { gaussianAlongCurves } from './gaussianAlongCurves.ts'

/** Two interleaved half circles of radius 1, as in scikit-learn. */
export const moons = gaussianAlongCurves({
  dimension: 2,
  components: 2,
  options: { noise: number(0.02, 0.5, 0.01, 0.1) },
  strands: ({ noise }) => [
    { weight: 1, deviation: noise, centre: (u) => [Math.cos(Math.PI * u), Math.sin(Math.PI * u)] },
    { weight: 1, deviation: noise, centre: (u) => [1 - Math.cos(Math.PI * u), 0.5 - Math.sin(Math.PI * u)] },
  ],
})
