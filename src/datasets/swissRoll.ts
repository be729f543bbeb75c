import { number } from '../math/options.ts'
import { gaussianAlongCurves } from './gaussianAlongCurves.ts'

/** The literature shrinks the whole picture, noise included. */
const shrink = 5

/** One arm that winds outwards by one turn, seen from the end of the roll; `noise` is the deviation before it is shrunk. */
export const swissRoll = gaussianAlongCurves({
  dimension: 2,
  components: 1,
  options: { noise: number(0.2, 2, 0.1, 1) },
  strands: ({ noise }) => [
    {
      weight: 1,
      deviation: noise / shrink,
      centre: (u) => {
        const angle = 1.5 * Math.PI * (1 + 2 * u)
        return [(angle * Math.cos(angle)) / shrink, (angle * Math.sin(angle)) / shrink]
      },
    },
  ],
})
