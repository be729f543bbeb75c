import { number } from '../math/options.ts'
import { gaussianAlongCurves } from './gaussianAlongCurves.ts'
import type { Strand } from './gaussianDensity.ts'

/** The literature shrinks the spiral and its offset, but not the noise. */
const shrink = 3
/** Half the side of the square over which points are spread before the noise comes: U(0, ½) on each axis. */
const half = 0.25

/** One and a half turns outwards, the far end as dense as the middle; −1 turns it by half a circle. */
const arm = (sign: 1 | -1, noise: number): Strand => ({
  weight: 1,
  deviation: noise,
  box: half / shrink,
  centre: (u) => {
    const angle = 3 * Math.PI * Math.sqrt(u)
    return [(sign * (half - angle * Math.cos(angle))) / shrink, (sign * (half + angle * Math.sin(angle))) / shrink]
  },
})

/** Two arms that wind about each other. */
export const twoSpirals = gaussianAlongCurves({
  dimension: 2,
  components: 2,
  options: { noise: number(0.05, 0.3, 0.01, 0.1) },
  strands: ({ noise }) => [arm(1, noise), arm(-1, noise)],
})
