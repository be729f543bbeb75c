import { number } from '../math/options.ts'
import { gaussianAlongCurves } from './gaussianAlongCurves.ts'

const teeth = 6

/** Narrow Gaussians a unit apart, of equal mass, about 0. */
export const comb = gaussianAlongCurves({
  dimension: 1,
  components: teeth,
  options: { noise: number(0.02, 0.5, 0.01, 0.1) },
  strands: ({ noise }) => Array.from({ length: teeth }, (_, k) => ({ weight: 1, deviation: noise, centre: [k - (teeth - 1) / 2] })),
})
