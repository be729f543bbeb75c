import { number } from '../math/options.ts'
import { circle, gaussianAlongCurves } from './gaussianAlongCurves.ts'

/** The radius of the inner circle; the outer one's is 1. */
const inner = 0.5
/** The literature enlarges the whole picture, noise included. */
const enlarged = 3

/** A circle inside another, as in scikit-learn; `noise` is the deviation before the picture is enlarged. */
export const circles = gaussianAlongCurves({
  dimension: 2,
  components: 2,
  options: { noise: number(0.02, 0.3, 0.01, 0.08) },
  strands: ({ noise }) =>
    [1, inner].map((radius) => ({ weight: 1, deviation: enlarged * noise, centre: circle(enlarged * radius) })),
})
